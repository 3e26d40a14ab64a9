"""What a message does to a stay that was told before it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Change: TypeAlias = Literal["longer", "shorter", "set", "times", "out", "only"]
HOUR = "hour"
LAST = -1


@dataclass(frozen=True, slots=True)
class StayEdit:
    """A change of a stay.

    Attributes:
        how: made longer or shorter by an amount, set to one, multiplied, left out, or the only one
            that is kept.
        count: the amount, or the factor; None where a stay is left out or kept.
        unit: what the amount counts, an hour included; None where no unit was told.
        place: which stay, counted from 0, `LAST` for the last one; None where no number names it.
        start: index of the first word.
        stop: index after the last word.
        alone: nothing else was told in the message.
    """

    how: Change
    count: Decimal | int | None = None
    unit: str | None = None
    place: int | None = None
    start: int = 0
    stop: int = 0
    alone: bool = True
