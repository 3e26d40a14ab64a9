"""May I go? Every programme and outcome, by typing in three ways of writing and by tapping."""

from pathlib import Path
from typing import Any

import pytest

from bot.messages.button_data import Verb, parse
from bot.preview.kit import SeenMessage
from locales import Locale, to_latin
from tests.scenarios.world import RealBot, Somebody
from tests.tables import read_table

pytestmark = pytest.mark.asyncio(loop_scope="module")


def as_written(value: Any) -> Any:
    """A part of the table with its yes, no and numbers as they are written there."""
    match value:
        case dict():
            return {as_written(key): as_written(each) for key, each in value.items()}
        case list():
            return [as_written(each) for each in value]
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


TABLE = as_written(read_table(Path(__file__).with_name("eligibility.yaml")))
CASES = [pytest.param(case, id=case["who"].replace(" ", "-")) for case in TABLE["cases"]]
CLIENTS = {Locale.EN: "en", Locale.SR_LATN: "hr", Locale.SR_CYRL: "sr"}


def asked(message: SeenMessage) -> str | None:
    """The fact that a message asks for, by its buttons."""
    for row in message.buttons:
        for button in row:
            pressed = parse(button.data or "")
            if pressed is not None and pressed.verb is Verb.ANSWER:
                return pressed.arguments[1]
    return None


def typed(fact: str, answer: str, locale: Locale) -> str:
    """An answer as somebody types it."""
    english, cyrillic = TABLE["words"][fact][answer]
    if locale is Locale.EN:
        return str(english)
    return to_latin(cyrillic) if locale is Locale.SR_LATN else str(cyrillic)


_FIRST_WORDS = {
    "eligible": {Locale.EN: "Yes, you can", Locale.SR_CYRL: "Да, можете да"},
    "not_eligible": {Locale.EN: "No, ", Locale.SR_CYRL: "Не, "},
    "depends": {Locale.EN: "It depends", Locale.SR_CYRL: "Зависи"},
}


def expected(case: dict[str, Any], locale: Locale) -> list[str]:
    """What the verdict has to say."""
    first = _FIRST_WORDS[case["outcome"]]
    outcome = first[locale] if locale in first else to_latin(first[Locale.SR_CYRL])
    because = case.get("because", [])
    words = because[:1] if locale is Locale.EN else because[1:]
    return [outcome, *(to_latin(one) if locale is Locale.SR_LATN else one for one in words)]


async def verdict(
    person: Somebody, case: dict[str, Any], locale: Locale, *, by_tapping: bool
) -> None:
    """Answer what is asked until nothing is."""
    answers = {"programme": case["programme"], **case["answers"]}
    was_asked = []
    while (fact := asked(person.message)) is not None:
        assert fact not in was_asked
        was_asked.append(fact)
        assert fact in answers, f"asked for {fact}, which cannot matter"
        button = f"a:1:{fact}:{answers[fact]}"
        labels = {one.data for row in person.message.buttons for one in row}
        if by_tapping and button in labels:
            await person.taps(button)
        else:
            await person.says(typed(fact, answers[fact], locale))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("locale", list(Locale))
async def test_typed_answers_lead_to_the_verdict(
    bot: RealBot, case: dict[str, Any], locale: Locale
) -> None:
    person = bot.somebody(CLIENTS[locale])
    await person.says("/eligibility")
    await verdict(person, case, locale, by_tapping=False)
    for words in expected(case, locale):
        assert words in person.text


@pytest.mark.parametrize("case", CASES)
async def test_tapped_answers_lead_to_the_verdict_in_one_message(
    bot: RealBot, case: dict[str, Any]
) -> None:
    person = bot.somebody("en")
    await person.says("/eligibility")
    first = person.message
    await verdict(person, case, Locale.EN, by_tapping=True)
    for words in expected(case, Locale.EN):
        assert words in person.text
    if person.messages_sent == 1:
        assert [message.id for message in person.chat.replies] == [first.id]
