"""Hours as a message tells them, before it is known of which days they are."""

from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.grades.amounts import plain
from bot.understanding.quantities.numbers import Number
from bot.understanding.understanding import FactValue

_PLACES = 2


@dataclass(frozen=True, slots=True)
class ToldHours:
    """Hours that were told, and how they are spread.

    Attributes:
        value: the hours; None where they cannot be counted.
        number: the number they were told with.
        start: index of the first word.
        stop: index after the last word.
        times: how many times they are told ("4 lectures of 2 hours"), 1 where nothing says so.
        daily: whether they are told of each of several days.
    """

    value: int | Decimal | None
    number: Number
    start: int
    stop: int
    times: int = 1
    daily: bool = False


def plain_hours(value: int | Decimal, places: int = _PLACES) -> FactValue:
    """Return hours as a value of the facts: whole where they are."""
    # 6 times an hour and 20 minutes are 8 hours.
    value = round(Decimal(value), places)
    whole = int(value)
    return whole if whole == value else plain(value)
