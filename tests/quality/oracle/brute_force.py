"""The verdict on facts that are left out or unknown, by trying everything that they could be.

A fact that was left out can be completed with each value of a small representative set; a fact that
the person does not know can truly be each of them too. What holds in every such case is settled.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.quality.oracle.reading import (
    DEPENDS,
    FACTS_OF,
    FAILS,
    TWO_MONTHS,
    UNKNOWN,
    Results,
    in_days,
    read,
    verdict,
)

CYCLES = ["doctoral", "master", "bachelor", "integrated"]
TRUTHS = [True, False]
STAFF = ("teaching", "training")

# Values on both sides of every limit, the ones that satisfy most conditions first.
_STUDENT_VALUES: dict[str, list[Any]] = {
    "role": ["student", "graduate", "teacher"],
    "registered": TRUTHS,
    "degree_programme": TRUTHS,
    "cycle": [*CYCLES],
    "year": [2, 1],
    "mobility_cycle": [*CYCLES],
    "covers_term": TRUTHS,
    "used": [{"days": 0}, {"days": 1}, {"days": 360}, {"semesters": 2}, {"semesters": 3}],
    "virtual_part": TRUTHS,
    "ects": [3, 2],
    "through_faculty": TRUTHS,
    "applied_while_enrolled": TRUTHS,
    "within_year": TRUTHS,
    "before_project_end": TRUTHS,
}
_LONG = [
    *({"months": 2}, {"semesters": 1}, {"days": 1}, {"months": 12}),
    *({"days": 361}, {"semesters": 2}, {"semesters": 3}),
]
_SHORT = [
    *({"days": 5}, {"days": 30}, {"days": 1}, {"days": 31}),
    *({"days": 361}, {"semesters": 1}, {"semesters": 3}),
]
_STAFF_VALUES: dict[str, list[Any]] = {
    "role": [
        *("researcher", "teacher", "administrative"),
        *("assistant", "student", "graduate"),
    ],
    "contract": TRUTHS,
    "duration": [{"days": 2}, {"days": 1}, {"days": 60}, {"days": 61}, {"semesters": 1}],
    "hours": [8, 7],
}


def values_of(programme: str, fact: str) -> list[Any]:
    """The values that stand for everything a fact can be."""
    if programme in STAFF:
        return _STAFF_VALUES[fact]
    if fact == "role" and programme != "traineeship":
        # Graduates cannot go, as staff cannot; only whoever said so is spared other questions.
        return ["student", "teacher"]
    if fact == "cycle" and programme == "short_phd":
        # Neither can students of integrated studies; their open limit is for whoever told it.
        return ["doctoral", "master", "bachelor"]
    if fact == "duration":
        return _LONG if programme in ("study", "traineeship") else _SHORT
    return _STUDENT_VALUES[fact]


def cases_count(programme: str, facts: Mapping[str, Any]) -> int:
    """How many cases there are to try."""
    count = 1
    for fact in FACTS_OF[programme]:
        if facts.get(fact, UNKNOWN) == UNKNOWN:
            count *= len(values_of(programme, fact))
    return count


@dataclass(frozen=True, slots=True)
class Expected:
    """What the prose says about a set of facts.

    Attributes:
        outcome: eligible, not_eligible, depends or incomplete.
        missing: the facts that can still change the outcome.
        concerns: what the reasons are about in every case.
        possible: what they are about in some case.
    """

    outcome: str
    missing: frozenset[str] = frozenset()
    concerns: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()

    def allows(self, concerns: frozenset[str]) -> bool:
        """Whether reasons about these concerns are the ones that the prose gives."""
        if self.outcome == "not_eligible" and self.concerns:
            return concerns == self.concerns
        if self.outcome == "not_eligible":
            # Something fails in every case, but not the same: what is named is among it.
            return bool(concerns) and concerns <= self.possible
        # What nobody asked about because it changes nothing may be named as open or not.
        return self.concerns <= concerns <= self.possible


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything that the facts of a programme can be, given what was told.

    Attributes:
        programme: the programme asked about.
        told: the facts with a value.
        unknown: the facts that the person does not know.
        left_out: the facts that were not asked.
    """

    programme: str
    told: Mapping[str, Any]
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]

    def completions(self, order: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Every way to complete the facts left out, as values in this order of facts."""
        return itertools.product(*(values_of(self.programme, fact) for fact in order))

    def results(self, order: Sequence[str], values: Sequence[Any]) -> list[Results]:
        """The results in each case that what the person does not know leaves open."""
        completed = {**self.told, **dict(zip(order, values, strict=True))}
        return [
            read(self.programme, self._without_the_term_unasked({**completed, **known}))
            for known in self._what_may_be()
        ]

    def _what_may_be(self) -> Iterator[dict[str, Any]]:
        for values in self.completions(self.unknown):
            yield dict(zip(self.unknown, values, strict=True))

    def _without_the_term_unasked(self, facts: dict[str, Any]) -> dict[str, Any]:
        # Under 2 months fails without asking about the term; only a term that was told matters.
        if self.programme != "study" or "covers_term" in self.told:
            return facts
        duration = facts["duration"]
        if "semesters" in duration or in_days(duration, long_stay=True) >= TWO_MONTHS:
            return facts
        return {**facts, "covers_term": False}


def _outcome(cases: list[Results]) -> str:
    """The outcome when only what the person does not know is open."""
    outcomes = {verdict(results) for results in cases}
    # not_eligible: at least one condition fails, whatever else is unknown.
    # depends: the rules, or the person, cannot settle it.
    return outcomes.pop() if len(outcomes) == 1 else "depends"


def _with(result: str, results: Results) -> frozenset[str]:
    return frozenset(concern for concern in results if results[concern] == result)


def _matters(cases: Cases, fact: str) -> bool:
    """Whether two completions that differ only in this fact have different outcomes."""
    # The fact comes last, so that the completions that differ only in it follow each other.
    order = [*(other for other in cases.left_out if other != fact), fact]
    for _, group in itertools.groupby(cases.completions(order), key=lambda values: values[:-1]):
        if len({_outcome(cases.results(order, values)) for values in group}) > 1:
            return True
    return False


def _never_settled(cases: list[Results]) -> frozenset[str]:
    """The conditions that do not hold in each of these cases."""
    return frozenset().union(*(_with(DEPENDS, case) | _with(FAILS, case) for case in cases))


def expect(programme: str, facts: Mapping[str, Any]) -> Expected:
    """The verdict that the prose gives on these facts, some of which may be left out."""
    needed = FACTS_OF[programme]
    cases = Cases(
        programme,
        told={fact: facts[fact] for fact in needed if facts.get(fact, UNKNOWN) != UNKNOWN},
        unknown=tuple(fact for fact in needed if facts.get(fact) == UNKNOWN),
        left_out=tuple(fact for fact in needed if fact not in facts),
    )
    # incomplete: facts are missing; missing names only those that can still change the outcome.
    missing = frozenset(fact for fact in cases.left_out if _matters(cases, fact))
    if missing:
        return Expected("incomplete", missing)
    # What is left out changes nothing, so the outcome is that of every completion.
    every = [cases.results(cases.left_out, values) for values in cases.completions(cases.left_out)]
    (outcome,) = {_outcome(results) for results in every}
    if outcome == "not_eligible":
        failing = [_with(FAILS, case) for results in every for case in results]
        return Expected(
            outcome,
            concerns=frozenset.intersection(*failing),
            possible=frozenset.union(*failing),
        )
    opens = [_never_settled(results) for results in every]
    return Expected(
        outcome, concerns=frozenset.intersection(*opens), possible=frozenset.union(*opens)
    )
