"""A conversation with an office, as the person and the staff see it."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest

from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom, Person, PrivateChat
from bot.preview.kit.seen import SeenMessage
from bot.storage.talks import copies, talk
from locales import Locale
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow

DAY = 24 * 3600.0


class Desk:
    """An office with two people in its chat, and a student who asks it."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.vera, self.jovan = telegram.person("Vera"), telegram.person("Jovan")
        self.staff: GroupRoom = telegram.group("Office", [self.vera, self.jovan])
        self.chat: PrivateChat = telegram.private_chat(telegram.person("Ana", username="ana"))
        self.offices = Offices(general=Office(self.staff.id, locale=Locale.EN))
        self.bot: Running | None = None

    async def made_an_entry(self, answer: SeenMessage) -> SeenMessage:
        """Let a draft be made of an answer; returns it as it stands in the staff chat."""
        assert self.bot is not None
        await self.bot.idle()
        self.bot.get_vocabulary()
        await self.staff.send(self.vera, "/entry", reply_to=answer)
        return await self.staff.next_reply()

    async def ask(self, question: str = "Is there parking?") -> SeenMessage:
        """Let the student ask; returns the message in the staff chat."""
        assert (await self.chat.ask(f"office {question}")).text == "sent"
        return await self.staff.next_reply()

    async def answer(
        self, to: SeenMessage, text: str, by: Person | None = None, room: GroupRoom | None = None
    ) -> SeenMessage:
        return await (room or self.staff).send(by or self.vera, text, reply_to=to)


@pytest.fixture
async def desk(telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]) -> Desk:
    desk = Desk(telegram)
    desk.bot = await start(offices=desk.offices)
    return desk


async def test_a_question_goes_to_the_staff_and_their_reply_comes_back(desk: Desk) -> None:
    asked = await desk.ask()
    assert re.match(r"#[A-Z2-9]{7} · Question for the office\n\nIs there parking\?", asked.text)
    assert "Ana" not in asked.text
    assert "@ana" not in asked.text
    sent = await desk.answer(asked, "Yes, <b>behind</b> the house & free.")
    answer = await desk.chat.next_reply()
    assert answer.text == "From the office\n\nYes, <b>behind</b> the house & free."
    await until(lambda: desk.staff.reaction_to(sent) == "👌")


async def test_the_bot_is_silent_and_passes_on_until_done(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.chat.send("And for bicycles?")
    passed = await desk.staff.next_reply()
    assert passed.text == f"{asked.text[:8]} · The person writes:\n\nAnd for bicycles?"
    assert [one.text for one in desk.chat.replies] == ["sent"]
    await desk.answer(passed, "/done")
    assert "I answer again" in (await desk.chat.next_reply()).text
    assert "the bot answers the person again" in (await desk.staff.next_reply()).text
    assert (await desk.chat.ask("hello")).text.endswith("hello")


async def test_the_person_can_end_it_and_the_staff_are_told(desk: Desk) -> None:
    await desk.ask()
    assert (await desk.chat.ask("/done")).text == "the bot again"
    assert "The person ended the conversation" in (await desk.staff.next_reply()).text
    assert (await desk.chat.ask("hello")).text.endswith("hello")


async def test_a_button_ends_it_too_and_a_second_tap_says_so(desk: Desk) -> None:
    asked = await desk.ask()
    for line in ("the bot answers the person again", "over already"):
        await desk.staff.tap(desk.vera, "End the conversation", message=asked)
        assert line in (await desk.staff.next_reply()).text
    assert "I answer again" in (await desk.chat.next_reply()).text
    assert desk.chat.unread == []


async def test_an_answer_after_the_end_still_comes_and_leads_back(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "/done")
    await desk.chat.next_reply()
    await desk.answer(asked, "One thing more.")
    late = await desk.chat.next_reply()
    assert "One thing more." in late.text
    assert late.labels == ["Write to the office"]
    assert (await desk.chat.ask("hello")).text.endswith("hello")


async def test_a_day_of_silence_gives_it_back_and_both_are_told_once(
    desk: Desk, clock: Clock
) -> None:
    asked = await desk.ask()
    clock.forward(DAY - 60)
    await desk.chat.send("Anybody there?")
    await desk.staff.next_reply()
    clock.forward(DAY - 60)
    await asyncio.sleep(0)
    clock.forward(120)
    assert "24 hours" in (await desk.chat.next_reply(within=8)).text
    assert "24 hours" in (await desk.staff.next_reply()).text
    await desk.answer(asked, "Sorry, here we are.")
    assert "Sorry, here we are." in (await desk.chat.next_reply()).text
    assert (await desk.chat.ask("hello")).text.endswith("hello")
    assert desk.staff.unread == []


async def test_two_people_never_get_each_others_answers(
    desk: Desk, telegram: LocalTelegram
) -> None:
    mira = telegram.private_chat(telegram.person("Mira"))
    first = await desk.ask("Ana's question")
    assert (await mira.ask("office Mira's question")).text == "sent"
    second = await desk.staff.next_reply()
    await desk.answer(second, "for Mira")
    await desk.answer(first, "for Ana")
    assert (await desk.chat.next_reply()).text.endswith("for Ana")
    assert (await mira.next_reply()).text.endswith("for Mira")
    assert desk.chat.unread == mira.unread == []


async def test_a_reply_to_something_else_goes_to_nobody(desk: Desk) -> None:
    asked = await desk.ask()
    among_them = await desk.staff.send(desk.jovan, "what do we say?", reply_to=None)
    await desk.staff.send(desk.vera, "I would say yes", reply_to=among_them)
    await desk.answer(asked, "Yes.")
    assert (await desk.chat.next_reply()).text.endswith("Yes.")
    assert [one.text for one in desk.chat.replies] == ["sent", "From the office\n\nYes."]


async def test_a_reply_in_another_group_reaches_nobody(desk: Desk, telegram: LocalTelegram) -> None:
    asked = await desk.ask()
    other = telegram.group("Others", [desk.vera])
    await other.send(desk.vera, "/ask anything")
    reply = await other.next_reply()
    telegram.push_update(
        {
            "message": {
                "message_id": 900,
                "date": 1,
                "chat": {"id": other.id, "type": "group", "title": "Others"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "text": "an answer from the wrong place",
                "reply_to_message": {**reply.raw, "text": asked.text},
            }
        }
    )
    await other.next_reply()
    assert [one.text for one in desk.chat.replies] == ["sent"]


async def test_an_edited_answer_changes_what_the_person_has(desk: Desk) -> None:
    asked = await desk.ask()
    sent = await desk.answer(asked, "At 9.")
    before = await desk.chat.next_reply()
    await desk.staff.edit(desk.vera, sent, "At 10.")
    after = await desk.chat.next_reply()
    assert (after.id, after.text) == (before.id, "From the office\n\nAt 10.")


async def test_an_edited_message_of_the_person_changes_what_the_staff_have(desk: Desk) -> None:
    await desk.ask()
    sent = await desk.chat.send("For two cars")
    before = await desk.staff.next_reply()
    await desk.chat.edit(sent, "For three cars")
    after = await desk.staff.next_reply()
    assert after.id == before.id
    assert "For three cars" in after.text


@pytest.mark.parametrize("kind", ["voice", "document", "photo with words"])
async def test_what_is_no_text_is_not_passed_on_and_a_line_says_so(desk: Desk, kind: str) -> None:
    asked = await desk.ask()
    attachment = {"photo": [{"file_id": "x", "width": 1, "height": 1}], "caption": "see"}
    content = attachment if kind == "photo with words" else {kind: {"file_id": "x"}}
    desk.telegram.push_update(
        {
            "message": {
                "message_id": 901,
                "date": 1,
                "chat": {"id": desk.staff.id, "type": "group", "title": "Office"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "reply_to_message": asked.raw,
                **content,
            }
        }
    )
    assert "Only text can be passed on" in (await desk.staff.next_reply()).text
    assert [one.text for one in desk.chat.replies] == ["sent"]


async def test_an_address_behind_words_comes_with_the_answer(
    desk: Desk, telegram: LocalTelegram
) -> None:
    asked = await desk.ask()
    link = {"type": "text_link", "offset": 13, "length": 4, "url": "https://example.org/map"}
    telegram.push_update(
        {
            "message": {
                "message_id": 902,
                "date": 1,
                "chat": {"id": desk.staff.id, "type": "group", "title": "Office"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "text": "Yes 🚗, look here, behind the house.",
                "entities": [link, {"type": "bold", "offset": 0, "length": 3}],
                "reply_to_message": asked.raw,
            }
        }
    )
    told = (await desk.chat.next_reply()).text
    assert told.endswith("Yes 🚗, look here (https://example.org/map), behind the house.")


async def test_commands_are_not_passed_on(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "/grant 20 days")
    assert "Commands are not passed on" in (await desk.staff.next_reply()).text
    assert [one.text for one in desk.chat.replies] == ["sent"]


@pytest.mark.parametrize("command", ["/done", "/entry", "/approve", "/withdraw"])
async def test_a_command_that_replies_to_nothing_is_explained(
    desk: Desk, telegram: LocalTelegram, command: str
) -> None:
    await desk.ask()
    await desk.staff.send(desk.vera, command)
    assert "as a reply to my message" in (await desk.staff.next_reply()).text
    other = telegram.group("Others", [desk.vera])
    await other.send(desk.vera, command)
    assert (await desk.chat.ask("/done")).text == "the bot again"
    assert not any("as a reply to" in one.text for one in other.replies)


async def test_a_second_answerer_is_told_and_can_take_over(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "From Vera.")
    await desk.chat.next_reply()
    await desk.answer(asked, "From Jovan.", by=desk.jovan)
    line = await desk.staff.next_reply()
    assert "A colleague is answering" in line.text
    assert desk.chat.unread == []
    await desk.staff.tap(desk.jovan, "Take over", message=line)
    assert (await desk.chat.next_reply()).text.endswith("From Jovan.")
    await desk.staff.tap(desk.jovan, "Take over", message=line)
    await desk.answer(asked, "From Vera again.")
    lines = [(await desk.staff.next_reply()).text for _ in range(3)]
    assert any("sent already" in one for one in lines)
    assert any("A colleague is answering" in one for one in lines)
    assert desk.chat.unread == []


async def test_nobody_sends_what_a_colleague_has_not_sent(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "From Vera.")
    await desk.chat.next_reply()
    await desk.answer(asked, "Perhaps so?", by=desk.jovan)
    line = await desk.staff.next_reply()
    await desk.staff.tap(desk.vera, "Take over", message=line)
    assert "Only who wrote this answer" in (await desk.staff.next_reply()).text
    assert desk.chat.unread == []


async def test_a_reply_to_a_line_to_the_staff_goes_to_nobody(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "From Vera.")
    await desk.chat.next_reply()
    await desk.answer(asked, "From Jovan.", by=desk.jovan)
    line = await desk.staff.next_reply()
    await desk.answer(line, "Jovan, leave this one to me")
    assert "a line to you alone" in (await desk.staff.next_reply()).text
    assert desk.chat.unread == []
    await desk.answer(line, "/done")
    assert "I answer again" in (await desk.chat.next_reply()).text
    await desk.answer(await desk.staff.next_reply(), "One thing more.")
    assert "One thing more." in (await desk.chat.next_reply()).text


async def test_no_entry_is_made_of_a_question_and_a_line_says_so(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.answer(asked, "/entry")
    assert "an answer that was sent to a person" in (await desk.staff.next_reply()).text


async def test_an_address_behind_the_persons_words_comes_to_the_office(
    desk: Desk, telegram: LocalTelegram
) -> None:
    await desk.ask()
    link = {"type": "text_link", "offset": 16, "length": 4, "url": "https://example.org/d.pdf"}
    text = {"text": "See my decision here", "entities": [link]}
    desk.chat.send_content(text)
    told = (await desk.staff.next_reply()).text
    assert told.endswith("See my decision here (https://example.org/d.pdf)")


async def test_in_a_supergroup_commands_that_reply_to_nothing_are_explained(desk: Desk) -> None:
    await desk.ask()
    moved = desk.staff.migrate()
    await desk.chat.send("And for bicycles?")
    await moved.next_reply()
    await moved.send(desk.vera, "/done")
    assert "as a reply to my message" in (await moved.next_reply()).text
    unsent = await moved.send(desk.vera, "among us")
    await moved.send(desk.vera, "/entry", reply_to=unsent)
    assert "an answer that was sent to a person" in (await moved.next_reply()).text


async def test_both_answers_of_one_moment_are_one_sent_and_one_told(desk: Desk) -> None:
    asked = await desk.ask()
    await asyncio.gather(
        desk.answer(asked, "From Vera."), desk.answer(asked, "From Jovan.", by=desk.jovan)
    )
    assert (await desk.chat.next_reply()).text.startswith("From the office")
    assert "A colleague is answering" in (await desk.staff.next_reply()).text
    assert desk.chat.unread == []


async def test_the_staff_chat_becomes_a_supergroup(desk: Desk) -> None:
    asked = await desk.ask()
    moved = desk.staff.migrate()
    await desk.chat.send("And for bicycles?")
    passed = await moved.next_reply()
    assert "And for bicycles?" in passed.text
    assert passed.text[:8] == asked.text[:8]
    await desk.answer(passed, "Yes.", room=moved)
    assert (await desk.chat.next_reply()).text.endswith("Yes.")
    await desk.answer(passed, "/done", room=moved)
    await desk.chat.next_reply()
    # The settings still name the group as it was.
    assert (await desk.chat.ask("office Another question")).text == "sent"
    await until(lambda: "Another question" in moved.replies[-1].text)


async def test_when_the_bot_is_put_out_of_the_staff_chat_the_person_is_told(desk: Desk) -> None:
    await desk.ask()
    desk.staff.remove_bot(desk.vera)
    assert "cannot be reached" in (await desk.chat.next_reply(within=8)).text
    assert (await desk.chat.ask("hello")).text.endswith("hello")
    assert (await desk.chat.ask("office Once more")).text == "sent"
    assert "cannot be reached" in (await desk.chat.next_reply(within=8)).text


async def test_when_the_staff_chat_takes_no_message_the_person_is_told(
    desk: Desk, telegram: LocalTelegram
) -> None:
    telegram.faults.refuse(
        400,
        "Bad Request: not enough rights to send text messages to the chat",
        times=None,
        method="sendMessage",
        chat_id=desk.staff.id,
    )
    assert (await desk.chat.ask("office Is there parking?")).text == "sent"
    assert "cannot be reached" in (await desk.chat.next_reply(within=8)).text
    assert (await desk.chat.ask("hello")).text.endswith("hello")


async def test_a_message_that_the_staff_chat_refuses_is_told_on_both_sides(
    desk: Desk, telegram: LocalTelegram
) -> None:
    await desk.ask()
    telegram.faults.refuse(
        400, "Bad Request: something odd", method="sendMessage", chat_id=desk.staff.id
    )
    await desk.chat.send("Second message")
    assert "cannot be reached" in (await desk.chat.next_reply(within=8)).text
    assert "could not be put here" in (await desk.staff.next_reply(within=8)).text


async def test_when_the_person_blocks_the_bot_the_staff_are_told(desk: Desk) -> None:
    asked = await desk.ask()
    desk.chat.block()
    blanked = await desk.staff.next_reply(within=8)
    assert (blanked.id, blanked.text[11:28]) == (asked.id, "deleted: the bot ")
    assert "blocked the bot" in (await desk.staff.next_reply()).text
    await desk.answer(asked, "Yes.")
    assert "no longer kept" in (await desk.staff.next_reply()).text


async def test_who_asks_to_be_forgotten_is_forgotten_and_the_staff_are_told(desk: Desk) -> None:
    asked = await desk.ask("My secret question")
    await desk.chat.send("and my other secret")
    passed = await desk.staff.next_reply()
    assert (await desk.chat.ask("forget")).text == "forgotten"
    await until(lambda: "asked to be forgotten" in desk.staff.replies[-1].text)
    for message in (asked, passed):
        now = desk.staff.now(message)
        assert now is not None
        assert now.text == f"{asked.text[:8]} · deleted at the person’s request"
    bot = desk.bot
    assert bot is not None
    assert await bot.store.read(talk(bot.id, asked.text[1:8])) == ()
    assert await bot.store.read(copies(bot.id, asked.text[1:8])) == ()
    for room in (desk.staff, desk.chat):
        await bot.idle()
        assert "secret" not in " ".join(one.text for one in room.replies)


async def test_long_words_go_in_parts_that_all_lead_back(desk: Desk) -> None:
    await desk.ask()
    await desk.chat.send("word " * 800)
    parts = [await desk.staff.next_reply() for _ in range(2)]
    assert len({part.text[:8] for part in parts}) == 1
    await desk.answer(parts[0], "answer " * 580)
    texts = [(await desk.chat.next_reply()).text for _ in range(2)]
    assert sum(text.count("answer ") + text.count("answer\n") for text in texts) >= 578


async def test_what_a_person_writes_cannot_pretend_to_be_another_conversation(
    desk: Desk, telegram: LocalTelegram
) -> None:
    first = await desk.ask()
    mira = telegram.private_chat(telegram.person("Mira"))
    assert (await mira.ask(f"office {first.text[:8]} · I am Ana")).text == "sent"
    second = await desk.staff.next_reply()
    await desk.answer(second, "for Mira")
    assert (await mira.next_reply()).text.endswith("for Mira")
    assert [one.text for one in desk.chat.replies] == ["sent"]


async def test_who_wrote_while_the_bot_was_away_for_days_is_told_what_did_not_arrive(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> None:
    desk = Desk(telegram)
    bot = await start(offices=desk.offices)
    await desk.chat.ask("hello")
    telegram.faults.refuse(
        500, "Internal Server Error", times=None, method="sendMessage", chat_id=desk.staff.id
    )
    assert (await desk.chat.ask("office Is there parking?")).text == "sent"
    await bot.end()
    telegram.faults.clear()
    clock.forward(3 * DAY)
    await start(offices=desk.offices)
    await until(
        lambda: any("cannot be reached" in one.text for one in desk.chat.replies), seconds=8
    )
    assert "parking" not in " ".join(one.text for one in desk.staff.replies)
    desk.chat.skip()
    assert (await desk.chat.ask("hello")).text.endswith("hello")
