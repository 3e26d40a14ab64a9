"""The bot as a process that is killed, stopped and started again."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.forking import Forked, fork
from tests.unit.telegram.conftest import Clock, Start
from tests.unit.telegram.waiting import until


@asynccontextmanager
async def process(
    telegram: LocalTelegram, database: Path, log: Path | None = None
) -> AsyncIterator[Forked]:
    """The tiny bot in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.base_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "PORT": "0",
    }
    order = {"log level": "info" if log is None else "debug"}
    log = log or Path(os.devnull)
    running = await fork("tests.unit.telegram.program", order, environment, log)
    try:
        yield running
    finally:
        running.kill()
        await running.wait()


def numbers(chat: PrivateChat) -> list[str]:
    return [message.text.split()[-1] for message in chat.replies]


async def count_sent(telegram: LocalTelegram, wanted: int) -> None:
    await until(lambda: len(telegram.calls_of("sendMessage")) >= wanted)


@pytest.mark.slow
async def test_after_kills_in_the_middle_every_message_was_answered(
    telegram: LocalTelegram, database: Path
) -> None:
    chats = [telegram.private_chat(telegram.person()) for _ in range(5)]
    for number in range(8):
        for chat in chats:
            await chat.send(f"message {number}")
    for wanted in (3, 12, 25):
        async with process(telegram, database) as running:
            await count_sent(telegram, wanted)
            running.send_signal(signal.SIGKILL)
            await running.wait()
    async with process(telegram, database):
        await until(lambda: all("7" in numbers(chat) for chat in chats))
    for chat in chats:
        seen = numbers(chat)
        assert list(dict.fromkeys(seen)) == [str(number) for number in range(8)]
        # At most one reply per kill may have been on its way without being noted.
        assert len(seen) - 8 <= 3


@pytest.mark.slow
async def test_sigterm_ends_cleanly_and_leaves_nothing_acknowledged_unanswered(
    telegram: LocalTelegram, database: Path
) -> None:
    chat = telegram.private_chat(telegram.person())
    for number in range(60):
        await chat.send(f"message {number}")
    async with process(telegram, database) as running:
        await count_sent(telegram, 5)
        running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            assert await running.wait() == 0
    assert len(chat.replies) < 60
    async with process(telegram, database):
        await until(lambda: len(chat.replies) >= 60)
    assert numbers(chat) == [str(number) for number in range(60)]


async def test_an_update_is_written_before_it_is_acknowledged(
    telegram: LocalTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await start()
    chat = telegram.private_chat(telegram.person())
    confirmed_when = []
    append = bot.store.append

    async def watched(*arguments: object, **more: object) -> int:
        confirmed_when.append(len(telegram.world.queue))
        added = await append(*arguments, **more)
        confirmed_when.append(len(telegram.world.queue))
        return added

    monkeypatch.setattr(bot.store, "append", watched)
    await chat.ask("hello")
    await bot.idle()
    assert confirmed_when == [1, 1]
    assert len(telegram.world.queue) == 0


async def test_what_was_kept_long_ago_is_answered_with_a_word_that_it_is_late(
    telegram: LocalTelegram, clock: Clock, start: Start
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.send("hello")
    clock.forward(11 * 60)
    await start()
    reply = await chat.next_reply()
    assert reply.text.startswith("This answer comes late")
    assert reply.text.endswith("1: hello")
    assert (await chat.ask("and now")).text == "2: and now"


async def test_the_word_that_it_is_late_is_in_the_language_of_the_answer(
    telegram: LocalTelegram, clock: Clock, start: Start
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.send("srpski")
    clock.forward(11 * 60)
    await start()
    assert (await chat.next_reply()).text.startswith("Овај одговор стиже са закашњењем")


async def test_a_reply_that_an_earlier_run_left_is_sent_though_late(
    telegram: LocalTelegram, clock: Clock, start: Start
) -> None:
    chat = telegram.private_chat(telegram.person())
    first = await start()
    fault = telegram.faults.too_many_requests(300, method="sendMessage")
    await chat.send("hello")
    await until(lambda: fault.struck)
    await first.end()
    clock.forward(20 * 60)
    await start()
    reply = await chat.next_reply()
    assert reply.text.startswith("This answer comes late")
    assert reply.text.endswith("1: hello")


async def test_a_token_of_another_bot_leaves_what_waits_for_the_first_one_alone(
    telegram: LocalTelegram, database: Path, start: Start
) -> None:
    chat = telegram.private_chat(telegram.person())
    bot = await start()
    await chat.ask("hello")
    await bot.end()
    async with LocalTelegram() as elsewhere:
        elsewhere.world.bot.id += 1
        elsewhere.change_token()
        person = elsewhere.person(user_id=chat.person.id)
        other = await start(token=elsewhere.token, api_url=elsewhere.base_url)
        assert (await elsewhere.private_chat(person).ask("hello")).text == "1: hello"
        await other.end()
    await start()
    assert (await chat.ask("again")).text == "2: again"


async def test_a_damaged_database_does_not_keep_the_bot_from_answering(
    telegram: LocalTelegram, database: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(database.write_bytes, b"not a database " * 1000)
    await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert "set aside" in caplog.text


async def test_a_database_that_is_locked_for_a_while_delays_and_loses_nothing(
    telegram: LocalTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite.schema.BUSY_SECONDS", 0.01)
    bot = await start()
    chat = telegram.private_chat(telegram.person())
    await chat.ask("before")
    other = sqlite3.connect(bot.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await chat.send("while it is locked")
    await until(bot.service._metrics.storage_faults._value.get)
    other.execute("ROLLBACK")
    other.close()
    assert (await chat.next_reply()).text == "2: while it is locked"


@pytest.mark.slow
async def test_the_token_and_what_people_say_are_in_no_log(
    telegram: LocalTelegram, database: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    chat = telegram.private_chat(telegram.person())
    telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
    async with process(telegram, database, log=log) as running:
        await chat.ask("fail tajna", within=10)
        await chat.ask("unknown tajna")
        running.terminate()
        await running.wait()
    written = await asyncio.to_thread(log.read_text)
    assert "connected to Telegram" in written
    assert "RuntimeError unit/telegram/tiny.py" in written
    assert telegram.token not in written
    assert "tajna" not in written
