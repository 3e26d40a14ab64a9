"""`python -m rules` as a person types it: answers in words, and what is wrong with a question."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.command_line import main
from rules.command_line.main import today

Ask = Callable[..., Any]


@pytest.fixture
def person(capsys: pytest.CaptureFixture[str]) -> Ask:
    def say(*arguments: str, status: int = 0) -> str:
        assert main([*arguments, "--on", "2026-11-22"]) == status
        captured = capsys.readouterr()
        return captured.err if status else captured.out

    return say


def test_a_person_asks_about_45_days(person: Ask) -> None:
    words = person("durations", "45 days", "--cycle", "doctoral")
    assert words.count("Does not fit") == 4
    assert "at most 30 days" in words
    assert "at least 2 months" in words
    assert "not an office's decision" in words


@pytest.mark.parametrize(
    "typed", ["45 dana", "45 дана", "1 mesec 15 dana", "1 month and 15 days", "45days"]
)
def test_a_length_can_be_typed_as_people_do(person: Ask, typed: str) -> None:
    if "and" in typed:
        assert "is not a length of stay" in person("durations", typed, status=2)
    else:
        assert "nearest possible" in person("durations", typed, "--cycle", "doctoral")


def test_two_dates_are_a_length(person: Ask) -> None:
    words = person("durations", "2026-02-01 2026-03-31", "--cycle", "doctoral")
    assert "Fits: Study mobility" in words


@pytest.mark.parametrize("typed", ["", "long", "5 weeks", "5 days 3 days", "days"])
def test_what_is_no_length_is_told_with_examples(person: Ask, typed: str) -> None:
    assert '"45 days"' in person("durations", typed, status=2)


def test_a_person_asks_for_61_points(person: Ask) -> None:
    words = person("grade", "61")
    assert words.startswith("Grade 7 (Good), ECTS D, 61–70 points\nGrade 6 (Sufficient)")
    assert "another source, not one of the three published texts" in words
    assert "article 104" in words


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["c"], "Grade 8"),
        (["8"], "Grade 8"),
        (["--points", "8"], "Grade 5"),
        (["60.5"], "Grade 6"),
        (["90,5"], "The published table has no band"),
    ],
)
def test_a_mark_is_a_letter_a_grade_or_points(
    person: Ask, arguments: list[str], begins: str
) -> None:
    assert person("grade", *arguments).startswith(begins)


def test_a_person_asks_for_the_grant_by_train(person: Ask) -> None:
    words = person("estimate", "--days", "20", "--green", "--travel-days", "2")
    assert words.startswith("1,330 EUR for 20 days: Short-term PhD mobility")
    assert "- 14 days × 70 EUR: 980 EUR" in words
    assert "Not certain" in words
    assert "undated" in words
    latin = person("estimate", "--days", "20", "--green", "--language", "sr-Latn")
    assert latin.startswith("1.330 EUR za 20 dana")


def test_a_person_checks_facts_as_name_and_value(person: Ask) -> None:
    words = person("check", "study", "role=student", "cycle=bachelor", "year=1")
    assert words.startswith("No, under the published rules: Study mobility.")
    assert "Enrol in the 2nd year" in words
    asked = person("check", "study", "role=student", "registered=da", "year=?")
    assert "- cycle: which study cycle you are in" in asked
    assert "registered:" not in asked


@pytest.mark.parametrize(
    "fact", ["year", "age=3", "year=zero", "duration=long", "registered=maybe"]
)
def test_a_fact_that_cannot_be_used_is_told(person: Ask, fact: str) -> None:
    assert person("check", "study", fact, status=2).strip()


def test_a_person_asks_for_deadlines(person: Ask) -> None:
    words = person("deadlines", "2026-10-01")
    assert words.startswith("24 September 2026: the coordinators' proposal")
    assert "28 September 2026: the documents" in words
    assert "YYYY-MM-DD" in person("deadlines", "1.10.2026", status=2)


def test_an_amount_that_nobody_publishes_is_no_number(person: Ask) -> None:
    assert "scholarship overview" in person(
        "estimate", "--programme", "study", "--days", "90", status=2
    )


@pytest.mark.parametrize("tag", ["en", "sr-Latn", "sr-Cyrl"])
def test_a_programme_is_explained_with_numbers_facts_and_sources(person: Ask, tag: str) -> None:
    words = person("explain", "short_phd", "--language", tag)
    assert "1. " in words
    assert "5. " in words
    assert "short_stay.maximum_days = 30 (day, ub-outgoing/short-term-phd, 2026-11-22)" in words
    assert "ub-outgoing/maximum-duration" in words
    assert "duration, used" in words
    assert words.count("[ub-outgoing/short-term-phd]") == 2


def test_without_a_day_it_is_today_in_belgrade(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", "2026-10-01"]) == 0
    assert capsys.readouterr().out.startswith("24 September 2026")
    now = datetime.now(UTC).date()
    assert now <= today() <= now + timedelta(days=1)
