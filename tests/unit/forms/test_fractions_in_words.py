"""Half an hour and half a credit have words in every way of writing."""

import pytest

from bot.dialogue.assistant import Assistant
from bot.forms.slot_wording import option
from bot.messages.voice import Voice
from locales import Locale
from tests.unit.dialogue.person import Person

EN, LATIN, CYRILLIC = (Voice(locale) for locale in (Locale.EN, Locale.SR_LATN, Locale.SR_CYRL))


@pytest.mark.parametrize(
    ("slot", "value", "voice", "words"),
    [
        ("hours", 7.5, EN, "7.5 hours"),
        ("hours", 7.5, LATIN, "7,5 časova"),
        ("hours", 7.5, CYRILLIC, "7,5 часова"),
        ("hours", 7.2, CYRILLIC, "7,2 часа"),
        ("hours", 8.0, CYRILLIC, "8 часова"),
        ("ects", 2.5, EN, "2.5 ECTS credits"),
        ("ects", 2.5, CYRILLIC, "2,5 ЕСПБ бодова"),
        ("mark", {"points": 90.5}, CYRILLIC, "90,5 поена"),
    ],
)
def test_a_fraction_is_written_as_the_reader_writes_it(
    slot: str, value: float, voice: Voice, words: str
) -> None:
    assert option(slot, value, voice) == words


@pytest.mark.parametrize(
    ("opening", "yes", "typed", "shown"),
    [
        ("/eligibility STA 5 days, professor", "yes", "7.5", "7.5 hours"),
        ("/eligibility STA 5 dana, profesor", "da", "7,5 sati", "7,5 časova"),
        ("/eligibility STA 5 дана, професор", "да", "7,5 сати", "7,5 часова"),
    ],
)
def test_half_an_hour_can_be_typed_in_the_form(
    assistant: Assistant, opening: str, yes: str, typed: str, shown: str
) -> None:
    person = Person(assistant, client_language=None)
    person.says(opening)
    person.says(yes)
    assert shown in person.says(typed)


def test_points_over_the_table_are_asked_for_again(assistant: Assistant) -> None:
    person = Person(assistant)
    assert "What would you like to convert" in person.says("/grade 1000 points")
    assert person.session.form is not None
    assert not person.session.form.answers
