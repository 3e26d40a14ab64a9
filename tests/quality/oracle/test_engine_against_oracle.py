"""The engine's verdicts, held against a second and plainer reading of the published conditions."""

import json
import random
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import parse_facts
from tests.quality.oracle.boundary_values import (
    PROGRAMMES,
    any_complete_facts,
    any_partial_facts,
    boundary_values,
    complete_grid,
)
from tests.quality.oracle.brute_force import Expected, cases_count, expect
from tests.quality.oracle.reading import FACTS_OF
from tests.reliability.length import of_length
from tests.shared import RULEBOOK

ON = date(2026, 3, 1)
SHOWN = 5
MOST_CASES = 1500
# Sets of facts that are drawn for each programme.
SAMPLE = of_length(short=500, long=20_000)

# What the released identifiers call the things that the reading names by their fact.
CONCERN_OF = {
    "second_year": "year",
    "current_cycle": "mobility_cycle",
    "doctoral": "cycle",
    "duration": "length",
    "twelve_months": "cap",
}

every_programme = pytest.mark.parametrize("programme", PROGRAMMES)


@cache
def rulebook() -> Any:
    return RULEBOOK


def engine(programme: str, facts: Mapping[str, Any]) -> tuple[str, list[str], list[str]]:
    verdict = rulebook().check(programme, parse_facts(facts), on=ON)
    conditions = [reason.rule.removeprefix(f"{programme}.") for reason in verdict.reasons]
    concerns = [CONCERN_OF.get(condition, condition) for condition in conditions]
    return verdict.outcome, sorted(concerns), sorted(verdict.missing)


def difference(programme: str, facts: Mapping[str, Any], expected: Expected) -> str | None:
    """Where the engine says otherwise than the reading: the facts to try again, and both."""
    outcome, concerns, missing = engine(programme, facts)
    if (
        outcome == expected.outcome
        and missing == sorted(expected.missing)
        and len(set(concerns)) == len(concerns)
        and expected.allows(frozenset(concerns))
    ):
        return None
    return (
        f"{json.dumps({'programme': programme, 'facts': facts})}\n"
        f"  reading: {expected.outcome}, reasons {sorted(expected.concerns)}"
        f" (of {sorted(expected.possible)}), missing {sorted(expected.missing)}\n"
        f"  engine:  {outcome}, reasons {concerns}, missing {missing}"
    )


def outcomes_when_compared(programme: str, sets_of_facts: Iterable[Mapping[str, Any]]) -> set[str]:
    """The outcomes that came up, every verdict having been the same in both readings."""
    outcomes = set()
    differences = []
    for facts in sets_of_facts:
        expected = expect(programme, facts)
        outcomes.add(expected.outcome)
        found = difference(programme, facts, expected)
        if found is not None:
            differences.append(found)
    shown = "\n".join(sorted(differences, key=len)[:SHOWN])
    assert not differences, f"{len(differences)} differences, the shortest:\n{shown}"
    return outcomes


@every_programme
def test_complete_facts_get_the_verdict_of_the_prose_at_every_boundary(programme: str) -> None:
    outcomes = outcomes_when_compared(programme, complete_grid(programme))
    assert outcomes == {"eligible", "not_eligible", "depends"}


@every_programme
def test_complete_facts_wrong_in_several_ways_get_every_reason(programme: str) -> None:
    draw = random.Random(f"complete facts for {programme}")
    sample = [any_complete_facts(programme, draw) for _ in range(SAMPLE)]
    assert outcomes_when_compared(programme, sample) >= {"not_eligible", "depends"}


@every_programme
def test_facts_left_out_are_asked_for_only_while_they_can_change_the_outcome(
    programme: str,
) -> None:
    draw = random.Random(f"facts left out for {programme}")
    drawn = (any_partial_facts(programme, draw) for _ in range(SAMPLE // 2))
    sample = [facts for facts in drawn if cases_count(programme, facts) <= MOST_CASES]
    assert len(sample) > SAMPLE // 4
    outcomes = outcomes_when_compared(programme, sample)
    assert outcomes == {"eligible", "not_eligible", "depends", "incomplete"}


@every_programme
def test_asked_nothing_yet_everything_is_asked_for(programme: str) -> None:
    assert engine(programme, {}) == ("incomplete", [], sorted(FACTS_OF[programme]))
    assert expect(programme, {}) == Expected("incomplete", frozenset(FACTS_OF[programme]))


@every_programme
def test_every_fact_alone_and_every_fact_alone_left_out_agree(programme: str) -> None:
    draw = random.Random(f"one fact for {programme}")
    alone = [
        {fact: value} for fact in FACTS_OF[programme] for value in boundary_values(programme, fact)
    ]
    left_out = [
        {name: value for name, value in facts.items() if name != fact}
        for fact in FACTS_OF[programme]
        for facts in (any_complete_facts(programme, draw) for _ in range(20))
    ]
    sample = [f for f in [*alone, *left_out] if cases_count(programme, f) <= MOST_CASES]
    assert "incomplete" in outcomes_when_compared(programme, sample)


DAYS = st.one_of(
    st.integers(1, 70),
    st.integers(290, 365),
    st.integers(1, 1000),
).map(lambda days: {"days": days})
MONTHS = st.builds(
    lambda months, days: {"months": months, "days": days}, st.integers(1, 14), st.integers(0, 31)
)
SEMESTERS = st.integers(1, 4).map(lambda semesters: {"semesters": semesters})
RANGES = st.lists(st.dates(date(2025, 8, 1), date(2027, 3, 31)), min_size=2, max_size=2).map(
    lambda ends: {"from": min(ends).isoformat(), "to": max(ends).isoformat()}
)
DURATIONS = st.one_of(DAYS, MONTHS, SEMESTERS, RANGES)


@st.composite
def partial_facts(draw: st.DrawFn, programme: str) -> dict[str, Any]:
    """Facts with any durations, the others at their boundaries, and at most three left out."""
    facts = {
        fact: draw(st.sampled_from(boundary_values(programme, fact)))
        for fact in FACTS_OF[programme]
    }
    for fact in ("duration", "used"):
        if fact in facts:
            facts[fact] = draw(DURATIONS)
    for fact in draw(st.lists(st.sampled_from(sorted(facts)), max_size=3, unique=True)):
        del facts[fact]
    return facts


@every_programme
@settings(
    max_examples=of_length(short=30, long=1000),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_durations_and_any_gaps_get_the_verdict_of_the_prose(
    programme: str, data: st.DataObject
) -> None:
    facts = data.draw(partial_facts(programme))
    found = difference(programme, facts, expect(programme, facts))
    assert found is None, found
