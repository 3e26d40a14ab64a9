"""A day by buttons: a month, then a day; and beforehand whose deadlines they are."""

import pytest

from bot.messages.effect import Outcome
from tests.unit.dialogue.person import Person


def test_the_button_says_beforehand_whose_deadlines_they_are(ana: Person, marko: Person) -> None:
    ana.says("/start")
    assert "Deadlines at Academy Šumadija" in ana.labels
    assert "Academy Šumadija" in ana.taps("Deadlines at")
    marko.sends_data("l:sr_Cyrl")
    assert "Рокови на Академији Шумадија" in marko.labels


def test_a_month_then_a_day_give_the_deadlines(ana: Person) -> None:
    ana.says("/deadlines")
    assert ana.labels[:3] == ["November 2026", "December 2026", "January 2027"]
    assert len([label for label in ana.labels if "20" in label]) == 12
    text = ana.taps("October 2027")
    assert "October 2027: which day?" in text
    assert ana.labels[:31] == [str(day) for day in range(1, 32)]
    ana.taps("Another month")
    assert "February 2027" in ana.labels
    ana.taps("February 2027")
    assert "28" in ana.labels
    assert "29" not in ana.labels
    assert "8 February 2027" in ana.taps("15")
    ana.says("/deadlines")
    ana.taps("February 2027")
    assert "am not sure I understood" in ana.says("30")
    assert "8 February 2027" in ana.says("15")
    assert ana.replies[0].outcome is Outcome.ANSWER


def test_a_month_is_changed_by_buttons_too(ana: Person) -> None:
    ana.says("/deadlines 2027-10-01")
    ana.taps("Change an answer")
    ana.taps("semester starts")
    ana.taps("September 2027")
    assert "13 September 2027" in ana.taps("20")


@pytest.mark.parametrize("typed", ["October 2027", "oktobar 2027", "октобар 2027."])
def test_a_month_can_be_typed(ana: Person, typed: str) -> None:
    ana.says("/deadlines")
    ana.says(typed)
    assert ana.labels[:31] == [str(day) for day in range(1, 32)]


def test_forged_months_show_the_months_again(ana: Person) -> None:
    ana.says("/deadlines")
    for month in ("2027-13", "0000-01", "x", "9999-99"):
        ana.sends_data(f"i:1:month:{month}")
        assert "December 2026" in ana.labels
    ana.says("/grant")
    assert "Which kind" in ana.sends_data("i:2:month:2027-10")


def test_a_day_that_telegram_cannot_count_to_is_told_in_words(ana: Person) -> None:
    ana.says("/deadlines 2037-10-01")
    assert "<tg-time" in ana.replies[0].html
    ana.says("/deadlines 2096-10-01")
    assert "<tg-time" not in ana.replies[0].html
    assert "24 September 2096" in ana.replies[0].html
