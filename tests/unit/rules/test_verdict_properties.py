"""What holds of every verdict, whoever asks."""

import random
from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from rules import (
    DateRange,
    Days,
    Months,
    Semesters,
    Verdict,
    parse_facts,
)
from rules.duration import long_stay
from rules.facts import parse_fact
from tests.reliability.length import of_length
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY
from tests.unit.rules.facts_to_try import durations, facts_of, nearly_told, people, values

SETTLED = ("eligible", "not_eligible", "depends")
MOST_COMPLETIONS = 150
EXAMPLES = of_length(short=100, long=2000)


def check(programme: str, facts: Mapping[str, Any]) -> Verdict:
    return RULEBOOK.check(programme, parse_facts(facts), on=TODAY)


def may_turn(facts: Mapping[str, Any], fact: str) -> bool:
    """The one fact that is heard but never asked: that a stay under two months covers a term."""
    return fact == "covers_term" and "covers_term" not in facts


@settings(max_examples=EXAMPLES, deadline=None)
@given(people())
def test_nothing_is_missing_exactly_when_the_outcome_is_settled(
    person: tuple[str, dict[str, Any]],
) -> None:
    verdict = check(*person)
    assert (verdict.outcome in SETTLED) is (verdict.missing == ())
    assert (verdict.outcome == "incomplete") is bool(verdict.missing)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(people())
def test_reasons_are_there_exactly_when_something_fails_or_stays_open(
    person: tuple[str, dict[str, Any]],
) -> None:
    verdict = check(*person)
    expected = {"not_eligible": {"fails"}, "depends": {"depends"}}.get(verdict.outcome, set())
    assert {reason.outcome for reason in verdict.reasons} == expected
    rules = [reason.rule for reason in verdict.reasons]
    order = [condition.id for condition in RULEBOOK.conditions(person[0])]
    assert rules == sorted(set(rules), key=order.index)


@settings(max_examples=EXAMPLES, deadline=None)
@given(people())
def test_only_untold_facts_of_the_programme_are_asked_for_in_the_order_of_its_conditions(
    person: tuple[str, dict[str, Any]],
) -> None:
    programme, facts = person
    missing = check(programme, facts).missing
    order = list(
        dict.fromkeys(
            fact for condition in RULEBOOK.conditions(programme) for fact in condition.facts
        )
    )
    assert list(missing) == sorted(missing, key=order.index)
    assert not set(missing) & set(facts)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(people(), st.data())
def test_one_more_fact_never_turns_a_settled_outcome_around(
    person: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    programme, facts = person
    before = check(programme, facts)
    assume(before.outcome in SETTLED)
    untold = [
        fact for fact in facts_of(programme) if fact not in facts and not may_turn(facts, fact)
    ]
    assume(untold)
    fact = data.draw(st.sampled_from(untold))
    value = data.draw(st.sampled_from((*values(fact), "unknown")))
    assert check(programme, {**facts, fact: value}).outcome == before.outcome


@settings(max_examples=EXAMPLES, deadline=None)
@given(people(), st.data())
def test_an_interview_that_asks_for_what_is_missing_comes_to_an_end(
    person: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    programme, facts = person
    told = dict(facts)
    for _ in facts_of(programme):
        verdict = check(programme, told)
        if verdict.outcome in SETTLED:
            return
        fact = verdict.missing[0]
        told[fact] = data.draw(st.sampled_from((*values(fact), "unknown")))
    assert check(programme, told).outcome in SETTLED


def completions(
    programme: str, facts: Mapping[str, Any], fixed: set[str]
) -> Iterator[dict[str, Any]]:
    open_facts = [fact for fact in facts_of(programme) if fact not in facts and fact not in fixed]
    every = list(product(*(values(fact) for fact in open_facts)))
    random.Random(len(every)).shuffle(every)  # the telling ones should not all come last
    for some in every:
        yield {**facts, **dict(zip(open_facts, some, strict=True))}


def outcomes_by(
    programme: str, facts: Mapping[str, Any], completion: Mapping[str, Any], fact: str
) -> set[str]:
    """The outcomes of a completion of `facts` under all values of one fact."""
    return {
        check(programme, as_asked(facts, {**completion, fact: value})).outcome
        for value in values(fact)
    }


def as_asked(facts: Mapping[str, Any], completion: Mapping[str, Any]) -> dict[str, Any]:
    """A completion without what nobody would have been asked: about the term of a short stay."""
    told = dict(completion)
    if may_turn(facts, "covers_term") and under_two_months(told.get("duration", "unknown")):
        told.pop("covers_term", None)
    return told


def under_two_months(duration: Any) -> bool:
    stay = parse_fact("duration", duration)
    if not isinstance(stay, Days | Months | Semesters | DateRange):
        return False
    days, semesters = long_stay(stay)
    return not semesters and days < RULEBOOK.numbers(TODAY).days("study.doctoral_minimum_months")


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(nearly_told())
def test_every_fact_that_is_asked_for_changes_the_outcome_under_some_completion_of_the_others(
    person: tuple[str, dict[str, Any]],
) -> None:
    programme, facts = person
    for fact in check(programme, facts).missing:
        assert any(
            len(outcomes_by(programme, facts, completion, fact)) > 1
            for completion in completions(programme, facts, {fact})
        ), fact


@settings(max_examples=25, deadline=None)
@given(nearly_told())
@example(("short_phd", {"role": "student", "registered": True, "cycle": "doctoral"}))
def test_no_fact_that_could_change_the_outcome_goes_unasked(
    person: tuple[str, dict[str, Any]],
) -> None:
    programme, facts = person
    verdict = check(programme, facts)
    untold = [fact for fact in facts_of(programme) if fact not in facts]
    for fact in untold:
        if fact in verdict.missing or may_turn(facts, fact):
            continue
        for completion in islice(completions(programme, facts, {fact}), MOST_COMPLETIONS):
            assert len(outcomes_by(programme, facts, completion, fact)) == 1, (fact, completion)


@settings(max_examples=EXAMPLES, deadline=None)
@given(people())
def test_facts_of_other_programmes_change_nothing(person: tuple[str, dict[str, Any]]) -> None:
    programme, facts = person
    foreign = {
        fact: values(fact)[-1]
        for fact in ("hours", "contract", "ects", "within_year", "mobility_cycle")
        if fact not in facts_of(programme)
    }
    assert check(programme, {**facts, **foreign}) == check(programme, facts)


@settings(max_examples=EXAMPLES, deadline=None)
@given(people())
def test_each_failing_condition_says_what_would_have_to_be_different(
    person: tuple[str, dict[str, Any]],
) -> None:
    verdict = check(*person)
    if verdict.outcome != "not_eligible":
        assert verdict.would_change == ()
        return
    together = [one for one in verdict.reasons if one.text.id == "rules.reason.together"]
    assert len(verdict.would_change) == len(verdict.reasons) - len(together)


@settings(max_examples=EXAMPLES, deadline=None)
@given(durations)
def test_a_longer_history_never_makes_room(duration: Mapping[str, Any]) -> None:
    rank = {"eligible": 0, "depends": 1, "not_eligible": 2}
    person = {
        "role": "student",
        "registered": True,
        "degree_programme": True,
        "cycle": "doctoral",
        "mobility_cycle": "doctoral",
        "duration": duration,
    }
    ranks = [
        rank[check("study", {**person, "used": {"days": days}}).outcome]
        for days in range(0, 365, 7)
    ]
    assert ranks == sorted(ranks)
