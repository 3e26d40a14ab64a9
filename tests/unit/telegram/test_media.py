"""Pictures, files, links into a private chat, and inline mode."""

from datetime import UTC, datetime

import pytest

from bot.preview import LocalTelegram
from bot.telegram.outgoing import Key, Outgoing
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.tiny import PICTURE
from tests.unit.telegram.waiting import until


async def test_a_picture_stands_above_its_text(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    reply = await chat.ask("picture")
    assert reply.photo is not None
    assert reply.photo.startswith(b"\x89PNG")
    assert reply.text == "as it adds up"


async def test_a_text_that_is_too_long_for_a_caption_follows_its_picture(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    picture, words = await chat.ask("album"), await chat.next_reply()
    assert picture.photo is not None
    assert picture.text == ""
    assert words.text.startswith("figures figures")
    assert words.labels == ["On", "Off"]


async def test_the_text_arrives_where_telegram_refuses_the_picture(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    bot.telegram.faults.refuse(
        400, "Bad Request: not enough rights to send photos to the chat", method="sendPhoto"
    )
    reply = await chat.ask("picture")
    assert (reply.photo, reply.text) == (None, "as it adds up")


async def test_the_text_arrives_where_the_picture_cannot_be_drawn(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> bytes:
        raise OSError("the font is gone")

    monkeypatch.setattr("bot.telegram.calls.draw", fails)
    chat = bot.telegram.private_chat(bot.telegram.person())
    reply = await chat.ask("picture")
    assert (reply.photo, reply.text) == (None, "as it adds up")


async def test_a_file_comes_with_its_text(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    reply = await chat.ask("calendar")
    assert reply.document == ("days.ics", "BEGIN:VCALENDAR č".encode())
    assert reply.text == "keep it"


async def test_a_button_leads_to_a_private_chat(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    (button,) = (await chat.ask("private")).buttons[0]
    assert button.url == f"https://t.me/{bot.telegram.bot.username}?start=grant"


def test_what_is_to_be_sent_comes_back_from_the_outbox_as_it_was() -> None:
    message = Outgoing(
        "sr_Cyrl",
        html="<b>ћирилица</b>",
        buttons=((Key("Да", "on"), Key("Насамо", start="grant")),),
        picture=PICTURE,
        edit=5,
        in_place=True,
        query="q",
        asked=1.5,
    )
    payload = message.to_payload()
    assert Outgoing.from_payload(payload) == message


@pytest.mark.parametrize("payload", ["[]", "1", "{}", "x", '{"locale":"en","buttons":[[1]]}'])
def test_what_nobody_wrote_is_refused(payload: str) -> None:
    with pytest.raises(ValueError, match="not a stored message"):
        Outgoing.from_payload(payload)


async def test_answers_are_offered_in_any_chat(bot: Running, telegram: LocalTelegram) -> None:
    telegram.bot.takes_inline_queries = True
    person = telegram.person(language_code="sr")
    answer = await telegram.inline_query(person, "BIP")
    assert answer.is_personal
    first, second = answer.results
    assert (first.title, first.description) == ("About BIP", "one line")
    year = datetime.fromtimestamp(telegram.world.now(), UTC).year
    assert first.html == f"<b>BIP</b> in sr on {year}"
    assert len(second.text) <= 4096
    sent = telegram.choose(person, telegram.private_chat(person), answer, first)
    assert sent.text == f"BIP in sr on {year}"
    assert (await telegram.private_chat(person).ask("hello")).text == "1: hello"


async def test_what_a_person_types_on_replaces_what_they_had_typed(
    bot: Running, telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What takes too long has no results: the collector may go through what all tests have loaded.
    monkeypatch.setattr("bot.limits.time_limit._WARMING_FACTOR", 200)
    telegram.bot.takes_inline_queries = True
    person = telegram.person()
    hanging = telegram.faults.hang(method="answerInlineQuery")
    telegram.push_update(
        {"inline_query": {"id": "5", "from": person.to_user(), "query": "B", "offset": ""}}
    )
    await until(lambda: hanging.struck)
    assert (await telegram.inline_query(person, "BIP")).results[0].title == "About BIP"
    await bot.end()


async def test_a_fault_while_offering_harms_nobody_and_says_nothing(
    bot: Running, telegram: LocalTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.bot.takes_inline_queries = True
    person, other = telegram.person(), telegram.person()
    telegram.push_update(
        {"inline_query": {"id": "5", "from": other.to_user(), "query": "fail", "offset": ""}}
    )
    assert len((await telegram.inline_query(person, "BIP")).results) == 2
    assert "could not be answered" in caplog.text
