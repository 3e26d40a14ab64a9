"""A value of the last result, and behind it a question of its own."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.state.session import FormState, Last, Session
from bot.dialogue.steps.value_then_question import value_then_question
from bot.dialogue.turn import Turn
from bot.messages.voice import Voice
from locales import Locale

TODAY = date(2026, 9, 1)


def split(text: str, session: Session) -> tuple[str, str]:
    return value_then_question(text, session, Turn(Voice(Locale.EN), TODAY))


def after(programme: str) -> Session:
    form = FormState("eligibility", 1, {"programme": programme})
    return replace(Session(), form=form, last=Last(computed=True))


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("2 months then. who pays?", "2 months then.", "who pays?"),
        ("60 onda. ko to potpisuje?", "60 onda.", "ko to potpisuje?"),
    ],
)
def test_both_parts_are_found(text: str, told: str, asked: str) -> None:
    assert split(text, after("traineeship")) == (told, asked)


@pytest.mark.parametrize(
    "text",
    [
        "2 months then, is it ok?",
        "20 days. is it ok?",
        "I am a master student. who pays?",
        "who pays? 2 months.",
        "on 2. 3. it begins",
    ],
)
def test_what_is_asked_of_the_value_is_one_message(text: str) -> None:
    assert split(text, after("traineeship")) == ("", "")


def test_an_amount_of_a_short_stay_is_asked_of_its_days() -> None:
    assert split("5 days. how much?", after("bip")) == ("", "")


def test_without_a_result_nothing_is_split() -> None:
    assert split("2 months then. who pays?", Session()) == ("", "")
