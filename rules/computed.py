"""Numbers that follow from the parameters, under names of their own.

Texts speak of "30 days: 1,780 EUR". Such a sum is looked up like a parameter and follows when a
rate or a limit changes. It is as old as the oldest number it is made of.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.parameter import ParameterValue
from rules.rates import published_by

Lookup = Callable[[str], ParameterValue]


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


def _grant(rate: Decimal, lower: Decimal, longest: int, tier_days: int) -> Decimal:
    return rate * _first_days(longest, tier_days) + lower * _second_days(longest, tier_days)


def computed_by(institution: str, parameters: Container[str]) -> Mapping[str, Computed]:
    """Return the numbers that follow from what an institution publishes.

    Args:
        institution: whose.
        parameters: the names of what it publishes.
    """
    here = f"rates.{published_by(institution)}"
    maximum, tier_days = "short_stay.maximum_days", f"{here}.first_tier_days"
    first, second = f"{here}.first_tier", f"{here}.second_tier"
    found = {
        "computed.short_stay_first_tier_sum": Computed(
            "EUR",
            (first, maximum, tier_days),
            lambda rate, longest, days: rate * _first_days(longest, days),
        ),
        "computed.short_stay_second_tier_sum": Computed(
            "EUR",
            (second, maximum, tier_days),
            lambda rate, longest, days: rate * _second_days(longest, days),
        ),
        "computed.short_stay_maximum_grant": Computed(
            "EUR", (first, second, maximum, tier_days), _grant
        ),
        "computed.bip_maximum_grant": Computed(
            "EUR", (first, second, "bip.maximum_days", tier_days), _grant
        ),
        "computed.short_stay_second_tier_days": Computed("day", (maximum, tier_days), _second_days),
        "computed.second_tier_from_day": Computed("day", (tier_days,), lambda days: days + 1),
    }
    return {
        name: one for name, one in found.items() if all(part in parameters for part in one.inputs)
    }
