"""What a short stay is paid: the parts of the grant, what is certain of them, and what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.condition import Numbers
from rules.estimate_lines import (
    EstimateLine,
    certain_lines,
    rate_set_name,
    source_of,
    uncertain_lines,
)
from rules.estimate_request import CheckedRequest, EstimateRequest, checked
from rules.institutions import Institution
from rules.not_modelled import BUDGET
from rules.programme import Programme
from rules.rates import RateSet, rate_set
from rules.staleness import stale_note
from rules.verdict import Note

CURRENCY = "EUR"
_ORDER = ("daily_support", "green_travel", "travel_days", "fewer_opportunities", "travel_grant")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a stay is paid under a set of rates.

    Attributes:
        currency: ISO 4217.
        total: the sum of the certain lines.
        lines: daily support first, one line per rate.
        notes: what to know about the amounts.
        rates: the set of rates.
        institution: whose rules these are.
        programme: the programme whose stay is paid.
    """

    currency: str
    total: Decimal
    lines: tuple[EstimateLine, ...]
    notes: tuple[Note, ...]
    rates: str
    institution: str
    programme: Programme


def estimate(
    asked: EstimateRequest,
    programmes: Mapping[str, Programme],
    institution: Institution,
    numbers: Numbers,
    on: date,
    *,
    stay: date | None = None,
) -> Estimate:
    """Return the parts of the grant, of a stay on a day by the call of its year.

    Raises:
        NoPublishedRateError: no source publishes the amounts of this programme.
        FactError: something in the request is of a wrong type or out of range.
    """
    request = checked(asked, programmes, institution, numbers, stay)
    rates = rate_set(request.rates, numbers)
    certain = list(certain_lines(request, rates))
    total = sum((line.amount for line in certain if line.amount is not None), Decimal(0))
    lines = [*certain, *uncertain_lines(request, rates, total)]
    lines.sort(key=lambda line: _ORDER.index(line.item))
    notes = (*_ended(rates, numbers, stay or on), *_notes(request, rates, numbers, on))
    return Estimate(
        CURRENCY, total, tuple(lines), notes, rates.name, institution.id, request.programme
    )


def _ended(rates: RateSet, numbers: Numbers, day: date) -> Iterator[Note]:
    """Yield that a call has ended before the day of the stay."""
    end = numbers[f"rates.{rates.name}.first_tier"].valid_until
    if end is not None and day > end:
        yield Note("rules.estimate.note.ended", {"date": end}, source=rates.source)


def _notes(request: CheckedRequest, rates: RateSet, numbers: Numbers, on: date) -> Iterator[Note]:
    source = source_of(request, rates)
    if rates.outside:
        named = {"rates": rate_set_name(rates.name)}
        yield Note("rules.estimate.note.outside", named, source=source)
    elif not rates.dated:
        yield Note("rules.estimate.note.undated", source=source)
    if request.fewer_opportunities and "fewer_opportunities" not in rates.adds:
        yield Note("rules.estimate.own_call.no_top_up", source=source)
    for one in request.programme.left_to_people:
        if one.id == BUDGET:
            yield Note("rules.estimate.note.budget", source=one.source)
    if request.distance_km is not None:
        if not rates.travel_grant:
            wording = "distance_no_grant" if rates.outside else "distance_not_published"
            yield Note(f"rules.estimate.note.{wording}", source=source)
        elif rates.band(request.distance_km) is None:
            shortest = {"distance": rates.travel_grant[0].from_km}
            yield Note("rules.estimate.note.distance_too_short", shortest, source=source)
    stale = stale_note(
        [numbers[name] for name in _parameters(request.programme, rates, numbers)], on
    )
    if stale is not None:
        yield stale


def _parameters(programme: Programme, rates: RateSet, numbers: Numbers) -> list[str]:
    own = [name for name in numbers if name.startswith(f"rates.{rates.name}.")]
    limits = [name for name in programme.bounds("duration") if name is not None]
    return [*limits, *own]
