"""Every field of an estimate, not its sum alone."""

from decimal import Decimal

import pytest

from locales import Locale, render
from rules import Estimate, EstimateLine, EstimateRequest, NoPublishedRate, Rulebook
from tests.unit.rules.conftest import TODAY


def estimate(rulebook: Rulebook, **request: object) -> Estimate:
    return rulebook.estimate(EstimateRequest(**request), on=TODAY)


def line(found: Estimate, item: str) -> EstimateLine:
    (one,) = [each for each in found.lines if each.item == item]
    return one


@pytest.mark.parametrize("rates", ["ub-published", "call-2022", "call-2025"])
def test_an_estimate_names_its_rates_and_currency(rulebook: Rulebook, rates: str) -> None:
    found = estimate(rulebook, days=20, rates=rates)
    assert (found.rates, found.currency) == (rates, "EUR")
    assert isinstance(found.total, Decimal)


def test_a_call_is_named_by_its_year_alone(rulebook: Rulebook) -> None:
    told = [render(note, Locale.EN) for note in estimate(rulebook, days=5, rates="call-2024").notes]
    assert any("2024" in words for words in told)
    assert not any("call-" in words for words in told)


def test_travel_days_that_cost_the_same_both_ways_have_a_rate(rulebook: Rulebook) -> None:
    same = line(estimate(rulebook, days=10, travel_days=2), "travel_days")
    assert (same.quantity, same.rate) == (
        2,
        rulebook.parameter("rates.ub-published.first_tier").value,
    )
    other = line(estimate(rulebook, days=20, travel_days=3), "travel_days")
    assert (other.quantity, other.rate) == (3, None)


def test_money_for_green_travel_that_stays_open_is_told_with_its_amount(rulebook: Rulebook) -> None:
    found = estimate(
        rulebook, days=20, rates="call-2022", green_travel=True, fewer_opportunities=True
    )
    green = line(found, "green_travel")
    amount = rulebook.parameter("rates.call-2022.green_travel").value
    assert (green.amount, green.quantity, green.rate) == (None, 1, amount)
    assert str(amount) in render(green.text, Locale.EN)
    without = estimate(rulebook, days=20, rates="call-2022", fewer_opportunities=True)
    assert "green_travel" not in [each.item for each in without.lines]
    assert "travel_grant" in [each.item for each in without.lines]


def test_without_fewer_opportunities_an_early_call_has_no_travel_grant(rulebook: Rulebook) -> None:
    found = estimate(rulebook, days=20, rates="call-2022")
    assert [each.item for each in found.lines] == ["daily_support", "daily_support"]


def test_a_distance_that_is_too_short_is_told_the_shortest_one(rulebook: Rulebook) -> None:
    found = estimate(rulebook, days=10, rates="call-2025", distance_km=3)
    assert any("10 km" in render(note, Locale.EN) for note in found.notes)


def test_what_is_not_published_names_the_section_that_says_so(rulebook: Rulebook) -> None:
    with pytest.raises(NoPublishedRate) as caught:
        estimate(rulebook, days=20, programme="study")
    assert caught.value.source.count("/") == 1


def test_every_condition_names_the_parameters_it_compares_with(rulebook: Rulebook) -> None:
    named = {name for one in rulebook.conditions("short_phd") for name in one.parameters}
    assert {"short_stay.minimum_days", "short_stay.maximum_days"} <= named
