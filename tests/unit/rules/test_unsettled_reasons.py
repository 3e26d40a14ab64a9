"""What a verdict says of what nobody knows: the rule, and the facts it hangs on, and no others."""

from dataclasses import replace
from typing import Any

import pytest

from locales import Locale, render
from rules import Rulebook, parse_facts
from rules.check import check
from rules.condition import (
    DEPENDS,
    FAILS,
    HOLDS,
    Case,
    Condition,
    ConditionResult,
    Numbers,
)
from tests.unit.rules.conftest import PROGRAMMES, TODAY

STUDENT = {
    "role": "student",
    "registered": True,
    "degree_programme": True,
    "cycle": "master",
    "mobility_cycle": "master",
    "covers_term": True,
    "duration": {"months": 5},
    "used": {"days": 0},
    "year": 2,
    "through_faculty": True,
    "virtual_part": True,
    "ects": 3,
}
TWELVE_MONTHS = (
    "All stays in one study cycle may last at most 12 months together, including earlier Erasmus+ "
    "and Erasmus Mundus mobility, with a grant or without."
)


def reasons(rulebook: Rulebook, programme: str, facts: dict[str, Any]) -> list[str]:
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    assert verdict.outcome == "depends"
    return [render(reason.text, Locale.EN) for reason in verdict.reasons]


def test_a_reason_names_what_is_not_known_and_the_rule(rulebook: Rulebook) -> None:
    assert reasons(rulebook, "study", {**STUDENT, "covers_term": "unknown"}) == [
        (
            "It depends on whether the stay covers a whole semester. "
            "The stay must last at least 1 semester or an academic term; in doctoral studies "
            "2 months "
            "are enough."
        )
    ]


def test_a_reason_does_not_name_what_was_simply_not_asked(rulebook: Rulebook) -> None:
    facts = {
        **{name: STUDENT[name] for name in ("role", "registered", "year")},
        "duration": {"semesters": 1},
        "used": "unknown",
        "before_project_end": True,
    }
    _, cap = reasons(rulebook, "traineeship", facts)
    assert cap == (f"It depends on how much mobility you have used in this cycle. {TWELVE_MONTHS}")


@pytest.mark.parametrize(
    ("programme", "length"),
    [
        ("study", "12 months and 15 days (1 October 2026 – 15 October 2027)"),
        ("bip", "380 days (1 October 2026 – 15 October 2027)"),
    ],
)
def test_dates_are_told_as_the_programme_counts_them(
    rulebook: Rulebook, programme: str, length: str
) -> None:
    facts = {**STUDENT, "duration": {"from": "2026-10-01", "to": "2027-10-15"}}
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    told = [render(reason.text, Locale.EN) for reason in verdict.reasons]
    assert verdict.outcome == "not_eligible"
    assert all(length in words for words in told)


def test_a_fact_that_only_tells_apart_what_comes_to_the_same_is_not_asked_for() -> None:
    """Without registration it fails; with it, the other condition leaves it open anyway."""

    def judge(case: Case) -> ConditionResult:
        if not case.is_true("registered"):
            return FAILS
        return HOLDS if case.is_true("degree_programme") else DEPENDS

    def left_open(_: Case) -> ConditionResult:
        return DEPENDS

    one = Condition("x.one", ("degree_programme", "registered"), "x/y", judge, "registered")
    other = Condition("x.other", ("virtual_part",), "x/y", left_open, "registered")
    nothing_published = Numbers({}, {})
    programme = replace(PROGRAMMES["study"], conditions=(one, other))
    verdict = check(programme, parse_facts({}), nothing_published, TODAY)
    assert verdict.outcome == "incomplete"
    assert verdict.missing == ("registered",)
    alone = replace(PROGRAMMES["study"], conditions=(one,))
    verdict = check(alone, parse_facts({}), nothing_published, TODAY)
    assert verdict.missing == ("degree_programme", "registered")
