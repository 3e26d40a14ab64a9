"""Every button of a form can be typed instead: its own words are understood, in each locale."""

from datetime import date

import pytest

from bot.dialogue.typed_buttons import interview_step
from bot.forms import slot_wording
from bot.forms.slot import Answers
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import options_of
from bot.forms.slots import SLOTS
from bot.messages.button_data import UNKNOWN
from bot.messages.voice import Voice
from locales import Locale
from rules import Rulebook
from rules.facts import PROGRAMMES

TODAY = date(2026, 11, 28)
CASES: tuple[Answers, ...] = (
    {},
    {"role": "student", "cycle": "doctoral"},
    *({"programme": programme} for programme in PROGRAMMES),
)
STEPS = {"why": "why", "back": "back", "cancel": "cancel", "change": "summary"}


@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.value)
@pytest.mark.parametrize("slot", SLOTS)
def test_the_words_of_every_option_are_that_answer(
    slot: str, locale: Locale, rulebook: Rulebook
) -> None:
    voice = Voice(locale)
    options = [option for case in CASES for option in options_of(slot, case, rulebook)]
    wrong = [
        (words, answer.value)
        for option in options
        for words in (slot_wording.option(slot, option, voice),)
        if (answer := read_answer(words, slot, TODAY)).value != option
    ]
    assert not wrong


@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.value)
@pytest.mark.parametrize("slot", SLOTS)
def test_the_words_of_not_knowing_are_that_answer(slot: str, locale: Locale) -> None:
    assert read_answer(Voice(locale).label("button.unknown"), slot, TODAY).value == UNKNOWN


@pytest.mark.parametrize("locale", Locale, ids=lambda locale: locale.value)
@pytest.mark.parametrize(("button", "step"), STEPS.items())
def test_the_words_of_a_step_are_that_step(button: str, step: str, locale: Locale) -> None:
    words = Voice(locale).label(f"button.{button}").removeprefix("‹ ")
    assert interview_step(words) == step
