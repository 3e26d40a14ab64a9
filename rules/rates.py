"""What one set of rates settles, and what it leaves open.

What an institution prints, without a date, is the set `<institution>-published`. The sets by call
year may come from outside the institutions' texts.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rules.condition import Numbers
from rules.parameter import ParameterValue

_PREFIX = "rates."
_DAYS_KEPT, _SETS_KEPT = 16, 64
_FIRST_TIER = ".first_tier"
TOP_UPS = ("green_travel", "travel_days", "fewer_opportunities")
"""What can come on top of the daily support, in the order in which it is asked."""
_CALL, _PUBLISHED = "call-", "-published"


def published_by(institution: str) -> str:
    """Return the name of the set of rates that an institution prints."""
    return f"{institution}{_PUBLISHED}"


def call_of(year: int) -> str:
    """Return the name of the set of rates of a year's call."""
    return f"{_CALL}{year}"


def is_published(name: str) -> bool:
    """Return whether a set of rates is what an institution prints, and no call's."""
    return name.endswith(_PUBLISHED)


@dataclass(frozen=True, slots=True)
class Band:
    """The travel grant from a distance on, in EUR for the return trip."""

    from_km: int
    standard: Decimal
    green: Decimal


@dataclass(frozen=True, slots=True)
class FewerOpportunities:
    """What participants with fewer opportunities get on top, in EUR."""

    shorter: Decimal
    shorter_days: int
    longer: Decimal

    def amount(self, days: int) -> Decimal:
        """Return the sum for a physical stay of so many days."""
        return self.shorter if days <= self.shorter_days else self.longer


@dataclass(frozen=True, slots=True)
class RateSet:
    """The rates of one call, or those that an institution prints.

    Attributes:
        name: as in JSON.
        source: the section that prints them, `document/section`.
        outside: they come from outside the institutions' texts.
        first_tier: EUR a day for the first days.
        first_tier_days: how many days are first days.
        second_tier: EUR a day for the days after.
        green_travel: EUR once for green travel; None where green travel is no sum of its own.
        travel_days: most travel days.
        green_travel_days: most travel days with green travel.
        fewer_opportunities: None where the set names no amount.
        travel_grant: bands by distance, shortest first; empty where there is none.
    """

    name: str
    source: str
    outside: bool
    first_tier: Decimal
    first_tier_days: int
    second_tier: Decimal
    green_travel: Decimal | None
    travel_days: int
    green_travel_days: int
    fewer_opportunities: FewerOpportunities | None
    travel_grant: tuple[Band, ...]

    @property
    def dated(self) -> bool:
        """Whether they are those of a call, not what an institution prints without a date."""
        return self.name.startswith(_CALL)

    @property
    def adds(self) -> frozenset[str]:
        """What can come on top of the daily support.

        An institution's own call names all that it pays; of other sets it is told elsewhere.
        """
        if self.outside or not self.dated:
            return frozenset(TOP_UPS)
        with_green = self.green_travel_days != self.travel_days or self.travel_grant
        named = {
            "green_travel": self.green_travel is not None or bool(with_green),
            "travel_days": self.most_travel_days(green=True) > 0,
            "fewer_opportunities": self.fewer_opportunities is not None,
        }
        return frozenset(one for one in TOP_UPS if named[one])

    def daily_support(self, days: int) -> Decimal:
        """Return EUR for a stay of so many days, without anything on top."""
        first = min(days, self.first_tier_days)
        return first * self.first_tier + (days - first) * self.second_tier

    def most_travel_days(self, *, green: bool) -> int:
        """Return how many travel days can be paid."""
        return self.green_travel_days if green else self.travel_days

    def band(self, distance_km: int) -> Band | None:
        """Return the travel grant's band for a one-way distance; None where it is too short."""
        reached = [band for band in self.travel_grant if band.from_km <= distance_km]
        return reached[-1] if reached else None


# What is asked of a form hangs on its rates, and is worked out anew for each message.
@lru_cache(maxsize=_DAYS_KEPT)
def rate_sets(names: Numbers) -> tuple[str, ...]:
    """Return the rate sets that parameters define.

    What an institution prints first, then by year.
    """
    found = {
        name.removeprefix(_PREFIX).removesuffix(_FIRST_TIER)
        for name in names
        if name.startswith(_PREFIX) and name.endswith(_FIRST_TIER)
    }
    return tuple(sorted(found, key=lambda name: (name.startswith(_CALL), name)))


@lru_cache(maxsize=_SETS_KEPT)
def rate_set(name: str, numbers: Numbers) -> RateSet:
    """Return one set of rates as it is in force.

    Raises:
        KeyError: when a number that every set has is missing.
    """
    here = f"{_PREFIX}{name}"
    first: ParameterValue = numbers[f"{here}{_FIRST_TIER}"]
    travel_days = numbers.whole(f"{here}.travel_days")
    with_green = f"{here}.green_travel_days"
    return RateSet(
        name=name,
        source=first.reference,
        outside=first.outside,
        first_tier=numbers.amount(f"{here}{_FIRST_TIER}"),
        first_tier_days=numbers.whole(f"{here}.first_tier_days"),
        second_tier=numbers.amount(f"{here}.second_tier"),
        green_travel=(
            numbers.amount(f"{here}.green_travel") if f"{here}.green_travel" in numbers else None
        ),
        travel_days=travel_days,
        green_travel_days=numbers.whole(with_green) if with_green in numbers else travel_days,
        fewer_opportunities=_fewer_opportunities(f"{here}.fewer_opportunities", numbers),
        travel_grant=_bands(f"{here}.travel_grant.", numbers),
    )


def _fewer_opportunities(here: str, numbers: Numbers) -> FewerOpportunities | None:
    if f"{here}.shorter" not in numbers:
        return None
    return FewerOpportunities(
        shorter=numbers.amount(f"{here}.shorter"),
        shorter_days=numbers.whole(f"{here}.shorter_days"),
        longer=numbers.amount(f"{here}.longer"),
    )


def _bands(here: str, numbers: Numbers) -> tuple[Band, ...]:
    names = [name.removesuffix(".from_km") for name in numbers if name.startswith(here)]
    bands = [
        Band(
            from_km=numbers.whole(f"{name}.from_km"),
            standard=numbers.amount(f"{name}.standard"),
            green=numbers.amount(f"{name}.green"),
        )
        for name in names
        if f"{name}.from_km" in numbers
    ]
    return tuple(sorted(bands, key=lambda band: band.from_km))
