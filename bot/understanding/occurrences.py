"""When a date without a year is: its next occurrence, or the latest one of a stay told as past."""

import calendar
from collections.abc import Mapping
from datetime import date

from bot.understanding.date_forms import PartialDate
from bot.understanding.dates import Dates
from bot.understanding.tokens import Message, Phrases, Span, word_set

_SEMESTER = Phrases[bool](
    {
        "semest*|term|nastav*|predavanj*|classes|lectures": True,
        "skolska|skolske|academic godina|godine|year": True,
    }
)
_BEGINNING = Phrases[bool](
    {
        "pocinj*|poc|krec*|krene|krenu|pocetak|pocetka|pocetkom|start|starts|starting": True,
        "begin|begins|beginning": True,
    }
)
_AROUND_A_DATE = word_set(
    "/ deadlines deadline rokovi rokove rok od on from za the datum date . , ? do kad kada when"
    " papiri papire"
)


def resolve(dates: Dates, today: date, *, past: bool = False) -> tuple[date, date] | None:
    """First and last day (the same one for a single date); None when the last is before the first.

    A date without a year is its next occurrence from `today` on; of a stay told as past, the latest
    one up to `today`. Where one end has a year, the other is the nearest to it on its side.
    """
    first, last = dates.first, dates.last or dates.first
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
    """The nearest year that has the day: every one, but for 29 February."""
    if (partial.day, partial.month) == (29, 2):
        while not calendar.isleap(year):
            year += step
    return year


def semester_start(message: Message, found: list[Dates], today: date) -> tuple[date, Span] | None:
    """The day on which the person's semester begins, with its span.

    A single date counts as that when its sentence speaks of a semester that begins, when it stands
    right behind "semestar (od)", or when the message holds nothing else ("/deadlines 1.10.").
    """
    singles = [dates for dates in found if dates.last is None]
    if len(singles) != 1 or len(found) != 1:
        return None
    single = singles[0]
    if not (_tells_a_beginning(message, single) or _nothing_else(message, single)):
        return None
    resolved = resolve(single, today)
    return None if resolved is None else (resolved[0], message.span(single.start, single.stop))


def _tells_a_beginning(message: Message, dates: Dates) -> bool:
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


def _sentence(message: Message, dates: Dates) -> tuple[int, int]:
    first, last = dates.start, dates.stop
    while first > 0 and not message.ends_sentence(first - 1):
        first -= 1
    while last < len(message) and not message.ends_sentence(last):
        last += 1
    return first, last


def _nothing_else(message: Message, dates: Dates) -> bool:
    others = message.words[: dates.start] + message.words[dates.stop :]
    return all(word in _AROUND_A_DATE for word in others)


def as_iso(first: date, last: date) -> Mapping[str, str]:
    """A stay between two dates in the form of the facts."""
    return {"from": first.isoformat(), "to": last.isoformat()}
