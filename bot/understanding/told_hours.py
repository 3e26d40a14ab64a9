"""Hours as a message tells them, before it is known of which days they are."""

from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.amounts import plain
from bot.understanding.numbers import Number
from bot.understanding.understanding import FactValue


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


def plain_hours(value: int | Decimal) -> FactValue:
    """Return hours as a value of the facts: whole where they are."""
    whole = int(value)
    return whole if whole == value else plain(value)
