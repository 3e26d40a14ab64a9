"""What an estimate is asked for, and whether it can be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from locales import Text
from rules.condition import Numbers
from rules.error import NoPublishedRateError, fact_error
from rules.facts import MOST, unknown_programme
from rules.institutions import Institution
from rules.programme import SHORT_KINDS, Programme
from rules.rates import RateSet, call_of, published_by, rate_set, rate_sets
from rules.reading import read_choice, read_truth, read_whole

FARTHEST_KM = 20_038  # half the way round the earth


@dataclass(frozen=True, slots=True)
class EstimateRequest:
    """What an estimate is made for.

    Attributes:
        days: days of the physical stay, without travel days.
        programme: one whose amounts are published; None for the first of them.
        green_travel: by train, bus or the like, for the main part of the way.
        travel_days: days on the way for which support is applied for.
        fewer_opportunities: the participant has fewer opportunities.
        rates: the set of rates; None for what the institution prints, else the first call.
        distance_km: one way, in whole kilometres.
    """

    days: int | None
    programme: str | None = None
    green_travel: bool = False
    travel_days: int = 0
    fewer_opportunities: bool = False
    rates: str | None = None
    distance_km: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A request of which everything is known to be usable.

    Attributes:
        days: days of the physical stay, without travel days.
        programme: the programme whose stay is paid.
        green_travel: by train, bus or the like, for the main part of the way.
        travel_days: days on the way for which support is applied for.
        fewer_opportunities: the participant has fewer opportunities.
        rates: the set of rates.
        distance_km: one way, in whole kilometres.
    """

    days: int
    programme: Programme
    green_travel: bool
    travel_days: int
    fewer_opportunities: bool
    rates: str
    distance_km: int | None


def paid_programme(programmes: Mapping[str, Programme]) -> str | None:
    """Return the programme that an estimate is made for where none is named; None for none."""
    paid = (one.name for one in programmes.values() if one.paid_by_day)
    return next(paid, next(iter(programmes), None))


def _default_rates(
    sets: Sequence[str], institution: Institution, numbers: Numbers, stay: date | None
) -> str:
    """Return what the institution prints, else its call that holds on the day of the stay.

    That is the newest of the stay's year or before, else the next one; those that have ended are
    left out. Where no day is told or none holds, its newest; where it has none, the newest of all.
    """
    printed = published_by(institution.id)
    own = [name for name in sets if not rate_set(name, numbers).outside]
    if printed in sets or not sets:
        return printed
    if stay is None or not own:
        return (own or sets)[-1]
    ends = {name: numbers[f"rates.{name}.first_tier"].valid_until for name in own}
    open_then = [name for name in own if (ends[name] or date.max) >= stay] or own[-1:]
    begun = [name for name in open_then if name <= call_of(stay.year)]
    return begun[-1] if begun else open_then[0]


def rates_told(institution: Institution, numbers: Numbers, named: object = None) -> RateSet | None:
    """Return the rates of an estimate that names some or none; None where there are none."""
    sets = rate_sets(numbers)
    if not sets:
        return None
    given = named if isinstance(named, str) and named in sets else None
    return rate_set(given or _default_rates(sets, institution, numbers, None), numbers)


def checked(
    request: EstimateRequest,
    programmes: Mapping[str, Programme],
    institution: Institution,
    numbers: Numbers,
    stay: date | None = None,
) -> CheckedRequest:
    """Return the request with whole numbers, once everything in it is known to be usable.

    Raises:
        NoPublishedRateError: no source publishes the amounts of this programme.
        FactError: something is of a wrong type or out of range.
    """
    name = request.programme or paid_programme(programmes)
    if not isinstance(name, str) or name not in programmes:
        raise unknown_programme(name, programmes)
    programme = programmes[name]
    sets = rate_sets(numbers)
    given = request.rates or _default_rates(sets, institution, numbers, stay)
    if request.rates is not None and sets:
        read_choice("rates", request.rates, sets)
    if not programme.paid_by_day or not sets:
        kind = "short_stay" if programme.kind in SHORT_KINDS else programme.kind.value
        raise NoPublishedRateError(
            Text(
                f"rules.no_published_rate.{kind}",
                {"programme": programme.title, **institution.named},
            ),
            programme.source,
        )
    rates = read_choice("rates", given, sets)
    if request.days is None:
        raise fact_error("missing_key", "days")
    green = read_truth("green_travel", request.green_travel)
    most = rate_set(rates, numbers).most_travel_days(green=green)
    least, longest = programme.bounds("duration")
    distance = request.distance_km
    if distance is not None:
        distance = read_whole("distance_km", distance, least=0, most=FARTHEST_KM)
    return CheckedRequest(
        days=read_whole(
            "days",
            request.days,
            least=1 if least is None else numbers.days(least),
            most=MOST if longest is None else numbers.days(longest),
        ),
        programme=programme,
        green_travel=green,
        travel_days=read_whole("travel_days", request.travel_days, least=0, most=most),
        fewer_opportunities=read_truth("fewer_opportunities", request.fewer_opportunities),
        rates=rates,
        distance_km=distance,
    )
