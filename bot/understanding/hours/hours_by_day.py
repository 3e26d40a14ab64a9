"""Read hours that are told day by day: "first day 6 hours, second day 4", "2h on Monday"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from bot.understanding.hours.named_days import NamedDays
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Tokens
from knowledge.vocabulary import load_vocabulary

_AROUND_A_DAY = load_vocabulary("hours").words("around a day")
_SAME = load_vocabulary("hours").words("same as before")
_REACH_OF_A_DAY = 6
Amounts: TypeAlias = Mapping[int, tuple[int | Decimal | None, int, int]]
"""Hours by the word that they begin with: how many, how many times, the index after them."""


@dataclass(frozen=True, slots=True)
class HoursOfDay:
    """The hours of one day, or of each of a few that are named together.

    Attributes:
        key: which day it is (`NamedDays.key`); empty where several are named together.
        count: how many days have these hours.
        hours: the hours of each.
        start: index of the first word.
        stop: index after the last word.
    """

    key: str
    count: int
    hours: int | Decimal
    start: int
    stop: int


def hours_by_day(
    message: Tokens, numbers: Mapping[int, Number], days: Sequence[NamedDays], amounts: Amounts
) -> tuple[HoursOfDay, ...]:
    """Return the hours of each day that is named; nothing where one of them has none.

    Args:
        message: the message.
        numbers: its numbers.
        days: the days named in it.
        amounts: the hours told with their unit.
    """
    if not days:
        return ()
    found: list[HoursOfDay] = []
    day_first = days[0].start < min(amounts, default=len(message))
    if not amounts:
        day_first = not any(index < days[0].start for index in numbers)
    named = {index for day in days for index in range(day.start, day.stop)}
    for place, day in enumerate(days):
        if day_first:
            first = day.stop
            end = days[place + 1].start if place + 1 < len(days) else len(message)
            places = range(first, min(end, first + _REACH_OF_A_DAY))
        else:
            first, end = (days[place - 1].stop if place else 0), day.start
            places = range(end - 1, max(first, end - _REACH_OF_A_DAY) - 1, -1)
        told = _told_in(message, numbers, amounts, named, places)
        if told is None and found and not _SAME.isdisjoint(message.words[first:end]):
            told = (found[-1].hours, day.start, day.stop)
        if told is None:
            return ()
        hours, start, stop = told
        start, stop = min(start, day.start), max(stop, day.stop)
        found.append(HoursOfDay(day.key, day.count, hours, start, stop))
    return tuple(found)


def as_pairs(each: Sequence[HoursOfDay]) -> tuple[tuple[str, float], ...]:
    """Return the hours of each day with its key; of days named together one by one."""
    return tuple((one.key, float(one.hours)) for one in each for _ in range(one.count))


def _told_in(
    message: Tokens,
    numbers: Mapping[int, Number],
    amounts: Amounts,
    named: set[int],
    places: range,
) -> tuple[int | Decimal, int, int] | None:
    """Return the hours told in some places, with or without their unit, and where they stand."""
    for index in places:
        if index in amounts:
            value, times, stop = amounts[index]
            return None if value is None else (value * times, index, stop)
        number = numbers.get(index)
        counted = any(start < index < one[2] for start, one in amounts.items())
        if number is not None and index not in named and not counted and number.whole is not None:
            behind = message.word(number.stop)
            alone = not behind[:1].isalnum() or number.stop in named or behind in _AROUND_A_DAY
            if alone:
                return number.whole, index, number.stop
            if places.step > 0:
                return None
    return None
