"""A parameter: what its value was from which day on, where that stands, and when it was checked."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.quantity import Quantity


class ParameterError(ValueError):
    """The parameters cannot be used; the message is `file:line: what is wrong; what is allowed`."""


class NotInForceError(LookupError):
    """A parameter has no value on the day that was asked for.

    Attributes:
        name: the parameter.
        first: the first day on which it has a value.
    """

    def __init__(self, name: str, first: date) -> None:
        self.name = name
        self.first = first
        super().__init__(f"{name} has no value before {first}")


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What a parameter is, and who says so.

    Attributes:
        value: whole numbers as int, hours, credits and points as int or Decimal, EUR as Decimal.
        unit: one of `UNITS`.
        reference: `document/section`, ids of sources.yaml.
        checked_on: the day on which somebody last held the value against its source.
        in_force_from: the first day of the value, where the source dates it.
        valid_until: the last day of the value, where the source dates it.
        outside: the value comes from outside the institutions' own texts.
    """

    value: Quantity
    unit: str
    reference: str
    checked_on: date
    in_force_from: date | None = None
    valid_until: date | None = None
    outside: bool = False

    def stale(self, on: date) -> bool:
        """Return whether nobody has checked it for twelve months, or its last day has passed."""
        past_its_end = self.valid_until is not None and on > self.valid_until
        return past_its_end or on >= stale_from(self.checked_on)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the sources with all values it has had.

    Attributes:
        name: `group.key[.key]`.
        description: one sentence in English, for editors.
        unit: one of `UNITS`.
        values: oldest first.
        file: where it stands.
        line: where in the file.
    """

    name: str
    description: str
    unit: str
    values: tuple[ParameterValue, ...]
    file: Path
    line: int

    def on(self, day: date | None) -> ParameterValue:
        """Return the value in force on a day; without a day, the newest.

        Raises:
            NotInForceError: when the first value begins later.
        """
        if day is None:
            return self.values[-1]
        for value in reversed(self.values):
            if value.in_force_from is None or value.in_force_from <= day:
                return value
        first = self.values[0].in_force_from
        raise NotInForceError(self.name, first or day)

    def during(self, day: date) -> ParameterValue:
        """Return the value in force on the day of a stay; before the first one, that."""
        begun = (one for one in self.values if (one.in_force_from or day) <= day)
        return max(begun, key=self.values.index, default=self.values[0])

    @property
    def dated(self) -> bool:
        """Whether its value hangs on the day."""
        return len(self.values) > 1 or self.values[0].in_force_from is not None


def stale_from(day: date) -> date:
    """Return the day from which what was checked on a day is out of date, a year later."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
