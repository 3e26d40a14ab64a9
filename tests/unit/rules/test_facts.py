"""Reading facts: strict, with the field and what is allowed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import Locale, render
from rules import UNKNOWN, DateRange, Days, FactError, Months, Rulebook, Semesters
from rules.facts import FACTS, PROGRAMMES, fact_to_json, parse_fact, parse_facts
from tests.unit.rules.conftest import PROGRAMMES as BY_NAME
from tests.unit.rules.conftest import TODAY
from tests.unit.rules.facts_to_try import facts_of, people, values


def refused(name: str, given_value: object) -> FactError:
    with pytest.raises(FactError) as caught:
        parse_fact(name, given_value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "given_value", "fact"),
    [
        ("role", "student", "student"),
        ("registered", True, True),
        ("year", 2, 2),
        ("year", 2.0, 2),
        ("ects", 2.5, Decimal("2.5")),
        ("hours", 8, Decimal(8)),
        ("duration", {"days": 20}, Days(20)),
        ("duration", {"months": 5}, Months(5)),
        ("duration", {"months": 5, "days": 10}, Months(5, 10)),
        ("duration", {"months": 0, "days": 3}, Months(0, 3)),
        ("duration", {"semesters": 1}, Semesters(1)),
        (
            "duration",
            {"from": "2026-02-16", "to": "2026-06-30"},
            DateRange(date(2026, 2, 16), date(2026, 6, 30)),
        ),
        ("used", {"days": 0}, Days(0)),
        ("used", {"semesters": 0}, Semesters(0)),
    ],
)
def test_a_fact_is_read_from_its_json(name: str, given_value: object, fact: object) -> None:
    assert parse_fact(name, given_value) == fact


@pytest.mark.parametrize("name", list(FACTS))
def test_every_fact_can_be_unknown_but_not_null(name: str) -> None:
    assert parse_fact(name, "unknown") is UNKNOWN
    assert refused(name, None).code == "wrong_type"


@pytest.mark.parametrize(
    ("name", "given_value", "code"),
    [
        ("role", "Student", "not_allowed"),
        ("role", 1, "wrong_type"),
        ("role", "dean", "not_allowed"),
        ("registered", "true", "wrong_type"),
        ("registered", 1, "wrong_type"),
        ("cycle", "phd", "not_allowed"),
        ("year", 0, "out_of_range"),
        ("year", 1.5, "out_of_range"),
        ("year", True, "wrong_type"),
        ("year", "2", "wrong_type"),
        ("year", 10**9, "out_of_range"),
        ("ects", -1, "out_of_range"),
        ("ects", float("nan"), "out_of_range"),
        ("hours", float("inf"), "out_of_range"),
        ("hours", False, "wrong_type"),
        ("hours", [8], "wrong_type"),
        ("duration", 20, "wrong_type"),
        ("duration", [20], "wrong_type"),
        ("duration", {}, "bad_duration"),
        ("duration", {"weeks": 2}, "bad_duration"),
        ("duration", {"semesters": 1, "days": 3}, "bad_duration"),
        ("duration", {"semesters": 1, "months": 3}, "bad_duration"),
        ("duration", {"from": "2026-02-16"}, "bad_duration"),
        ("duration", {"days": 0}, "out_of_range"),
        ("duration", {"months": 0, "days": 0}, "out_of_range"),
        ("duration", {"semesters": 0}, "out_of_range"),
        ("duration", {"days": -1}, "out_of_range"),
        ("duration", {"days": 1.5}, "out_of_range"),
        ("duration", {"days": 10**9}, "out_of_range"),
        ("duration", {"months": 10**9}, "out_of_range"),
        ("duration", {"semesters": 10**9}, "out_of_range"),
        ("duration", {"days": "20"}, "wrong_type"),
        ("duration", {"days": True}, "wrong_type"),
        ("duration", {"days": None}, "wrong_type"),
        ("duration", {"from": "2026-11-31", "to": "2026-12-01"}, "bad_date"),
        ("duration", {"from": "16.2.2026", "to": "2026-12-01"}, "bad_date"),
        ("duration", {"from": 20260216, "to": "2026-12-01"}, "wrong_type"),
        ("duration", {"from": "2026-12-01", "to": "2026-11-30"}, "bad_duration"),
        ("duration", {"from": "0001-01-01", "to": "2026-11-30"}, "bad_date"),
        ("used", {"days": -1}, "out_of_range"),
    ],
)
def test_a_value_that_is_not_allowed_is_told_with_its_field(
    name: str, given_value: object, code: str
) -> None:
    error = refused(name, given_value)
    assert (error.code, error.field) == (code, name)
    for locale in Locale:
        assert name in render(error.text, locale)


def test_a_name_outside_the_table_is_told_with_the_names_inside() -> None:
    error = refused("age", 20)
    assert (error.code, error.field) == ("unknown_fact", "age")
    assert "covers_term" in error.message


def test_an_unknown_programme_is_told_with_those_there_are(rulebook: Rulebook) -> None:
    with pytest.raises(FactError) as caught:
        rulebook.check("ceepus", {}, on=TODAY)
    assert (caught.value.code, caught.value.field) == ("unknown_programme", "programme")
    assert all(name in caught.value.message for name in PROGRAMMES)


@pytest.mark.parametrize(
    "facts",
    [{"age": 20}, {"age": UNKNOWN}, {"year": True}, {"duration": Days(-3)}, {"role": "dean"}],
)
def test_facts_made_in_python_are_held_against_the_table_too(
    rulebook: Rulebook, facts: Mapping[str, Any]
) -> None:
    with pytest.raises(FactError):
        rulebook.check("study", facts, on=TODAY)


@given(people())
def test_facts_survive_json(person: tuple[str, dict[str, Any]]) -> None:
    facts = parse_facts(person[1])
    assert parse_facts({name: fact_to_json(fact) for name, fact in facts.items()}) == facts


@given(st.text(max_size=20), st.text(max_size=60))
def test_no_text_at_all_gets_past_the_table_or_raises_anything_else(name: str, value: str) -> None:
    for field in (name, "role", "duration", "registered", "hours"):
        if field in FACTS and (value == "unknown" or value in FACTS[field].allowed):
            assert parse_fact(field, value) in (UNKNOWN, value)
        else:
            assert refused(field, value).field == field


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_conditions_need_exactly_the_facts_that_the_table_gives_a_programme(
    programme: str,
) -> None:
    assert set(BY_NAME[programme].facts) == set(facts_of(programme))


@pytest.mark.parametrize("name", list(FACTS))
def test_every_fact_has_values_to_try(name: str) -> None:
    for value in values(name):
        parse_fact(name, value)
