"""Numbers that follow from the parameters, under names of their own.

Texts speak of "30 days: 1,780 EUR". Such a sum is looked up like a parameter and follows when a
rate or a limit changes. It is as old as the oldest number it is made of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.parameters import ParameterValue

Lookup = Callable[[str], ParameterValue]

_MAXIMUM = "short_stay.maximum_days"
_TIER_DAYS = "rates.ub-published.first_tier_days"
_FIRST = "rates.ub-published.first_tier"
_SECOND = "rates.ub-published.second_tier"


@dataclass(frozen=True, slots=True)
class Computed:
    """A number made of parameters.

    Attributes:
        unit: as of a parameter.
        inputs: the parameters it is made of; the first one gives the reference.
        formula: from the values of `inputs`, in their order.
    """

    unit: str
    inputs: tuple[str, ...]
    formula: Callable[..., int | Decimal]

    def value(self, lookup: Lookup) -> ParameterValue:
        """Return the number, as old as its oldest input and valid as long as the shortest-lived."""
        inputs = [lookup(name) for name in self.inputs]
        ends = [part.valid_until for part in inputs if part.valid_until]
        return ParameterValue(
            value=self.formula(*(part.value for part in inputs)),
            unit=self.unit,
            reference=inputs[0].reference,
            checked_on=min(part.checked_on for part in inputs),
            valid_until=min(ends) if ends else None,
            outside=any(part.outside for part in inputs),
        )


def _first_days(maximum: int, tier_days: int) -> int:
    return min(maximum, tier_days)


def _second_days(maximum: int, tier_days: int) -> int:
    return max(0, maximum - tier_days)


COMPUTED: Mapping[str, Computed] = {
    "computed.short_stay_first_tier_sum": Computed(
        "EUR",
        (_FIRST, _MAXIMUM, _TIER_DAYS),
        lambda rate, maximum, days: rate * _first_days(maximum, days),
    ),
    "computed.short_stay_second_tier_sum": Computed(
        "EUR",
        (_SECOND, _MAXIMUM, _TIER_DAYS),
        lambda rate, maximum, days: rate * _second_days(maximum, days),
    ),
    "computed.short_stay_maximum_grant": Computed(
        "EUR",
        (_FIRST, _SECOND, _MAXIMUM, _TIER_DAYS),
        lambda first, second, maximum, days: (
            first * _first_days(maximum, days) + second * _second_days(maximum, days)
        ),
    ),
    "computed.short_stay_second_tier_days": Computed("day", (_MAXIMUM, _TIER_DAYS), _second_days),
    "computed.second_tier_from_day": Computed("day", (_TIER_DAYS,), lambda days: days + 1),
}
