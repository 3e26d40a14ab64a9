"""The lines of a grant: what the chosen rates settle, and what they leave open."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from locales import Text, Value
from rules.estimate_request import CheckedRequest
from rules.rates import RateSet
from rules.wording import days, money


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One part of a grant.

    Attributes:
        item: `daily_support`, `green_travel`, `travel_days`, `fewer_opportunities` or
            `travel_grant`.
        amount: EUR; None where it is not certain.
        certain: whether the chosen rates settle it; only then it is in the total.
        quantity: how many times the rate is paid.
        rate: EUR each; None where it is not one rate, or not known.
        text: what it is, without the amount.
        source: the section it rests on, `document/section`.
        amount_range: for an uncertain part that can be computed both ways: the least and the most
            that the whole total is with it, other uncertain parts left out.
    """

    item: str
    amount: Decimal | None
    certain: bool
    quantity: int
    rate: Decimal | None
    text: Text
    source: str
    amount_range: tuple[Decimal, Decimal] | None = None


def source_of(request: CheckedRequest, rates: RateSet) -> str:
    """Return where the rates stand: what an institution prints, in the programme's own section."""
    return rates.source if rates.dated else request.programme.source


def rate_set_name(name: str) -> Text:
    """Return a set of rates of a call, as people call it: "call 2023"."""
    return Text("rules.rates.call", {"year": name.removeprefix("call-")})


def _worded(rates: RateSet, text: Text) -> Text:
    """Return a line in words; rates from outside the institutions' texts say so in each."""
    if not rates.outside:
        return text
    return Text("rules.estimate.outside", {"line": text, "rates": rate_set_name(rates.name)})


def certain_lines(request: CheckedRequest, rates: RateSet) -> Iterator[EstimateLine]:
    """Yield what the rates settle. The request is checked."""
    source = source_of(request, rates)
    stay, travel = request.days, request.travel_days

    def paid(item: str, quantity: int, rate: Decimal, text: Text) -> EstimateLine:
        return EstimateLine(
            item, quantity * rate, True, quantity, rate, _worded(rates, text), source
        )

    def by_day(wording: str, quantity: int, rate: Decimal) -> Text:
        return Text(f"rules.estimate.{wording}", {"days": days(quantity), "rate": money(rate)})

    first = min(stay, rates.first_tier_days)
    rest = stay - first
    yield paid("daily_support", first, rates.first_tier, by_day("daily", first, rates.first_tier))
    if rest:
        text = by_day("daily", rest, rates.second_tier)
        yield paid("daily_support", rest, rates.second_tier, text)
    if request.green_travel and rates.green_travel is not None and _green_settled(request, rates):
        yield paid("green_travel", 1, rates.green_travel, Text("rules.estimate.green"))
    if travel and _travel_days_settled(request, rates):
        text = by_day("travel_days", travel, rates.first_tier)
        yield paid("travel_days", travel, rates.first_tier, text)
    if request.fewer_opportunities and rates.fewer_opportunities is not None:
        amount = rates.fewer_opportunities.amount(stay)
        yield paid("fewer_opportunities", 1, amount, Text("rules.estimate.fewer_opportunities"))
    if request.distance_km is not None and (band := rates.band(request.distance_km)) is not None:
        wording = "travel_grant_green" if request.green_travel else "travel_grant"
        amount = band.green if request.green_travel else band.standard
        text = Text(f"rules.estimate.{wording}", {"distance": request.distance_km})
        yield paid("travel_grant", 1, amount, text)


def uncertain_lines(
    request: CheckedRequest, rates: RateSet, total: Decimal
) -> Iterator[EstimateLine]:
    """Yield what the rates leave open; `total` is the sum of the certain lines."""
    source = source_of(request, rates)

    def left_open(item: str, rate: Decimal | None, wording: str, **values: Value) -> EstimateLine:
        text = Text(f"rules.estimate.{wording}", values)
        return EstimateLine(item, None, False, 1, rate, _worded(rates, text), source)

    fewer = request.fewer_opportunities and "fewer_opportunities" in rates.adds
    green = rates.green_travel if request.green_travel else None
    if green is not None and not _green_settled(request, rates):
        yield left_open("green_travel", green, "green_open", amount=money(green))
    if request.travel_days and not _travel_days_settled(request, rates):
        yield _travel_days_both_ways(request, rates, total)
    if fewer and rates.fewer_opportunities is None:
        yield left_open("fewer_opportunities", None, "fewer_opportunities_open")
    if rates.travel_grant and request.distance_km is None:
        yield left_open("travel_grant", None, "travel_grant_open")
    if fewer and rates.outside and not rates.travel_grant:
        yield left_open("travel_grant", None, "travel_grant_fewer")


def _green_settled(request: CheckedRequest, rates: RateSet) -> bool:
    """Tell whether it is paid: under the calls of 2021 to 2023, only without a travel grant."""
    fewer = request.fewer_opportunities and "fewer_opportunities" in rates.adds
    return not (rates.outside and fewer)


def _travel_days_settled(request: CheckedRequest, rates: RateSet) -> bool:
    """Return a call's first rate covers its first days.

    What an institution prints gives no rate at all.
    """
    together = request.days + request.travel_days
    return rates.dated and together <= rates.first_tier_days


def _travel_days_both_ways(request: CheckedRequest, rates: RateSet, total: Decimal) -> EstimateLine:
    """Return travel days at the first rate, or stacked after the stay: no source settles which."""
    stay, travel = request.days, request.travel_days
    at_first_rate = travel * rates.first_tier
    stacked = rates.daily_support(stay + travel) - rates.daily_support(stay)
    least, most = sorted((total + at_first_rate, total + stacked))
    same = least == most
    values: dict[str, Value] = {
        "days": days(travel),
        "rate": money(rates.first_tier),
        "least": money(least),
        "most": money(most),
    }
    wording = "travel_days_open" if same else "travel_days_range"
    if not same and request.programme.institution.added:
        # Of whom to ask, a call of a pack says nothing.
        wording = "travel_days_range_alone"
    return EstimateLine(
        item="travel_days",
        amount=None,
        certain=False,
        quantity=travel,
        rate=rates.first_tier if same else None,
        text=_worded(rates, Text(f"rules.estimate.{wording}", values)),
        source=source_of(request, rates),
        amount_range=(least, most),
    )
