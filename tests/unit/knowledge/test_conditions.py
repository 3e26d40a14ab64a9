"""Entries that state a verdict are told only for the cases in which it holds."""

from typing import Any

import pytest

from knowledge.conditions import hold, read_condition
from tests.unit.knowledge.figures import FIGURES

TOO_SHORT = [read_condition("duration", ["under short.maximum"])]
BETWEEN = [
    read_condition("cycle", ["doctoral"]),
    read_condition("duration", ["over short.maximum", "under study.minimum_months"]),
]


def _holds(conditions: Any, case: dict[str, object]) -> bool | None:
    return hold(conditions, case, FIGURES, None)


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ({"days": 20}, True),
        ({"days": 21}, False),
        ({"months": 3}, False),
        ({"from": "2026-10-01", "to": "2026-10-10"}, True),
        # The sources give a semester no length in days.
        ({"semesters": 1}, None),
        ("unknown", None),
    ],
)
def test_a_length_is_held_against_the_limit_that_an_entry_names(
    duration: object, expected: bool | None
) -> None:
    assert _holds(TOO_SHORT, {"duration": duration}) is expected


def test_a_limit_in_months_counts_months_of_thirty_days() -> None:
    doctoral = {"cycle": "doctoral"}
    assert _holds(BETWEEN, {**doctoral, "duration": {"days": 22}}) is True
    assert _holds(BETWEEN, {**doctoral, "duration": {"days": 60}}) is False
    assert _holds(BETWEEN, {**doctoral, "duration": {"days": 21}}) is False


def test_what_does_not_fit_decides_before_what_is_not_known() -> None:
    assert _holds(BETWEEN, {"duration": {"days": 40}}) is None
    assert _holds(BETWEEN, {"cycle": "master"}) is False
    assert _holds(BETWEEN, {}) is None


def test_an_entry_that_declares_nothing_holds_for_everybody() -> None:
    assert _holds([], {"cycle": "master", "duration": {"days": 3}}) is True


def test_truths_and_years_are_compared_as_they_stand_in_json() -> None:
    first_year = [read_condition("year", ["1"]), read_condition("registered", ["true"])]
    assert _holds(first_year, {"year": 1, "registered": True}) is True
    assert _holds(first_year, {"year": 3}) is False
