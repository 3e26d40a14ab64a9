"""What people in a private chat see."""

import json

import pytest

from bot.preview import LocalTelegram
from bot.storage import Address, NoteKind
from tests.unit.telegram.conftest import Running


async def test_a_message_is_answered_and_the_conversation_is_remembered(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert (await chat.ask("again")).text == "2: again"


async def test_two_people_have_two_conversations(bot: Running) -> None:
    first = bot.telegram.private_chat(bot.telegram.person("Ana"))
    second = bot.telegram.private_chat(bot.telegram.person("Bane"))
    await first.ask("hello")
    assert (await second.ask("hello")).text == "1: hello"


async def test_several_replies_come_in_their_order(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("two")).text == "one"
    assert (await chat.next_reply()).text == "two"


async def test_a_tapped_button_changes_its_message_and_is_answered(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    asked = await chat.ask("interview")
    tap = await chat.tap("On")
    edited = await chat.next_reply()
    assert (edited.id, edited.text) == (asked.id, "step 2 after on")
    assert (await tap.answer()).text == ""


async def test_a_tap_that_leads_to_nothing_is_answered_too(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.ask("interview")
    tap = await chat.tap("Off")
    await tap.answer()
    assert chat.unread == []


async def test_a_step_that_words_lead_to_is_a_new_message_and_the_old_buttons_go(
    bot: Running,
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    first = await chat.ask("interview")
    second = await chat.ask("interview")
    assert second.id != first.id
    assert second.labels == ["On", "Off"]
    await bot.idle()
    now = chat.now(first)
    assert now is not None
    assert now.labels == []


async def test_a_step_is_sent_anew_when_its_message_was_deleted(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    asked = await chat.ask("interview")
    bot.telegram.world.remove(chat._chat, asked.id, by_bot=False)
    await chat.tap("On", message=asked)
    fresh = await chat.next_reply()
    assert fresh.id != asked.id
    assert fresh.text == "step 2 after on"


async def test_an_identical_edit_is_no_fault(bot: Running, caplog) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.ask("interview")
    bot.telegram.faults.refuse(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message",
        method="editMessageText",
    )
    await (await chat.tap("On")).answer()
    await bot.idle()
    assert [record for record in caplog.records if record.levelname != "INFO"] == []
    assert (await chat.ask("still there")).text == "3: still there"


async def test_a_tap_that_telegram_has_forgotten_still_changes_the_message(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.ask("interview")
    bot.telegram.faults.refuse(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        method="answerCallbackQuery",
    )
    await chat.tap("On")
    assert (await chat.next_reply()).text == "step 2 after on"
    await bot.idle()


async def test_an_edited_message_is_told_apart(bot: Running) -> None:
    person = bot.telegram.person()
    chat = bot.telegram.private_chat(person)
    message = await chat.send("helo")
    await chat.next_reply()
    changed = bot.telegram.world.revise(chat._chat, message.raw, {"text": "hello"}, by_bot=False)
    bot.telegram.world.queue.push("edited_message", changed)
    assert (await chat.next_reply()).text == "2: hello (edited)"


async def test_a_sticker_is_answered_by_its_kind(bot: Running) -> None:
    person = bot.telegram.person()
    chat = bot.telegram.private_chat(person)
    bot.telegram.world.receive(chat._chat, person, {"sticker": {"file_id": "x", "type": "regular"}})
    assert (await chat.next_reply()).text == "cannot read a sticker"


async def test_the_words_under_a_picture_are_read(bot: Running) -> None:
    person = bot.telegram.person()
    chat = bot.telegram.private_chat(person)
    bot.telegram.world.receive(chat._chat, person, {"photo": [{}], "caption": "what is this"})
    assert (await chat.next_reply()).text == "1: what is this"


async def test_a_long_answer_comes_in_parts_split_between_paragraphs(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    parts = [await chat.ask("long"), await chat.next_reply(), await chat.next_reply()]
    assert [part.text[:6] for part in parts] == ["part 0", "part 1", "part 2"]
    assert all(part.html.startswith("<b>part") for part in parts)


async def test_a_fault_of_the_program_is_told_to_the_person_and_the_next_message_is_answered(
    bot: Running, caplog
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    reply = await chat.ask("fail with my secret words")
    assert "A fault in the bot" in reply.text
    assert (await chat.ask("hello")).text == "1: hello"
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "secret" not in record.getMessage()


async def test_the_person_is_told_of_a_fault_in_the_language_they_were_answered_in(
    bot: Running,
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.ask("srpski")
    assert "Због грешке" in (await chat.ask("fail")).text


@pytest.mark.parametrize(("client", "words"), [("sr", "Због грешке"), ("hr", "Zbog greške")])
async def test_a_stranger_is_told_of_a_fault_in_the_language_of_their_client(
    bot: Running, client: str, words: str
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person(language_code=client))
    assert words in (await chat.ask("fail")).text


async def test_markup_that_telegram_refuses_arrives_as_plain_text(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("broken")).text == "open crossed"


async def test_a_question_without_an_answer_is_kept_without_who_asked(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    await chat.ask("unknown when do the cats come")
    (note,) = await bot.store.notes(NoteKind.UNANSWERED)
    assert (note.text, note.locale) == ("when do the cats come", "en")


async def test_a_person_who_asks_to_be_forgotten_is_answered_and_forgotten(bot: Running) -> None:
    person = bot.telegram.person()
    chat = bot.telegram.private_chat(person)
    await chat.ask("remember me")
    assert (await chat.ask("forget")).text == "forgotten"
    await bot.idle()
    assert await bot.store.session(Address(bot.id, person.id, person.id)) is None
    assert (await chat.ask("hello")).text == "1: hello"


async def test_menus_and_descriptions_are_in_the_script_of_each_client(
    bot: Running, telegram: LocalTelegram
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.ask("hello")
    while len(telegram.calls_of("setMyDescription")) < 4:
        await chat.ask("wait")
    menus = {
        call.arguments.get("language_code"): call for call in telegram.calls_of("setMyCommands")
    }
    assert set(menus) == {None, "sr", "hr", "bs"}
    first = {
        language: json.loads(call.arguments["commands"])[0]["description"]
        for language, call in menus.items()
    }
    assert first["sr"] == "Начало"
    assert first["hr"] == first["bs"] == "Početak"
    assert first[None].isascii()
