"""Dates and stays between two dates, as written: "14-18.9.", "15 Feb", "do kraja juna"."""

from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.date_forms import (
    MONTHS,
    PartialDate,
    date_at,
    day_alone,
    may_begin_a_date,
    month_at,
    year_behind,
)
from bot.understanding.tokens import DASHES, Message

_CONNECTORS = DASHES | {"do", "to", "until", "till", "through", "thru"}

_BETWEEN = frozenset({"izmedju", "between"})

_SKIPPED = frozenset({".", ",", "godine", "god", "the"})

_BEHIND_A_DAY = frozenset({".", "/", "of", "st", "nd", "rd", "th", "i", "and"})


@dataclass(frozen=True, slots=True)
class Dates:
    """One date, or the first and last day of a stay, before the year is resolved.

    Attributes:
        first: the date, or the first day.
        last: the last day of a stay, None for a single date.
    """

    first: PartialDate
    last: PartialDate | None

    @property
    def start(self) -> int:
        """Index of the first word."""
        return self.first.start

    @property
    def stop(self) -> int:
        """Index after the last word."""
        return (self.last or self.first).stop


def find_dates(message: Message) -> list[Dates]:
    """Every date and every range of dates, from left to right."""
    found: list[Dates] = []
    read_until = 0
    for index, word in enumerate(message.words):
        if index < read_until or not may_begin_a_date(word):
            continue
        if word.isdigit() and not _may_follow_a_day(message.word(index + 1)):
            continue
        single = date_at(message, index)
        first = single or day_alone(message, index)
        dates = None if first is None else _range_from(message, first)
        if dates is None and single is not None and not single.loose:
            dates = Dates(single, None)
        if dates is not None:
            found.append(dates)
            read_until = dates.stop
    return found


@lru_cache(maxsize=4096)
def _may_follow_a_day(word: str) -> bool:
    """Whether a date can go on with this word behind the digits of its day."""
    return word in _CONNECTORS or word in _BEHIND_A_DAY or MONTHS.value(word) is not None


def months_alone(message: Message) -> tuple[int, int] | None:
    """Where a stay is told by its months only ("od septembra do januara"): no first or last day."""
    for index in range(1, len(message) - 2):
        if (
            message.words[index - 1] in {"od", "from", "between", "izmedju"}
            and message.words[index + 1] in _CONNECTORS | {"i", "and"}
            and month_at(message, index) is not None
            and month_at(message, index + 2) is not None
        ):
            return index, index + 3
    return None


def _range_from(message: Message, first: PartialDate) -> Dates | None:
    place = _behind_connector(message, first)
    if place is None:
        return None
    last = date_at(message, place)
    if last is None and first.month and not first.loose:
        last = _closing_day(message, place, first)
    if last is None or last.month is None or (last.loose and not first.month):
        return None
    if first.month is None:
        if not 0 < first.day <= (last.day or 31):
            return None
        first = PartialDate(first.day, last.month, last.year, first.start, first.stop)
    return Dates(first, last)


def _behind_connector(message: Message, first: PartialDate) -> int | None:
    place = first.stop
    while message.word(place) in _SKIPPED and place < first.stop + 3:
        place += 1
    word = message.word(place)
    between = message.word(first.start - 1) in _BETWEEN and word in {"i", "and"}
    if word not in _CONNECTORS and not between:
        return None
    place += 1
    return place + 1 if message.word(place) == "the" else place


def _closing_day(message: Message, index: int, first: PartialDate) -> PartialDate | None:
    """The "18" of "September 14-18": a day alone, with nothing behind it that it could count."""
    day = day_alone(message, index)
    if day is None or day.day <= first.day:
        return None
    if message.word(day.stop).isalpha() and message.word(day.stop - 1) != ".":
        return None
    year, stop = year_behind(message, day.stop)
    return PartialDate(day.day, first.month, year, day.start, stop)
