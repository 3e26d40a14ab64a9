"""The real bot among several people."""

import pytest

from bot.preview.kit import GroupRoom, Person, SeenMessage
from tests.scenarios.world import RealBot, Somebody

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Office:
    """Three people of an office in a group with the bot."""

    def __init__(self, bot: RealBot) -> None:
        telegram = bot.telegram
        self.bot = bot
        self.ana = telegram.person("Ana", language_code="en")
        self.bane = telegram.person("Bane", language_code="sr")
        self.vera = telegram.person("Vera", language_code="en")
        self.group: GroupRoom = telegram.group("Office", [self.ana, self.bane, self.vera])

    async def hears(
        self, person: Person, text: str, *, reply_to: SeenMessage | None = None
    ) -> SeenMessage:
        """Somebody writes; returns what the bot answers, which is one message."""
        self.group.skip()
        await self.group.send(person, text, reply_to=reply_to)
        reply = await self.group.next_reply()
        await self.bot.idle()
        return reply

    async def ignores(self, person: Person, text: str) -> None:
        """Somebody writes, and the bot says nothing."""
        self.group.skip()
        await self.group.send(person, text)
        await self.bot.idle()
        assert self.group.unread == []


@pytest.fixture
def office(bot: RealBot) -> Office:
    bot.telegram.bot.reads_all_group_messages = False
    return Office(bot)


def links(message: SeenMessage) -> list[str]:
    """The links of a message's buttons."""
    return [button.url for row in message.buttons for button in row if button.url]


async def test_the_office_talks_and_the_bot_answers_only_when_it_is_meant(office: Office) -> None:
    office.bot.telegram.bot.reads_all_group_messages = True
    await office.ignores(office.ana, "How many ECTS must a BIP give?")
    await office.ignores(office.bane, "/weather Beograd")
    await office.ignores(office.bane, "/grant@another_bot 20 days")
    name = office.bot.telegram.bot.username
    asked = await office.hears(office.ana, f"@{name} how many ECTS must a BIP give?")
    assert "3 ECTS" in asked.text
    follow_up = await office.hears(office.ana, "source?", reply_to=asked)
    assert "Blended Intensive" in follow_up.text
    assert "30 дана" in (await office.hears(office.bane, "/duration 45 дана докторанд")).text


async def test_answers_are_short_and_the_whole_is_one_tap_away(office: Office) -> None:
    answer = await office.hears(office.vera, "/ask how many ECTS must a BIP give?")
    assert answer.text.count("\n\n") <= 1
    assert "Source" in answer.text
    assert all(button.data is None for row in answer.buttons for button in row)
    vera = Somebody(office.bot, office.bot.telegram.private_chat(office.vera))
    whole = await vera.opens(links(answer)[0].partition("start=")[2])
    assert "3 ECTS" in whole
    assert len(whole) > len(answer.text)


async def test_a_result_in_a_group_opens_in_full_in_private(office: Office) -> None:
    short = await office.hears(office.ana, "/grant 20 days, short PhD, by train")
    assert "1,330 EUR" in short.text
    assert short.reply_to is not None
    ana = Somebody(office.bot, office.bot.telegram.private_chat(office.ana))
    whole = await ana.opens(links(short)[0].partition("start=")[2])
    assert whole.startswith("The grant is 1,330 EUR")
    assert "20 days" in whole
    assert "green travel" in whole


async def test_an_interview_goes_on_in_private_with_what_was_told(office: Office) -> None:
    invitation = await office.hears(office.ana, "/grant 20 days")
    assert "private" in invitation.text
    ana = Somebody(office.bot, office.bot.telegram.private_chat(office.ana))
    text = await ana.opens(links(invitation)[0].partition("start=")[2])
    assert "20 days" in text
    assert "Which kind of mobility" in text
    assert office.group.unread == []


async def test_only_who_asked_may_choose(office: Office) -> None:
    choice = await office.hears(office.ana, "/ask are the exams I pass abroad recognised?")
    first = next(button.data for row in choice.buttons for button in row if button.data)
    tap = await office.group.tap(office.bane, first, message=choice)
    assert (await tap.answer()).text
    await office.bot.idle()
    assert office.group.unread == []
    await (await office.group.tap(office.ana, first, message=choice)).answer()
    assert "Source" in (await office.group.next_reply()).text


async def test_everyone_has_a_language_and_a_conversation_of_their_own(office: Office) -> None:
    english = await office.hears(office.ana, "/ask how long is a short PhD stay?")
    serbian = await office.hears(office.bane, "/ask koliko traje kratka mobilnost doktoranada?")
    assert "30 days" in english.text
    assert "30 dana" in serbian.text
    again = await office.hears(office.ana, "source?", reply_to=english)
    assert "Source" in again.text


async def test_pages_with_many_buttons_lead_to_the_private_chat(office: Office) -> None:
    for command in ("/start", "/topics"):
        page = await office.hears(office.vera, command)
        assert links(page), command
    vera = Somebody(office.bot, office.bot.telegram.private_chat(office.vera))
    assert "Choose whose rules" in await vera.opens("topics")


async def test_somebody_in_a_group_can_choose_a_language_and_be_forgotten(office: Office) -> None:
    choice = await office.hears(office.vera, "/language")
    await office.group.tap(office.vera, "српски", message=choice)
    page = await office.group.next_reply()
    assert page.id == choice.id
    assert "Питајте" in page.text
    await office.bot.idle()
    asked = await office.hears(office.vera, "/forget")
    button = next(button.label for row in asked.buttons for button in row)
    await office.group.tap(office.vera, button, message=asked)
    done = await office.group.next_reply()
    assert (done.id, done.labels) == (asked.id, [])


async def test_an_edited_question_in_the_group_changes_its_answer(office: Office) -> None:
    question = await office.group.send(office.ana, "/grade C")
    answer = await office.group.next_reply()
    await office.bot.idle()
    await office.group.edit(office.ana, question, "/grade B")
    changed = await office.group.next_reply()
    assert changed.id == answer.id
    assert "9 (" in changed.text
