"""Conditions as they are declared: what they read, what they say, what they leave to people."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from rules import Rulebook, parse_facts
from rules.check import case_values, tell
from rules.condition import Case, CaseValue, Condition, Numbers, Told
from rules.facts import PROGRAMMES as NAMES
from rules.parameter import ParameterValue
from rules.programme import Programme
from tests.unit.rules.conftest import PROGRAMMES, TODAY
from tests.unit.rules.facts_to_try import values

ALL = [(one, condition) for one in PROGRAMMES.values() for condition in one.conditions]


class Watched(Numbers):
    """Numbers that remember which of them were read."""

    __slots__ = ("read",)

    def __init__(self, values: Mapping[str, ParameterValue]) -> None:
        super().__init__(values, {})
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> ParameterValue:
        self.read.add(name)
        return super().__getitem__(name)


class WatchedValues(dict[str, CaseValue]):
    """Facts that remember which of them were read."""

    def __init__(self, values: Mapping[str, CaseValue]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> CaseValue:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


@pytest.mark.parametrize(("programme", "condition"), ALL, ids=lambda one: getattr(one, "id", ""))
def test_a_condition_reads_the_facts_and_numbers_that_it_declares_and_no_other(
    programme: Programme, condition: Condition, rulebook: Rulebook
) -> None:
    numbers = Watched({name: rulebook.parameter(name) for name in rulebook.parameter_names()})
    read: set[str] = set()
    for some in product(*(values(fact) for fact in condition.facts)):
        facts = parse_facts(dict(zip(condition.facts, some, strict=True)))
        watched = WatchedValues(case_values(tell(programme, facts, numbers)))
        condition.judge(Case(watched, watched, numbers))
        read |= watched.read
    assert read == set(condition.facts)
    judged_by = set(numbers.read)
    condition.values(Told({}, {}, numbers))
    assert judged_by <= set(condition.parameters) <= numbers.read


def test_ids_are_those_that_others_store() -> None:
    assert [condition.id for _, condition in ALL] == [
        "study.role",
        "study.registered",
        "study.degree_programme",
        "study.second_year",
        "study.current_cycle",
        "study.duration",
        "study.twelve_months",
        "short_phd.role",
        "short_phd.registered",
        "short_phd.doctoral",
        "short_phd.duration",
        "short_phd.twelve_months",
        "bip.role",
        "bip.registered",
        "bip.second_year",
        "bip.through_faculty",
        "bip.virtual_part",
        "bip.ects",
        "bip.duration",
        "bip.twelve_months",
        "traineeship.role",
        "traineeship.registered",
        "traineeship.second_year",
        "traineeship.applied_while_enrolled",
        "traineeship.within_year",
        "traineeship.before_project_end",
        "traineeship.duration",
        "traineeship.twelve_months",
        "teaching.role",
        "teaching.contract",
        "teaching.duration",
        "teaching.hours",
        "training.role",
        "training.contract",
        "training.duration",
        "training.hours",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_conditions_are_stated_in_order_for_whoever_asks_why(name: str, rulebook: Rulebook) -> None:
    stated = rulebook.conditions(name)
    assert [one.id for one in stated] == [one.id for one in PROGRAMMES[name].conditions]
    assert all(one.facts and one.source for one in stated)


DOCTORAL = {
    "role": "student",
    "registered": True,
    "cycle": "doctoral",
    "duration": {"days": 20},
    "used": {"days": 0},
}


def unchecked(rulebook: Rulebook, programme: str, facts: Mapping[str, Any]) -> set[str]:
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    assert all(note.source for note in verdict.not_modelled)
    return {note.id.rpartition(".")[2] for note in verdict.not_modelled}


def test_budget_and_place_are_named_with_a_verdict_on_short_phd_mobility(
    rulebook: Rulebook,
) -> None:
    assert unchecked(rulebook, "short_phd", DOCTORAL) == {
        "selection",
        "consent",
        "partner",
        "budget",
        "europe",
    }


def test_other_mobility_is_named_once_something_was_used(rulebook: Rulebook) -> None:
    used = {**DOCTORAL, "used": {"months": 3}}
    assert "other_mobility" in unchecked(rulebook, "short_phd", used)


def test_of_a_no_only_that_is_named_which_could_turn_it(rulebook: Rulebook) -> None:
    too_much = {**DOCTORAL, "used": {"months": 12}}
    assert unchecked(rulebook, "short_phd", too_much) == {"other_mobility"}
    assert unchecked(rulebook, "short_phd", {**DOCTORAL, "cycle": "master"}) == set()


def test_integrated_studies_are_named_where_somebody_is_in_them(rulebook: Rulebook) -> None:
    facts = {**DOCTORAL, "cycle": "integrated", "year": 3, "duration": {"months": 3}}
    found = unchecked(rulebook, "traineeship", facts)
    assert {"integrated", "call_duration"} <= found
    assert "integrated" not in unchecked(rulebook, "traineeship", {**facts, "cycle": "master"})


def test_each_thing_that_is_not_modelled_is_listed_once() -> None:
    for programme in PROGRAMMES.values():
        ids = [one.id for one in programme.left_to_people]
        assert len(ids) == len(set(ids))
    of_phd = [one.id for one in PROGRAMMES["short_phd"].left_to_people]
    assert {"budget", "selection", "other_mobility"} <= set(of_phd)


def test_a_verdict_says_what_it_is_and_when_its_figures_may_be_stale(rulebook: Rulebook) -> None:
    facts = parse_facts(DOCTORAL)
    fresh = rulebook.check("short_phd", facts, on=TODAY)
    old = rulebook.check("short_phd", facts, on=TODAY.replace(year=TODAY.year + 1))
    assert [note.id for note in fresh.notes] == ["rules.verdict.general"]
    assert [note.id for note in old.notes] == ["rules.verdict.general", "rules.note.stale"]
    assert old.outcome == fresh.outcome == "eligible"


def change(rulebook: Rulebook, programme: str, facts: Mapping[str, Any]) -> list[str]:
    verdict = rulebook.check(programme, parse_facts(facts), on=TODAY)
    return [text.id for text in verdict.would_change]


@pytest.mark.parametrize(
    ("facts", "wording"),
    [
        ({"used": {"months": 12}}, "used_up"),
        ({"used": {"semesters": 3}}, "used_up"),
        ({"used": {"months": 12}, "duration": {"semesters": 1}}, "used_up"),
        ({"duration": {"months": 13}}, "alone"),
        ({"duration": {"semesters": 3}}, "alone"),
        ({"duration": {"months": 8}, "used": {"months": 6}}, "together"),
        ({"duration": {"semesters": 2}, "used": {"semesters": 1}}, "together"),
        ({"duration": {"months": 12}, "used": {"semesters": 1}}, "mixed"),
    ],
)
def test_being_over_twelve_months_is_told_by_what_is_over(
    rulebook: Rulebook, facts: Mapping[str, Any], wording: str
) -> None:
    person = {
        **DOCTORAL,
        "mobility_cycle": "doctoral",
        "degree_programme": True,
        "duration": {"months": 3},
        **facts,
    }
    assert change(rulebook, "study", person) == [f"rules.twelve_months.{wording}.change"]
