"""Counting days, and holding lengths against programmes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import Locale, render
from rules import (
    DateRange,
    Days,
    Duration,
    FactError,
    Fits,
    Months,
    Rulebook,
    Semesters,
)
from rules.duration import calendar_days, days_by_360, long_stay, short_stay
from rules.facts import parse_fact, parse_facts
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY
from tests.unit.rules.facts_to_try import cycles, durations, roles

DAY = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "by_360", "by_calendar"),
    [
        ("2023-01-01", "2023-04-15", 105, 105),
        ("2025-09-15", "2025-10-14", 30, 30),
        ("2025-09-15", "2026-01-31", 136, 139),
        ("2026-02-16", "2026-06-30", 135, 135),
        ("2026-02-01", "2026-03-31", 60, 59),
        ("2026-01-01", "2026-02-28", 58, 59),
        ("2025-10-01", "2026-09-30", 360, 365),
    ],
)
def test_dates_count_as_the_commission_counts_them(
    first: str, last: str, by_360: int, by_calendar: int
) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    assert days_by_360(begin, end) == by_360
    assert calendar_days(begin, end) == by_calendar


def test_the_31st_counts_as_the_30th_on_both_ends() -> None:
    assert days_by_360(date(2026, 1, 31), date(2026, 1, 31)) == 1
    assert days_by_360(date(2026, 1, 30), date(2026, 1, 31)) == 1
    assert days_by_360(date(2026, 1, 31), date(2026, 3, 31)) == 61


@given(DAY, DAY)
def test_a_stay_is_at_least_a_day_and_no_longer_by_360_than_months_allow(
    one: date, other: date
) -> None:
    first, last = sorted((one, other))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    assert 1 <= days_by_360(first, last) <= months * 30


@given(DAY, DAY)
def test_a_later_last_day_never_counts_less(one: date, other: date) -> None:
    first, last = sorted((one, other))
    later = date.fromordinal(last.toordinal() + 1)
    assert days_by_360(first, later) >= days_by_360(first, last)
    assert calendar_days(first, later) == calendar_days(first, last) + 1


def test_months_have_30_days_and_semesters_no_length() -> None:
    assert long_stay(Months(5, 10)) == (160, 0)
    assert short_stay(Months(1)) == (30, 0)
    assert long_stay(Days(12)) == (12, 0)
    assert long_stay(Semesters(2)) == (0, 2)
    span = DateRange(date(2026, 1, 1), date(2026, 2, 28))
    assert (long_stay(span), short_stay(span)) == ((58, 0), (59, 0))


def fits(rulebook: Rulebook, duration: Duration, role: str = "", cycle: str = "") -> Fits:
    return rulebook.durations(duration, role=role or None, cycle=cycle or None, on=TODAY)


def outcomes(found: Fits) -> dict[str, str]:
    return {fit.programme: fit.outcome for fit in found.fits}


def test_45_days_fit_nothing_for_a_doctoral_student_and_both_neighbours_are_named(
    rulebook: Rulebook,
) -> None:
    found = fits(rulebook, Days(45), "student", "doctoral")
    assert set(outcomes(found).values()) == {"no"}
    assert found.nearest is not None
    assert found.nearest.shorter is not None
    assert found.nearest.longer is not None
    assert found.nearest.shorter.stay == (30, 0)
    assert found.nearest.shorter.programmes == ("short_phd", "bip")
    assert found.nearest.longer.stay == (60, 0)
    assert found.nearest.longer.programmes == ("study", "traineeship")
    assert (found.days, found.months) == (45, Decimal("1.50"))


def test_a_cycle_without_a_role_means_a_student(rulebook: Rulebook) -> None:
    assert fits(rulebook, Days(20), cycle="doctoral") == fits(
        rulebook, Days(20), "student", "doctoral"
    )


@pytest.mark.parametrize(
    ("role", "cycle", "programmes"),
    [
        ("student", "bachelor", ["study", "bip", "traineeship"]),
        ("student", "integrated", ["study", "bip", "traineeship"]),
        ("student", "doctoral", ["study", "short_phd", "bip", "traineeship"]),
        ("student", "", ["study", "short_phd", "bip", "traineeship"]),
        ("graduate", "", ["traineeship"]),
        ("graduate", "doctoral", ["traineeship"]),
        ("teacher", "", ["teaching", "training"]),
        ("assistant", "", ["teaching", "training"]),
        ("researcher", "", ["teaching", "training"]),
        ("administrative", "master", ["training"]),
        ("", "", ["study", "short_phd", "bip", "traineeship", "teaching", "training"]),
    ],
)
def test_only_programmes_that_are_open_to_somebody_are_held_against_a_length(
    rulebook: Rulebook, role: str, cycle: str, programmes: list[str]
) -> None:
    assert list(outcomes(fits(rulebook, Days(20), role, cycle))) == programmes


@pytest.mark.parametrize(
    ("duration", "cycle", "study"),
    [
        (Days(59), "bachelor", "no"),
        (Days(60), "bachelor", "depends"),
        (Days(60), "doctoral", "yes"),
        (Days(60), "", "depends"),
        (Days(59), "", "no"),
        (Months(12), "doctoral", "yes"),
        (Days(361), "doctoral", "no"),
        (Days(361), "integrated", "depends"),
        (Days(361), "", "depends"),
        (Semesters(1), "", "yes"),
        (Semesters(2), "bachelor", "yes"),
        (Semesters(3), "bachelor", "no"),
        (Semesters(3), "integrated", "depends"),
        (Semesters(3), "", "depends"),
    ],
)
def test_study_takes_lengths_by_cycle(
    rulebook: Rulebook, duration: Duration, cycle: str, study: str
) -> None:
    assert outcomes(fits(rulebook, duration, "student", cycle))["study"] == study


def test_semesters_have_no_days(rulebook: Rulebook) -> None:
    found = fits(rulebook, Semesters(1), "student", "master")
    assert (found.days, found.months) == (None, None)
    assert outcomes(found) == {"study": "yes", "bip": "no", "traineeship": "depends"}


def test_dates_are_told_by_the_calendar_and_judged_by_each_programmes_own_rule(
    rulebook: Rulebook,
) -> None:
    found = fits(rulebook, DateRange(date(2026, 2, 1), date(2026, 3, 31)), "student", "doctoral")
    assert (found.days, found.months) == (59, Decimal("1.97"))
    assert outcomes(found)["study"] == "yes"


def test_a_year_and_a_half_points_back_to_what_a_cycle_allows(rulebook: Rulebook) -> None:
    found = fits(rulebook, Months(18), "student", "master")
    assert found.nearest is not None
    assert found.nearest.longer is None
    assert found.nearest.shorter is not None
    assert found.nearest.shorter.stay == (360, 0)


def test_a_summer_that_misses_two_months_by_the_360_day_rule_is_pointed_to_them(
    rulebook: Rulebook,
) -> None:
    # 60 days by the calendar, 59 by the rule that study and traineeship count by.
    found = fits(rulebook, DateRange(date(2026, 7, 1), date(2026, 8, 29)), "student", "doctoral")
    assert set(outcomes(found).values()) == {"no"}
    assert found.days == 60
    assert found.nearest is not None
    assert found.nearest.longer is not None
    assert found.nearest.longer.stay == (60, 0)
    assert found.nearest.longer.programmes == ("study", "traineeship")


def test_the_nearest_lengths_are_told_in_words(rulebook: Rulebook) -> None:
    both = fits(rulebook, Days(45), "student", "doctoral").nearest
    shorter = fits(rulebook, Semesters(1), "teacher").nearest
    longer = fits(rulebook, Days(1), "teacher").nearest
    staff = "staff mobility for teaching (STA) and staff mobility for training (STT)"
    assert [render(each.text, Locale.EN) for each in (both, shorter, longer) if each] == [
        (
            "The nearest possible is at most 30 days (short-term PhD mobility and BIP) or "
            "at least 2 months (study mobility and traineeship)."
        ),
        f"The longest possible is 60 days: {staff}.",
        f"The shortest possible is 2 days: {staff}.",
    ]


def test_three_semesters_point_back_to_two(rulebook: Rulebook) -> None:
    nearest = fits(rulebook, Semesters(3), "student", "master").nearest
    assert nearest is not None
    assert nearest.shorter is not None
    assert nearest.shorter.stay == (0, 2)


def test_a_semester_points_staff_back_to_the_longest_staff_stay(rulebook: Rulebook) -> None:
    nearest = fits(rulebook, Semesters(1), "teacher").nearest
    assert nearest is not None
    assert nearest.shorter is not None
    assert nearest.shorter.stay == (60, 0)


def test_a_single_day_points_forward_only(rulebook: Rulebook) -> None:
    nearest = fits(rulebook, Days(1), "teacher").nearest
    assert nearest is not None
    assert nearest.shorter is None
    assert nearest.longer is not None
    assert nearest.longer.stay == (2, 0)


def test_a_role_that_does_not_exist_is_told(rulebook: Rulebook) -> None:
    with pytest.raises(FactError) as caught:
        rulebook.durations(Days(5), role="dean", on=TODAY)
    assert (caught.value.code, caught.value.field) == ("not_allowed", "role")


# Somebody of whom nothing but the length can decide.
PERSON: Mapping[str, Any] = {
    "registered": True,
    "degree_programme": True,
    "year": 2,
    "used": {"days": 0},
    "covers_term": "unknown",
    "virtual_part": True,
    "ects": 3,
    "through_faculty": True,
    "applied_while_enrolled": True,
    "within_year": True,
    "before_project_end": True,
    "contract": True,
    "hours": 8,
}
AS_FIT = {"eligible": "yes", "depends": "depends", "not_eligible": "no"}


@settings(max_examples=200, deadline=None)
@given(durations, st.sampled_from(("bachelor", "master", "doctoral", "integrated")))
def test_a_length_fits_a_student_exactly_as_a_check_with_all_else_in_order(
    duration: Mapping[str, Any], cycle: str
) -> None:
    facts = parse_facts(
        {**PERSON, "role": "student", "cycle": cycle, "mobility_cycle": cycle, "duration": duration}
    )
    given_duration = parse_fact("duration", duration)
    assert isinstance(given_duration, Days | Months | Semesters | DateRange)
    for fit in RULEBOOK.durations(given_duration, role="student", cycle=cycle, on=TODAY).fits:
        assert fit.outcome == AS_FIT[RULEBOOK.check(fit.programme, facts, on=TODAY).outcome]


@settings(max_examples=100, deadline=None)
@given(durations, st.sampled_from(("researcher", "administrative", "graduate")))
def test_a_length_fits_others_exactly_as_a_check_with_all_else_in_order(
    duration: Mapping[str, Any], role: str
) -> None:
    facts = parse_facts({**PERSON, "role": role, "duration": duration})
    given_duration = parse_fact("duration", duration)
    assert isinstance(given_duration, Days | Months | Semesters | DateRange)
    for fit in RULEBOOK.durations(given_duration, role=role, on=TODAY).fits:
        assert fit.outcome == AS_FIT[RULEBOOK.check(fit.programme, facts, on=TODAY).outcome]


@settings(max_examples=150, deadline=None)
@given(durations, roles, cycles)
def test_leaving_out_who_goes_only_opens_an_answer_never_turns_it(
    duration: Mapping[str, Any], role: str | None, cycle: str | None
) -> None:
    given_duration = parse_fact("duration", duration)
    assert isinstance(given_duration, Days | Months | Semesters | DateRange)
    known = outcomes(RULEBOOK.durations(given_duration, role=role, cycle=cycle, on=TODAY))
    anybody = outcomes(RULEBOOK.durations(given_duration, on=TODAY))
    assert all(anybody[name] in (outcome, "depends") for name, outcome in known.items())
