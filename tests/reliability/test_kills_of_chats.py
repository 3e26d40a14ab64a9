"""`kill -9` while a chat is forgotten or moved, or a message to it is given up."""

import sqlite3
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.reliability.nursery import KILLED, Nursery
from tests.unit.telegram.waiting import until

WHEN = ("before", "after")


def kept(database: Path, chat: int) -> tuple[int, int, int]:
    """How many sessions, undone updates and unsent messages of a chat there are."""
    connection = sqlite3.connect(database, timeout=10)
    try:
        counted: tuple[int, int, int] = connection.execute(
            "SELECT (SELECT count(*) FROM session WHERE chat = :chat), "
            "(SELECT count(*) FROM inbox WHERE chat = :chat), "
            "(SELECT count(*) FROM outbox WHERE chat = :chat)",
            {"chat": chat},
        ).fetchone()
    finally:
        connection.close()
    return counted


async def begun(telegram: LocalTelegram, nursery: Nursery) -> PrivateChat:
    """A chat in which a first message was answered; the bot is out of service now."""
    chat = telegram.private_chat(telegram.person())
    bot = await nursery.start()
    assert (await chat.ask("hello", within=10)).text == "1: hello"
    await bot.stop()
    return chat


async def killed(nursery: Nursery, point: str) -> None:
    """A bot that is killed at a point, and another one after it."""
    bot = await nursery.start(kill_at=point)
    assert await bot.end() == KILLED, point
    await nursery.start()


@pytest.mark.parametrize("when", WHEN)
async def test_while_a_chat_that_blocked_the_bot_is_forgotten(
    telegram: LocalTelegram, nursery: Nursery, database: Path, when: str
) -> None:
    chat = await begun(telegram, nursery)
    neighbour = telegram.private_chat(telegram.person())
    chat.block()
    await neighbour.send("message 0")
    await killed(nursery, f"{when} forget_chat")
    await until(lambda: [reply.text for reply in neighbour.replies][-1:] == ["1: message 0"])
    await until(lambda: kept(database, chat.id) == (0, 0, 0))
    chat.unblock()
    assert (await chat.ask("back again")).text == "1: back again"
    assert "Traceback" not in nursery.log


@pytest.mark.parametrize("when", WHEN)
async def test_while_a_chat_that_takes_no_message_is_forgotten(
    telegram: LocalTelegram, nursery: Nursery, database: Path, when: str
) -> None:
    chat = await begun(telegram, nursery)
    blocked = telegram.faults.refuse(
        403,
        "Forbidden: bot was blocked by the user",
        times=None,
        method="sendMessage",
        chat_id=chat.id,
    )
    await chat.send("is not answered any more")
    await killed(nursery, f"{when} forget_chat")
    await until(lambda: kept(database, chat.id) == (0, 0, 0))
    telegram.faults.remove(blocked)
    assert (await chat.ask("back again")).text == "1: back again"
    assert len(chat.replies) == 2
    assert "Traceback" not in nursery.log


@pytest.mark.parametrize("when", WHEN)
async def test_while_a_group_moves_to_its_new_id(
    telegram: LocalTelegram, nursery: Nursery, database: Path, when: str
) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Office", [ana])
    bot = await nursery.start()
    await group.send(ana, "/ask a")
    assert (await group.next_reply(within=10)).text == "1: /ask a"
    await bot.stop()
    await group.send(ana, "/ask b")
    moved = group.migrate()
    await moved.send(ana, "/ask c")
    await killed(nursery, f"{when} move_chat")
    await until(lambda: [reply.text for reply in moved.replies][-1:] == ["3: /ask c"])
    # The kill may fall while the first answer is on its way.
    texts = [reply.text for reply in moved.replies]
    assert list(dict.fromkeys(texts)) == ["2: /ask b", "3: /ask c"]
    assert len(texts) <= 3
    await until(lambda: kept(database, group.id) == (0, 0, 0))
    assert kept(database, moved.id)[0] == 1
    assert "Traceback" not in nursery.log


@pytest.mark.parametrize("when", WHEN)
async def test_while_a_message_is_given_up(
    telegram: LocalTelegram, nursery: Nursery, database: Path, when: str
) -> None:
    chat = await begun(telegram, nursery)
    refused = telegram.faults.refuse(
        400, "Bad Request: not this one", times=None, method="sendMessage", chat_id=chat.id
    )
    await chat.send("message 0")
    await killed(nursery, f"{when} give_up")
    await until(lambda: kept(database, chat.id) == (1, 0, 0))
    telegram.faults.remove(refused)
    # The message that was given up is answered all the same: it counts.
    assert (await chat.ask("message 1")).text == "3: message 1"
    assert [reply.text for reply in chat.replies] == ["1: hello", "3: message 1"]
    assert refused.struck == (2 if when == "before" else 1)
    assert "Traceback" not in nursery.log
