"""Find dates and stays between two dates ("14-18.9.", "do kraja juna"), and put them in a year.

A date without a year is its next occurrence, or the latest one of a stay told as past.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.understanding.dates.written_dates import (
    MONTHS,
    ROMAN_MONTHS,
    YEARS,
    PartialDate,
    date_at,
    day_alone,
    may_begin_a_date,
    month_at,
    year_behind,
)
from bot.understanding.tokens import DASHES, Phrases, Span, Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("dates")

_CONNECTORS = DASHES | {"do", "to", "until", "till", "through", "thru"}

_UNTIL = frozenset({"do", "until", "till"})  # "do 15. maja" is an end
_BETWEEN = frozenset({"izmedju", "between"})
_FROM = _BETWEEN | {"od", "from"}

_SKIPPED = frozenset({".", ",", "godine", "god", "the"})

_BEHIND_A_DAY = frozenset({".", "/", "of", "st", "nd", "rd", "th", "i", "and", *ROMAN_MONTHS})


_REACH = 6
_SEMESTER = Phrases[bool](_VOCABULARY.phrases("semester"))
_BEGINNING = Phrases[bool](_VOCABULARY.phrases("beginning"))
_AROUND_A_DATE = _VOCABULARY.words("around a date")


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

    @property
    def is_of_no_time(self) -> bool:
        """Whether a year was told that nobody plans or has done a stay in."""
        ends = (self.first, self.last or self.first)
        return any(one.year is not None and one.year not in YEARS for one in ends)

    @property
    def how(self) -> str | None:
        """`about` where one of the two is only about a day ("od sredine maja")."""
        return self.first.how or (self.last.how if self.last else None)


_BEGINNINGS = WordSet(may_begin_a_date)


def find_dates(message: Tokens) -> list[Dates]:
    """Return every date and every range of dates, from left to right."""
    found: list[Dates] = []
    read_until = 0
    for index in _BEGINNINGS.places(message):
        word = message.words[index]
        if index < read_until:
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
    """Return whether a date can go on with this word behind the digits of its day."""
    return word in _CONNECTORS or word in _BEHIND_A_DAY or MONTHS.value(word) is not None


def months_alone(message: Tokens, dates: Iterable[Dates]) -> tuple[int, int] | None:
    """Find a stay told by its months only ("od septembra do januara"): it has no first day.

    Months that belong to one of the dates are none of it.
    """
    covered = {index for one in dates for index in range(one.start, one.stop)}
    for index in MONTHS.places(message):
        if index >= len(message) - 2:
            break
        if index in covered or month_at(message, index) is None:
            continue
        before = message.word(index - 1)
        _, place = year_behind(message, index + 1)
        joined = message.word(place) in _CONNECTORS or before in _FROM
        if not joined or message.word(place) not in _CONNECTORS | {"i", "and"}:
            continue
        if place + 1 < len(message) and month_at(message, place + 1) is not None:
            return index, year_behind(message, place + 2)[1]
    return None


def _range_from(message: Tokens, first: PartialDate) -> Dates | None:
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


def _behind_connector(message: Tokens, first: PartialDate) -> int | None:
    place = first.stop
    while message.word(place) in _SKIPPED and place < first.stop + 3:
        place += 1
    word = message.word(place)
    between = message.word(first.start - 1) in _BETWEEN and word in {"i", "and"}
    if word not in _CONNECTORS and not between:
        return None
    place += 1
    return place + 1 if message.word(place) == "the" else place


def _closing_day(message: Tokens, index: int, first: PartialDate) -> PartialDate | None:
    """Return the "18" of "September 14-18".

    A day alone, with nothing behind it that it could count.
    """
    day = day_alone(message, index)
    if day is None or day.day <= first.day:
        return None
    if message.word(day.stop).isalpha() and message.word(day.stop - 1) != ".":
        return None
    year, stop = year_behind(message, day.stop)
    return PartialDate(day.day, first.month, year, day.start, stop)


def resolve(dates: Dates, today: date, *, past: bool = False) -> tuple[date, date] | None:
    """Return first and last day (equal for a single date).

    None when the last is before the first, or a year is one that nobody plans a stay in.

    A date without a year is its next occurrence from `today` on; of a stay told as past, the latest
    one up to `today`. Where one end has a year, the other is the nearest to it on its side.
    """
    first, last = dates.first, dates.last or dates.first
    if dates.is_of_no_time:
        return None
    if first.year is not None:
        begin = _on(first, first.year)
        end = _on(last, last.year) if last.year is not None else _next(last, begin)
    elif last.year is not None:
        end = _on(last, last.year)
        begin = _latest(first, end)
    elif past:
        end = _latest(last, today)
        begin = _latest(first, end)
    else:
        begin = _next(first, today)
        end = _next(last, begin)
    return (begin, end) if begin <= end else None


def _on(partial: PartialDate, year: int) -> date:
    month = partial.month or 1
    days = calendar.monthrange(year, month)[1]
    return date(year, month, min(partial.day or days, days))


def _next(partial: PartialDate, since: date) -> date:
    year = _leap(partial, since.year, 1)
    found = _on(partial, year)
    return found if found >= since else _on(partial, _leap(partial, year + 1, 1))


def _latest(partial: PartialDate, until: date) -> date:
    year = _leap(partial, until.year, -1)
    found = _on(partial, year)
    return found if found <= until else _on(partial, _leap(partial, year - 1, -1))


def _leap(partial: PartialDate, year: int, step: int) -> int:
    """Return the nearest year that has the day: every one, but for 29 February."""
    if (partial.day, partial.month) == (29, 2):
        while not calendar.isleap(year):
            year += step
    return year


def semester_start(message: Tokens, found: list[Dates], today: date) -> tuple[date, Span] | None:
    """Return the day on which the person's semester begins, with its span.

    A single date counts as that when its sentence speaks of a semester that begins, when it stands
    right behind "semestar (od)", or when the message holds nothing else ("/deadlines 1.10.").
    """
    singles = [dates for dates in found if dates.last is None]
    beside = [one for one in singles if _beside_a_beginning(message, one)]
    if len(found) > 1 and len(beside) == 1:
        resolved = resolve(beside[0], today)
        span = message.span(beside[0].start, beside[0].stop)
        return None if resolved is None else (resolved[0], span)
    if len(singles) != 1 or len(found) != 1:
        return None
    single = singles[0]
    if message.word(single.start - 1) in _UNTIL:
        return None
    if not (_tells_a_beginning(message, single) or _nothing_else(message, single)):
        return None
    resolved = resolve(single, today)
    return None if resolved is None else (resolved[0], message.span(single.start, single.stop))


def _beside_a_beginning(message: Tokens, dates: Dates) -> bool:
    """Tell whether a date stands right behind "semestar počinje": of two dates, it is that one."""
    start = dates.start
    while start > 0 and not message.ends_clause(start - 1) and start > dates.start - _REACH:
        start -= 1
    begins = [one for one in _BEGINNING.find(message) if start <= one.start < dates.start]
    return bool(begins) and any(
        match.start >= start - 1 and match.stop <= dates.start for match in _SEMESTER.find(message)
    )


def _tells_a_beginning(message: Tokens, dates: Dates) -> bool:
    first, last = _sentence(message, dates)
    semesters = [match for match in _SEMESTER.find(message) if first <= match.start < last]
    if not semesters:
        return False
    if any(first <= match.start < last for match in _BEGINNING.find(message)):
        return True
    before = dates.start - 1
    if message.word(before) in {"od", "from", "on", "je"}:
        before -= 1
    return any(match.start <= before < match.stop for match in semesters)


def _sentence(message: Tokens, dates: Dates) -> tuple[int, int]:
    first, last = dates.start, dates.stop
    while first > 0 and not message.ends_sentence(first - 1):
        first -= 1
    while last < len(message) and not message.ends_sentence(last):
        last += 1
    return first, last


def _nothing_else(message: Tokens, dates: Dates) -> bool:
    others = message.words[: dates.start] + message.words[dates.stop :]
    return all(word in _AROUND_A_DATE for word in others)


def as_iso(first: date, last: date) -> Mapping[str, str]:
    """Return a stay between two dates in the form of the facts."""
    return {"from": first.isoformat(), "to": last.isoformat()}
