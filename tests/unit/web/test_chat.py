"""A visitor of the page gets the conversation that everybody gets, and nobody else's."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Reply
from bot.messages.event import Event, Said
from bot.messages.markup import plain
from bot.storage import NoteKind, Store
from bot.web.chat import VisitorMessage
from bot.web.visitor import address_of
from tests.unit.web.conftest import CHAT, OTHER_CHAT, Ask, Client, Clock, new_chat

QUESTION = "How long may a doctoral student stay on a short-term mobility?"


def buttons(reply: dict[str, Any]) -> dict[str, str]:
    return {each["label"]: each["data"] for row in reply["buttons"] for each in row}


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("razmena.db*")))


async def test_the_answer_is_that_of_the_conversation(
    ask: Ask, assistant: Assistant, clock: Clock
) -> None:
    now = datetime.fromtimestamp(clock.now, UTC)
    _, effects = assistant.respond(Session.new(), Event(Said(QUESTION), "en"), now)
    expected = [effect for effect in effects if isinstance(effect, Reply)]
    shown = await ask(QUESTION)
    assert len(shown) == len(expected)
    words = plain(shown[0]["html"].replace("\N{NO-BREAK SPACE}", " "))
    first = plain(expected[0].html).split("\n", maxsplit=1)[0]
    assert words.startswith(first)
    assert "https://" in shown[0]["html"]


async def test_what_was_told_before_counts_in_the_next_message(ask: Ask) -> None:
    await ask("I am a doctoral student at the University of Belgrade")
    (reply,) = await ask("/case")
    assert "doctoral" in reply["html"].lower()
    (other,) = await ask("/case", chat=OTHER_CHAT)
    assert "doctoral" not in other["html"].lower()


async def test_a_form_goes_on_by_buttons(ask: Ask) -> None:
    (step,) = await ask("/eligibility")
    (step,) = await ask(data=buttons(step)["BIP (blended programme)"])
    assert step["place"] == "after"
    assert "BIP" in step["html"]
    assert buttons(step)["Student"]


async def test_a_message_sent_again_gets_the_same_answer_and_is_done_once(
    ask: Ask, store: Store
) -> None:
    await ask("/eligibility", id="message-a")
    first = await ask("bip", id="message-b")
    kept = await store.kept_session(address_of(CHAT))
    assert await ask("bip", id="message-b") == first
    assert await store.kept_session(address_of(CHAT)) == kept
    # Later messages do not bring it back either.
    await ask("student", id="message-c")
    assert await ask("bip", id="message-b") == first


async def test_two_tabs_at_once_lose_nothing(ask: Ask, store: Store) -> None:
    told = ("I am in my master's", "I plan 5 months")
    replies = await asyncio.gather(*(ask(text) for text in told))
    assert all(replies)
    (case,) = await ask("/case")
    assert "master" in case["html"].lower()
    assert "5\N{NO-BREAK SPACE}months" in case["html"]


async def test_another_replica_that_was_faster_is_taken_into_account(
    store: Store, assistant: Assistant, clock: Clock
) -> None:
    replicas = [new_chat(store, assistant, clock) for _ in range(2)]
    told = ("I am in my master's", "I plan 5 months")
    messages = [VisitorMessage(CHAT, f"message-{text}"[:20], Said(text), "en") for text in told]
    await asyncio.gather(
        *(each.answer(message) for each, message in zip(replicas, messages, strict=True))
    )
    (case,) = await replicas[0].answer(VisitorMessage(CHAT, "message-case", Said("/case"), "en"))
    assert "master" in case["html"].lower()
    assert "5\N{NO-BREAK SPACE}months" in case["html"]


async def test_the_database_does_not_hold_the_id_of_a_chat(
    ask: Ask, store: Store, tmp_path: Path
) -> None:
    await ask(QUESTION)
    await store.ping()
    content = await asyncio.to_thread(contents, tmp_path)
    assert CHAT.encode() not in content
    with sqlite3.connect(f"file:{tmp_path / 'razmena.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT chat, person FROM session").fetchall()
    assert rows == [(address_of(CHAT).chat, address_of(CHAT).person)]


async def test_who_asks_to_be_forgotten_is_gone_and_others_stay(ask: Ask, store: Store) -> None:
    await ask("I am a doctoral student")
    await ask("I am a teacher", chat=OTHER_CHAT)
    (reply,) = await ask(data="f")
    assert reply["forgotten"] is True
    assert await store.kept_session(address_of(CHAT)) is None
    assert await store.kept_session(address_of(OTHER_CHAT)) is not None
    (case,) = await ask("/case")
    assert "doctoral" not in case["html"].lower()


async def test_an_unanswered_question_is_noted_without_who_asked(ask: Ask, store: Store) -> None:
    await ask("qwerty zxcv mobility Jovanović parking?")
    (note,) = await store.notes(NoteKind.UNANSWERED)
    assert "mobility" in note.text
    assert "Jovanović" not in note.text


async def test_nothing_of_a_message_stands_in_the_log(
    ask: Ask, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await ask("my secret is xyzzyplugh")
    body = {"chat": CHAT, "id": "message-x", "text": "xyzzyplugh" * 4000}
    assert (await client.post("/chat/message", json=body)).status == 413
    assert "xyzzyplugh" not in caplog.text
    assert CHAT not in caplog.text


async def test_who_sends_too_much_is_told_and_answered_again_later(ask: Ask, clock: Clock) -> None:
    for _ in range(100):
        await ask("hello")
    (late,) = await ask("hello")
    assert "lot of messages" in late["html"]
    assert "lot of messages" not in (await ask("hello", chat=OTHER_CHAT))[0]["html"]
    clock.now += 120
    assert "lot of messages" not in (await ask("hello"))[0]["html"]


async def test_a_session_that_cannot_be_read_begins_anew_and_says_so(
    ask: Ask, store: Store, assistant: Assistant, clock: Clock, tmp_path: Path
) -> None:
    await ask("I am a doctoral student")
    await store.ping()
    with sqlite3.connect(tmp_path / "razmena.db") as database:
        database.execute("UPDATE session SET state = '{}'")
    after_a_start = new_chat(store, assistant, clock)
    replies = await after_a_start.answer(VisitorMessage(CHAT, "message-9", Said("hello"), "en"))
    assert "start again" in replies[0]["html"]


async def test_a_message_in_a_row_reads_nothing_from_the_database(
    store: Store, assistant: Assistant, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = new_chat(store, assistant, clock)
    await chat.answer(VisitorMessage(CHAT, "message-1", Said("I am in my master's"), "en"))

    async def read(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(type(store), "kept_session", read)
    (case,) = await chat.answer(VisitorMessage(CHAT, "message-2", Said("/case"), "en"))
    assert "master" in case["html"].lower()


async def test_a_chat_that_goes_back_and_forth_between_replicas_is_answered_from_its_newest_state(
    store: Store, assistant: Assistant, clock: Clock
) -> None:
    replicas = [new_chat(store, assistant, clock) for _ in range(2)]
    told = ("I am in my master's", "I plan 5 months", "at the University of Kragujevac", "/case")
    for number, text in enumerate(told):
        message = VisitorMessage(CHAT, f"message-{number}", Said(text), "en")
        answer = await replicas[number % 2].answer(message)
        # The network lost it, and the other replica is asked again.
        assert await replicas[1 - number % 2].answer(message) == answer
    words = answer[0]["html"].lower()
    assert "master" in words
    assert "5\N{NO-BREAK SPACE}months" in words
    assert "kragujevac" in words


async def test_a_fault_of_the_program_is_told_and_leaves_the_session(
    ask: Ask, store: Store, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask("I am a doctoral student")
    kept = await store.kept_session(address_of(CHAT))
    with monkeypatch.context() as broken:
        broken.setattr(Assistant, "respond", lambda *_: 1 / 0)
        (reply,) = await ask("hello")
    assert "fault" in reply["html"].lower()
    assert await store.kept_session(address_of(CHAT)) == kept
