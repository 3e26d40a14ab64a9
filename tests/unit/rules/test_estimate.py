"""What a stay is paid: the parts of domain tables, what is certain, and what is not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import (
    Estimate,
    EstimateLine,
    EstimateRequest,
    FactError,
    NoPublishedRate,
    Rulebook,
)
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY

EARLY, MIDDLE, LATE = ("call-2021", "call-2022"), ("call-2023",), ("call-2024", "call-2025")
CALLS = (*EARLY, *MIDDLE, *LATE)
SETS = ("ub-published", *CALLS)


def estimate(days: int, **more: Any) -> Estimate:
    return RULEBOOK.estimate(EstimateRequest(days=days, **more), on=TODAY)


def line(found: Estimate, item: str) -> EstimateLine:
    lines = [one for one in found.lines if one.item == item]
    assert len(lines) == 1
    return lines[0]


def items(found: Estimate) -> list[str]:
    return [one.item for one in found.lines]


@pytest.mark.parametrize(
    ("days", "seventy", "seventy_nine"),
    [
        (5, 350, 395),
        (7, 490, 553),
        (10, 700, 790),
        (14, 980, 1106),
        (15, 1030, 1162),
        (20, 1280, 1442),
        (30, 1780, 2002),
    ],
)
def test_daily_support_is_as_published(days: int, seventy: int, seventy_nine: int) -> None:
    for rates in ("ub-published", *EARLY):
        assert estimate(days, rates=rates).total == seventy
    for rates in (*MIDDLE, *LATE):
        assert estimate(days, rates=rates).total == seventy_nine


def test_20_days_by_train_are_1330_in_three_parts() -> None:
    found = estimate(20, green_travel=True)
    assert found.total == Decimal(1330)
    assert [(one.item, one.quantity, one.rate, one.amount) for one in found.lines] == [
        ("daily_support", 14, Decimal(70), Decimal(980)),
        ("daily_support", 6, Decimal(50), Decimal(300)),
        ("green_travel", 1, Decimal(50), Decimal(50)),
    ]


def test_a_bip_is_paid_the_same_and_names_its_own_section() -> None:
    bip, phd = estimate(20, programme="bip"), estimate(20)
    assert bip.total == phd.total
    assert {one.source for one in bip.lines} == {"ub-outgoing/bip"}
    assert {one.source for one in phd.lines} == {"ub-outgoing/short-term-phd"}


# --- travel days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "travel_days", "least", "most"),
    [(14, 2, 1080, 1120), (20, 4, 1480, 1560), (30, 4, 1980, 2060), (10, 2, 840, 840)],
)
def test_travel_days_are_never_certain_under_what_the_university_publishes(
    days: int, travel_days: int, least: int, most: int
) -> None:
    found = estimate(days, travel_days=travel_days)
    travel = line(found, "travel_days")
    assert (travel.certain, travel.amount) == (False, None)
    assert travel.amount_range == (Decimal(least), Decimal(most))
    assert found.total == estimate(days).total


def test_the_range_of_travel_days_holds_the_green_money_too() -> None:
    found = estimate(20, travel_days=4, green_travel=True)
    assert line(found, "travel_days").amount_range == (Decimal(1530), Decimal(1610))


@pytest.mark.parametrize("rates", CALLS)
def test_travel_days_within_the_first_days_are_certain_under_a_call(rates: str) -> None:
    found = estimate(12, travel_days=2, rates=rates)
    travel = line(found, "travel_days")
    assert travel.certain
    assert travel.amount == 2 * (travel.rate or 0)
    assert found.total == estimate(12, rates=rates).total + (travel.amount or 0)


@pytest.mark.parametrize("rates", CALLS)
def test_travel_days_past_the_first_days_are_told_both_ways(rates: str) -> None:
    found = estimate(13, travel_days=2, rates=rates)
    travel = line(found, "travel_days")
    base = estimate(13, rates=rates).total
    first, second = estimate(14, rates=rates).total - base, Decimal(50 if rates in EARLY else 56)
    assert travel.amount is None
    assert travel.rate is None
    assert travel.amount_range == (base + first + second, base + 2 * first)


@pytest.mark.parametrize(
    ("rates", "green", "most"),
    [
        ("ub-published", False, 4),
        ("ub-published", True, 4),
        ("call-2021", False, 2),
        ("call-2023", True, 4),
        ("call-2024", False, 2),
        ("call-2024", True, 6),
        ("call-2025", True, 6),
    ],
)
def test_more_travel_days_than_can_be_paid_are_refused(
    rates: str, most: int, *, green: bool
) -> None:
    estimate(10, travel_days=most, rates=rates, green_travel=green)
    with pytest.raises(FactError) as caught:
        estimate(10, travel_days=most + 1, rates=rates, green_travel=green)
    assert caught.value.field == "travel_days"
    assert str(most) in caught.value.message


# --- fewer opportunities, green travel, travel grant ----------------------------------------------


def test_the_university_promises_an_addition_without_an_amount() -> None:
    found = estimate(20, fewer_opportunities=True)
    addition = line(found, "fewer_opportunities")
    assert (addition.certain, addition.amount, addition.amount_range) == (False, None, None)
    assert found.total == estimate(20).total


@pytest.mark.parametrize("rates", CALLS)
@pytest.mark.parametrize(("days", "amount"), [(5, 100), (14, 100), (15, 150), (30, 150)])
def test_a_call_names_the_addition_by_length(rates: str, days: int, amount: int) -> None:
    found = estimate(days, fewer_opportunities=True, rates=rates)
    assert line(found, "fewer_opportunities").amount == amount
    assert found.total == estimate(days, rates=rates).total + amount


@pytest.mark.parametrize("rates", ["ub-published", *EARLY, *MIDDLE])
def test_green_travel_is_50_once(rates: str) -> None:
    found = estimate(10, green_travel=True, rates=rates)
    assert line(found, "green_travel").amount == 50
    assert found.total == estimate(10, rates=rates).total + 50


@pytest.mark.parametrize("rates", [*EARLY, *MIDDLE])
def test_with_fewer_opportunities_the_travel_grant_and_the_green_50_are_open_until_2023(
    rates: str,
) -> None:
    found = estimate(10, green_travel=True, fewer_opportunities=True, rates=rates)
    for item in ("green_travel", "travel_grant"):
        assert (line(found, item).certain, line(found, item).amount) == (False, None)
    assert found.total == estimate(10, rates=rates).total + 100


@pytest.mark.parametrize("rates", LATE)
def test_from_2024_green_travel_is_no_money_of_its_own(rates: str) -> None:
    found = estimate(10, green_travel=True, rates=rates)
    assert "green_travel" not in items(found)
    assert (line(found, "travel_grant").certain, line(found, "travel_grant").amount) == (
        False,
        None,
    )
    assert found.total == 790


@pytest.mark.parametrize("rates", LATE)
@pytest.mark.parametrize(
    ("distance", "standard", "green"),
    [
        (10, 28, 56),
        (99, 28, 56),
        (100, 211, 285),
        (499, 211, 285),
        (500, 309, 417),
        (1999, 309, 417),
        (2000, 395, 535),
        (2999, 395, 535),
        (3000, 580, 785),
        (3999, 580, 785),
        (4000, 1188, 1188),
        (7999, 1188, 1188),
        (8000, 1735, 1735),
        (20000, 1735, 1735),
    ],
)
def test_from_2024_the_distance_gives_the_travel_grant(
    rates: str, distance: int, standard: int, green: int
) -> None:
    plain = estimate(10, rates=rates, distance_km=distance)
    by_train = estimate(10, rates=rates, distance_km=distance, green_travel=True)
    assert line(plain, "travel_grant").amount == standard
    assert line(by_train, "travel_grant").amount == green
    assert (plain.total, by_train.total) == (790 + standard, 790 + green)


@pytest.mark.parametrize("distance", [0, 9])
def test_under_ten_kilometres_there_is_no_travel_grant(distance: int) -> None:
    found = estimate(10, rates="call-2024", distance_km=distance)
    assert "travel_grant" not in items(found)
    assert [note.id for note in found.notes if "distance" in note.id] == [
        "rules.estimate.note.distance_too_short"
    ]


@pytest.mark.parametrize("rates", ["ub-published", *EARLY, *MIDDLE])
def test_before_2024_the_distance_adds_nothing_and_a_note_says_so(rates: str) -> None:
    found = estimate(10, rates=rates, distance_km=850)
    assert found.lines == estimate(10, rates=rates).lines
    assert len([note for note in found.notes if "distance" in note.id]) == 1


# --- what cannot be answered ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "place", "section"),
    [
        ("study", "scholarship overview", "long-term-study"),
        ("traineeship", "scholarship overview", "traineeship"),
        ("teaching", "each call", "teaching-staff"),
        ("training", "each call", "administrative-staff"),
    ],
)
def test_an_amount_that_no_source_publishes_is_an_error_that_says_where_it_is(
    programme: str, place: str, section: str
) -> None:
    for days in (20, 4000):
        with pytest.raises(NoPublishedRate) as caught:
            estimate(days, programme=programme)
        assert caught.value.code == "no_published_rate"
        assert place in caught.value.message
        assert caught.value.source == f"ub-outgoing/{section}"
        assert not any(sign.isdigit() for sign in caught.value.message)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"days": 4}, "out_of_range", "days"),
        ({"days": 31}, "out_of_range", "days"),
        ({"days": -5}, "out_of_range", "days"),
        ({"days": 20.5}, "out_of_range", "days"),
        ({"days": 10**9}, "out_of_range", "days"),
        ({"days": "20"}, "wrong_type", "days"),
        ({"days": True}, "wrong_type", "days"),
        ({"days": None}, "missing_key", "days"),
        ({"travel_days": -1}, "out_of_range", "travel_days"),
        ({"travel_days": "2"}, "wrong_type", "travel_days"),
        ({"green_travel": 1}, "wrong_type", "green_travel"),
        ({"fewer_opportunities": "yes"}, "wrong_type", "fewer_opportunities"),
        ({"rates": "call-2020"}, "not_allowed", "rates"),
        ({"rates": 2024}, "wrong_type", "rates"),
        ({"programme": "erasmus"}, "unknown_programme", "programme"),
        ({"distance_km": -1, "rates": "call-2024"}, "out_of_range", "distance_km"),
        ({"distance_km": 10.5, "rates": "call-2024"}, "out_of_range", "distance_km"),
        ({"distance_km": float("inf"), "rates": "call-2024"}, "out_of_range", "distance_km"),
        ({"distance_km": 30_000, "rates": "call-2024"}, "out_of_range", "distance_km"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_field(
    more: Mapping[str, Any], code: str, field: str
) -> None:
    with pytest.raises(FactError) as caught:
        estimate(**{"days": 20, **more})
    assert (caught.value.code, caught.value.field) == (code, field)


def test_20_0_is_the_whole_number_20() -> None:
    days: Any = 20.0
    assert estimate(days) == estimate(20)


# --- of every estimate ------------------------------------------------------------------------

requests = st.builds(
    EstimateRequest,
    days=st.integers(5, 30),
    programme=st.sampled_from(("short_phd", "bip")),
    green_travel=st.booleans(),
    travel_days=st.integers(0, 2),
    fewer_opportunities=st.booleans(),
    rates=st.sampled_from(SETS),
    distance_km=st.none() | st.integers(0, 20_000),
)


@settings(max_examples=300, deadline=None)
@given(requests)
def test_the_total_is_the_sum_of_the_certain_lines(request: EstimateRequest) -> None:
    found = RULEBOOK.estimate(request, on=TODAY)
    assert found.total == sum(one.amount for one in found.lines if one.amount is not None)
    for one in found.lines:
        assert one.certain is (one.amount is not None)
        if one.amount is not None:
            assert one.amount == one.quantity * (one.rate or 0)
        if one.amount_range is not None:
            least, most = one.amount_range
            assert found.total < least <= most


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SETS), st.integers(5, 29), st.booleans(), st.booleans())
def test_more_days_never_give_less_money(rates: str, days: int, green: bool, fewer: bool) -> None:
    more = {"rates": rates, "green_travel": green, "fewer_opportunities": fewer}
    assert estimate(days + 1, **more).total > estimate(days, **more).total


@settings(max_examples=200, deadline=None)
@given(requests)
def test_amounts_from_outside_the_three_sources_say_so_in_every_line(
    request: EstimateRequest,
) -> None:
    found = RULEBOOK.estimate(request, on=TODAY)
    outside = request.rates != "ub-published"
    for one in found.lines:
        assert (one.text.id == "rules.estimate.outside") is outside
        assert one.source.startswith("erasmus-calls/" if outside else "ub-outgoing/")
    assert all(note.source for note in found.notes)


def test_after_twelve_months_an_estimate_still_comes_and_says_it_may_be_stale() -> None:
    request = EstimateRequest(days=20)
    fresh = RULEBOOK.estimate(request, on=TODAY)
    old = RULEBOOK.estimate(request, on=TODAY.replace(year=TODAY.year + 1))
    assert old.total == fresh.total
    assert [note.id for note in old.notes if note not in fresh.notes] == ["rules.note.stale"]


def test_the_rate_sets_are_those_of_the_parameters(rulebook: Rulebook) -> None:
    with pytest.raises(FactError) as caught:
        rulebook.estimate(EstimateRequest(days=20, rates="none"), on=TODAY)
    assert ", ".join(SETS) in caught.value.message
