"""For which cases an entry holds: the facts, and the lengths, that its answer presupposes.

"A traineeship below the minimum does not fit" is right for six weeks and wrong for three months.
What an entry declares is compared with a case here; numbers come from the rulebook by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from knowledge.figures import Figures, in_force
from rules.duration import MONTH, DateRange, Days, Months, Semesters, Stay, long_stay, short_stay
from rules.error import FactError
from rules.facts import Unknown, parse_fact
from rules.programme import LONG_KINDS
from rules.programmes.names import known_programmes

# Facts that conditions bound ("under traineeship.minimum_months"), and not list.
BOUNDED = ("duration", "used", "hours", "ects")
# Not a fact of the rules but what is asked about, so a case may carry it as well.
PROGRAMME = "programme"
# Stays that are counted by the 360-day rule where dates were given.


class Relation(StrEnum):
    """How a value has to stand to a parameter."""

    UNDER = "under"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: `under traineeship.minimum_months`."""

    relation: Relation
    parameter: str


@dataclass(frozen=True, slots=True)
class EntryCondition:
    """What one fact has to be.

    Attributes:
        fact: its name, or `programme`.
        values: it is one of these, as they stand in JSON; empty where it is bounded.
        bounds: it keeps to all of these.
    """

    fact: str
    values: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()

    def __str__(self) -> str:
        limits = " and ".join(f"{bound.relation} {bound.parameter}" for bound in self.bounds)
        return f"{self.fact} {limits or ' or '.join(self.values)}"


def read_bound(written: str) -> Bound | None:
    """Return a bound as an editor writes it; None when it has another form."""
    for relation in Relation:
        if written.startswith(f"{relation} "):
            return Bound(relation, written.removeprefix(f"{relation} ").strip())
    return None


def read_condition(fact: str, written: Iterable[str]) -> EntryCondition:
    """Return what an entry declares about a fact; what has no known form is left to the check."""
    if fact not in BOUNDED:
        return EntryCondition(fact, values=tuple(written))
    bounds = (read_bound(one) for one in written)
    return EntryCondition(fact, bounds=tuple(bound for bound in bounds if bound))


def hold(
    conditions: Iterable[EntryCondition],
    case: Mapping[str, object],
    figures: Figures,
    on: date | None,
) -> bool | None:
    """Return whether a case lies where an answer holds.

    Args:
        conditions: what the entry declares.
        case: slots as `rules check` takes them, and `programme`.
        figures: the rulebook.
        on: the day for which the numbers are looked up; None for the newest.

    Returns:
        True when everything declared is known and fits (also when nothing is declared), False when
        something known does not fit, None when something is not known.
    """
    found = [_holds(condition, case, figures, on) for condition in conditions]
    if False in found:
        return False
    return None if None in found else True


def matches(wanted: Mapping[str, tuple[str, ...]], case: Mapping[str, object]) -> bool | None:
    """Tell whether a case has the values that are listed; None while some of them are not known."""
    found = [_listed(values, case.get(fact)) for fact, values in wanted.items()]
    if False in found:
        return False
    return None if None in found else True


def _holds(
    condition: EntryCondition, case: Mapping[str, object], figures: Figures, on: date | None
) -> bool | None:
    given = case.get(condition.fact)
    if condition.fact not in BOUNDED:
        return _listed(condition.values, given)
    if given is None:
        return None
    try:
        fact = parse_fact(condition.fact, given)
    except FactError:
        # A length that no rule can take, a thousand years say, lies within no bounds.
        return False
    if isinstance(fact, Unknown | bool | str):
        return None
    programme = case.get(PROGRAMME)
    found = [_keeps(bound, fact, programme, figures, on) for bound in condition.bounds]
    if False in found:
        return False
    return None if None in found else True


def _listed(values: tuple[str, ...], given: object) -> bool | None:
    if given is None or given == Unknown.UNKNOWN.value:
        return None
    return (str(given).lower() if isinstance(given, bool) else str(given)) in values


def _keeps(
    bound: Bound,
    fact: int | Decimal | Days | Months | Semesters | DateRange,
    programme: object,
    figures: Figures,
    on: date | None,
) -> bool | None:
    figure = in_force(figures, bound.parameter, on)
    if isinstance(figure.value, str | date):
        return None
    limit = Decimal(figure.value)
    if isinstance(fact, int | Decimal):
        return _stands(Decimal(fact), bound.relation, limit)
    known = known_programmes().get(programme) if isinstance(programme, str) else None
    short = known is not None and known.kind not in LONG_KINDS
    stay = short_stay(fact) if short else long_stay(fact)
    return _length_keeps(stay, bound.relation, limit, figure.unit)


def _length_keeps(stay: Stay, relation: Relation, limit: Decimal, unit: str) -> bool | None:
    """Compare a stay with a limit; None for semesters beside days, which have no common length."""
    if unit == "semester":
        return _stands(Decimal(stay.semesters), relation, limit) if stay.semesters else None
    if stay.semesters:
        return None
    return _stands(Decimal(stay.days), relation, limit * (MONTH if unit == "month" else 1))


def _stands(value: Decimal, relation: Relation, limit: Decimal) -> bool:
    match relation:
        case Relation.UNDER:
            return value < limit
        case Relation.AT_MOST:
            return value <= limit
        case Relation.AT_LEAST:
            return value >= limit
        case Relation.OVER:
            return value > limit
