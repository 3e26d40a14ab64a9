"""The bot as a guest: named in chats where it is no member."""

import asyncio
import sqlite3
import statistics
import time
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import ForeignChat, Person, QueryKind
from tests.unit.telegram.conftest import Running


@pytest.fixture
def vera(telegram: LocalTelegram) -> Person:
    return telegram.person("Vera", language_code="sr")


@pytest.fixture
def parents(telegram: LocalTelegram, vera: Person) -> ForeignChat:
    return telegram.foreign_group("Parents", [vera])


async def silent(bot: Running, chat: ForeignChat) -> bool:
    """Whether the bot has nothing to say in a chat, once everything was taken."""
    await bot.idle()
    await bot.telegram.until_polled()
    await asyncio.sleep(0.05)
    return not chat.unread


async def test_a_question_is_answered_where_it_was_asked(
    bot: Running, parents: ForeignChat, vera: Person
) -> None:
    asked = await parents.mention(vera, "45 days?")
    reply = await parents.next_reply()
    assert (reply.text, reply.reply_to) == ("1: 45 days?", asked.id)
    assert (await parents.ask(vera, "and 60?")).text == "1: and 60?", "nothing is remembered"


async def test_two_people_ask_in_their_own_chat(
    bot: Running, telegram: LocalTelegram, vera: Person
) -> None:
    other = telegram.person("Bane")
    known = telegram.private_chat(other)
    await known.ask("hello")
    theirs = telegram.chat_between(vera, other)
    assert theirs.id == known.id
    assert (await theirs.ask(vera, "45 days?")).text == "1: 45 days?"
    assert (await known.ask("what was said?")).text == "2: what was said?"
    assert [message.text for message in known.replies] == ["1: hello", "2: what was said?"]


async def test_a_group_with_the_number_of_a_known_one_is_another(
    bot: Running, telegram: LocalTelegram, vera: Person
) -> None:
    office = telegram.group("Office", [vera], supergroup=True)
    await office.send(vera, "/ask a")
    await office.next_reply()
    await bot.idle()
    foreign = telegram.foreign_group("Others", [vera], chat_id=office.id)
    assert (await foreign.ask(vera, "b")).text == "1: b"
    await office.send(vera, "/ask c")
    assert (await office.next_reply()).text == "2: /ask c"
    assert bot.telegram.calls_of("leaveChat") == []


async def test_nothing_is_kept(
    bot: Running, database: Path, telegram: LocalTelegram, parents: ForeignChat, vera: Person
) -> None:
    await parents.ask(vera, "unknown xylophone")
    await bot.idle()
    with sqlite3.connect(database) as reader:
        kept = "\n".join(reader.iterdump())
    for table in ("session", "inbox", "outbox", "note", "button_owner"):
        assert f'INSERT INTO "{table}"' not in kept
    for secret in (str(vera.id), str(parents.id)):
        assert secret not in kept
    for file in database.parent.iterdir():
        assert b"xylophone" not in file.read_bytes(), file


async def test_an_empty_summons_asks_what_the_message_replies_to(
    bot: Running, parents: ForeignChat, vera: Person
) -> None:
    question = parents.write(vera, "How long is a BIP?")
    await parents.mention(vera, "", reply_to=question)
    assert (await parents.next_reply()).text == "1: How long is a BIP?"


async def test_a_doubled_query_is_answered_once(
    bot: Running, telegram: LocalTelegram, parents: ForeignChat, vera: Person
) -> None:
    asked = await parents.mention(vera, "45 days?")
    await parents.next_reply()
    first = {**asked.raw, "guest_query_id": "4321000000000000001"}
    telegram.push_update({"guest_message": first})
    telegram.push_update({"guest_message": {**first, "guest_query_id": "4321000000000000099"}})
    assert await silent(bot, parents)
    assert len(telegram.calls_of("answerGuestQuery")) == 1


async def test_a_forged_query_is_refused_by_telegram_and_nothing_stops(
    bot: Running, telegram: LocalTelegram, parents: ForeignChat, vera: Person
) -> None:
    forged = {
        "message_id": 5,
        "from": vera.to_user(),
        "chat": {"id": parents.id, "type": "supergroup", "title": "x"},
        "date": int(telegram.world.now()),
        "text": "45 days?",
    }
    for odd in ({}, {"guest_query_id": 7}, {"guest_query_id": ""}, {"guest_query_id": "1"}):
        telegram.push_update({"guest_message": {**forged, **odd}})
    telegram.push_update({"guest_message": None})
    telegram.push_update({"guest_message": {"guest_query_id": "2"}})
    await telegram.until_called("answerGuestQuery")
    assert (await parents.ask(vera, "go on")).text == "1: go on"
    assert len(telegram.calls_of("answerGuestQuery")) == 2


async def test_an_old_query_and_one_of_a_bot_are_left_alone(
    bot: Running, telegram: LocalTelegram, parents: ForeignChat, vera: Person
) -> None:
    asked = (await parents.mention(vera, "45 days?")).raw
    await parents.next_reply()
    old = {**asked, "guest_query_id": "1", "message_id": 77, "date": asked["date"] - 4000}
    machine = {**asked["from"], "is_bot": True}
    telegram.push_update({"guest_message": old})
    telegram.push_update(
        {"guest_message": {**asked, "from": machine, "guest_query_id": "2", "message_id": 78}}
    )
    assert await silent(bot, parents)
    assert len(telegram.calls_of("answerGuestQuery")) == 1


async def test_an_anonymous_administrator_is_answered(
    bot: Running, telegram: LocalTelegram, parents: ForeignChat, vera: Person
) -> None:
    query = telegram.world.queries.ask(QueryKind.GUEST, vera.id, telegram.world.now())
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "G"}
    asked = (await parents.mention(vera, "first")).raw
    await parents.next_reply()
    telegram.world.guest_queries[query] = (parents._chat, asked)
    as_group = {
        **asked,
        "from": anonymous,
        "sender_chat": asked["chat"],
        "message_id": 900,
        "text": f"@{telegram.bot.username} second",
        "guest_query_id": query,
    }
    telegram.push_update({"guest_message": as_group})
    assert (await parents.next_reply()).text == "1: second"


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("broken", "open crossed"),
        ("fail now", "A fault in the bot prevented an answer."),
        ("private", "go on"),
    ],
)
async def test_what_telegram_or_the_program_refuses_is_answered_all_the_same(
    bot: Running, parents: ForeignChat, telegram: LocalTelegram, words: str, seen: str
) -> None:
    reply = await parents.ask(telegram.person("Eva", language_code="en"), words)
    assert seen in reply.text
    if words == "private":
        assert reply.buttons[0][0].url == f"https://t.me/{telegram.bot.username}?start=grant"


async def test_a_long_answer_is_one_message_that_says_it_is_cut(
    bot: Running, parents: ForeignChat, vera: Person
) -> None:
    reply = await parents.ask(vera, "long")
    assert len(reply.text) <= 4096
    assert reply.buttons[0][0].url, "a way to the whole"
    await bot.idle()
    assert not parents.unread


@pytest.mark.parametrize("done", [True, False])
async def test_a_broken_connection_is_tried_again_and_gives_one_answer(
    bot: Running, telegram: LocalTelegram, parents: ForeignChat, vera: Person, done: bool
) -> None:
    telegram.faults.reset(method="answerGuestQuery", done=done)
    assert (await parents.ask(vera, "45 days?")).text == "1: 45 days?"
    assert await silent(bot, parents)


async def test_one_caller_has_one_allowance_in_all_chats(
    bot: Running, telegram: LocalTelegram, vera: Person
) -> None:
    chats = [telegram.foreign_group(f"G{number}", [vera]) for number in range(6)]
    for turn in range(120):
        await chats[turn % 6].mention(vera, f"question {turn}")
        if turn < 100:
            await chats[turn % 6].next_reply()
    await silent(bot, chats[5])
    answered = len(telegram.calls_of("answerGuestQuery"))
    assert 100 < answered < 105, "a hundred, one notice, and what came back meanwhile"
    other = telegram.person("Bane")
    for chat in chats:
        chat.skip()
    assert (await chats[0].ask(other, "and I?")).text == "1: and I?"


async def test_it_is_fast(bot: Running, parents: ForeignChat, telegram: LocalTelegram) -> None:
    times = []
    for number in range(40):
        person = telegram.person(f"P{number}")
        begun = time.perf_counter()
        await parents.ask(person, "45 days?")
        times.append(time.perf_counter() - begun)
    assert statistics.quantiles(times, n=20)[-1] <= 0.3
