"""Guests and partners: what they are told, and which of the two in a city they mean."""

from datetime import date

import pytest

from bot.dialogue.context.incoming import comes, with_host
from bot.dialogue.state.session import Session
from bot.understanding import understand
from tests.unit.dialogue.person import Person

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Our professor would like to teach in Kragujevac",
        "Јављамо се са универзитета у Сарајеву, слали бисмо студенте у Крагујевац",
        "da li neko može da dođe kod vas u Kragujevac",
    ],
)
def test_a_guest_means_the_university_of_a_city_with_two(text: str) -> None:
    assert with_host(understand(text, TODAY), Session()).institution == "uk"


def test_who_was_away_may_mean_either() -> None:
    reading = understand("ko mi priznaje ocene u Kragujevcu", TODAY)
    assert with_host(reading, Session()).institution is None


def test_going_is_not_coming() -> None:
    assert not comes(understand("I want to go from Belgrade to Graz for 5 months", TODAY))
    assert not comes(understand("when I am back in Belgrade, what now?", TODAY))


def test_who_comes_to_belgrade_is_told_no_rule_of_those_who_go(ana: Person) -> None:
    for text in (
        "I'm from Vienna, coming to Belgrade for a semester",
        "must I be in my second year?",
    ):
        assert "coming to the University of Belgrade" in ana.says(text), text


def test_a_guest_stays_one_until_the_writer_speaks_of_themselves(ana: Person) -> None:
    ana.says("can my brother come to Kragujevac for a semester of his bachelor?")
    assert ana.session.focus.incoming
    ana.says("and I'm in Belgrade, second year of my bachelor")
    assert not ana.session.focus.incoming


def test_what_an_institution_leaves_open_goes_before_what_there_is_at_it(ana: Person) -> None:
    assert "recognised" not in ana.says("academy sumadija mobility coordinator phone number")
