"""Somebody names the bot in a chat where it is no member."""

import statistics
import time

import pytest

from tests.scenarios.world import RealBot, Somebody

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTIONS = [
    ("en", "45 days phd?"),
    ("en", "how many ECTS must a BIP give?"),
    ("en", "can I go on Erasmus as a bachelor student?"),
    ("en", "how much for 20 days phd by train"),
    ("en", "how long is a BIP and how much is the grant?"),
    ("en", "do I need a visa?"),
    ("en", "pizza recipe"),
    ("en", "grade B"),
    ("sr", "докторанд сам, могу ли на 45 дана?"),
    ("hr", "koliko ESPB nosi BIP?"),
    ("sr", "колико траје студијски боравак?"),
    ("hr", "da li se priznaju ispiti?"),
]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
async def test_the_answer_is_that_of_the_private_chat(
    bot: RealBot, language: str, question: str
) -> None:
    person = bot.telegram.person(language_code=language)
    parents = bot.telegram.foreign_group("Parents", [person])
    guest = await parents.ask(person, question)
    await bot.idle()
    ana = Somebody(bot, bot.telegram.private_chat(person))
    private = await ana.says(question)
    choice = ("I am not sure which", "Није сасвим јасно", "Nije sasvim jasno")
    if not private.startswith(choice):
        assert guest.text == private.replace("\n\n\n", "\n\n")
    assert all(button.url for row in guest.buttons for button in row)
    assert not parents.unread


async def test_what_takes_more_questions_goes_on_in_private_with_what_was_told(
    bot: RealBot,
) -> None:
    vera = bot.telegram.person("Vera", language_code="en")
    between = bot.telegram.chat_between(vera, bot.telegram.person("Bane"))
    invitation = await between.ask(vera, "/grant 20 days")
    assert "private chat" in invitation.text
    link = invitation.buttons[0][0].url
    assert link is not None
    privately = Somebody(bot, bot.telegram.private_chat(vera))
    opened = await privately.opens(link.partition("start=")[2])
    assert "20 days" in opened
    assert "Which kind of mobility" in opened


async def test_a_choice_is_made_by_links(bot: RealBot) -> None:
    vera = bot.telegram.person("Vera", language_code="en")
    parents = bot.telegram.foreign_group("Parents", [vera])
    choice = await parents.ask(vera, "Is it recognised?")
    assert "number" not in choice.text
    link = choice.buttons[0][0].url
    assert link is not None
    privately = Somebody(bot, bot.telegram.private_chat(vera))
    assert "Source" in await privately.opens(link.partition("start=")[2])


async def test_facts_told_in_private_are_not_shown_among_others(bot: RealBot) -> None:
    person = bot.telegram.person("Vera", language_code="en")
    vera = Somebody(bot, bot.telegram.private_chat(person))
    await vera.says("I am a PhD student at UB, I want to go for 17 days")
    parents = bot.telegram.foreign_group("Parents", [person])
    for question in ("how much do I get?", "may I go?", "/case"):
        guest = await parents.ask(person, question)
        assert "17 days" not in guest.text
    stranger = bot.telegram.person("Eva", language_code="en")
    assert (await parents.ask(stranger, "may I go?")).text == (
        await parents.ask(person, "may I go?")
    ).text


async def test_it_answers_in_time(bot: RealBot) -> None:
    times = []
    for number in range(50):
        language, question = QUESTIONS[number % len(QUESTIONS)]
        person = bot.telegram.person(language_code=language)
        parents = bot.telegram.foreign_group("Parents", [person])
        begun = time.perf_counter()
        await parents.ask(person, question)
        times.append(time.perf_counter() - begun)
    assert statistics.quantiles(times, n=20)[-1] <= 0.3
