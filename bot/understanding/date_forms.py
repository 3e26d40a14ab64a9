"""One date in all its written forms: "15.2.2026", "15th of February", "kraj juna"."""

import calendar
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.numbers import Number, is_ordinal, ordinal, parse_digits
from bot.understanding.tokens import Message, Phrases

MONTHS = Phrases[int](
    {
        "januar*|jan|sijecnj*": 1,
        "februar*|feb|veljac*": 2,
        "mart|marta|martu|martom|march|mar|ozujk*": 3,
        "april*|apr|travnj*": 4,
        "maj|maja|maju|majem|may|svibnj*": 5,
        "jun|juna|junu|juni|junom|june|lipnj*": 6,
        "jul|jula|julu|juli|julom|july|srpnj*": 7,
        "avgust*|avg|august*|aug|kolovoz*": 8,
        "septemb*|sept|sep|rujn*": 9,
        "oktob*|october|okt|oct|listopad*": 10,
        "novemb*|nov": 11,
        "decemb*|dec|prosinc*": 12,
    }
)

_EDGES = Phrases[bool](
    {
        "kraj|kraja|kraju|end": True,
        "end of": True,
        "the end of": True,
        "pocetak|pocetka|pocetku|start": False,
        "start|beginning of": False,
        "the start|beginning of": False,
    }
)

_FIRST_YEAR, _LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was written; `month` and `year` may be left to be understood.

    Attributes:
        day: day of the month; 0 stands for its last day.
        month: 1 to 12, None when only a day was written ("14" of "14-18.9.").
        year: None when it was not written.
        start: index of its first word.
        stop: index after its last word.
        loose: digits that may as well be a decimal number ("15.2"): a date only as part of a range.
    """

    day: int
    month: int | None
    year: int | None
    start: int
    stop: int
    loose: bool = False


@lru_cache(maxsize=4096)
def may_begin_a_date(word: str) -> bool:
    """Whether a date can begin with this word at all; most words of a message cannot."""
    return (
        "0" <= word[0] <= "9"
        or word == "the"
        or is_ordinal(word)
        or MONTHS.value(word) is not None
        or _EDGES.begins_with(word)
    )


def day_alone(message: Message, index: int) -> PartialDate | None:
    """A day whose month stands elsewhere."""
    number = ordinal(message, index) or _whole_digits(message, index)
    if number is None or number.whole is None or not 1 <= number.whole <= 31:
        return None
    return PartialDate(number.whole, None, None, index, number.stop)


def _whole_digits(message: Message, index: int) -> Number | None:
    word = message.word(index)
    if not (word.isascii() and word.isdigit()):
        return None
    return Number(parse_digits(word), index, index + 1)


def date_at(message: Message, index: int) -> PartialDate | None:
    """The date that begins at this word, if one does."""
    word = message.word(index)
    if "0" <= word[:1] <= "9":
        return _iso(message, index) or _in_digits(message, index) or _day_first(message, index)
    return _day_first(message, index) or _month_first(message, index) or _edge(message, index)


def _iso(message: Message, index: int) -> PartialDate | None:
    if len(message.word(index)) != 4 or message.word(index + 1) != "-":
        return None
    parts = [message.word(index + ahead) for ahead in range(5)]
    if parts[3] != "-":
        return None
    year, month, day = (_int(part) for part in parts[::2])
    return _checked(day, month, year, index, index + 5)


def _in_digits(message: Message, index: int) -> PartialDate | None:
    """As in "15.2.2026", "15.02.", "15. 2. 2026.", "15/2/2026"."""
    word = message.word(index)
    parts = word.split(".")
    if len(parts) == 3:
        return _checked(_int(parts[0]), _int(parts[1]), _full_year(parts[2]), index, index + 1)
    if len(parts) == 2:
        closed = message.word(index + 1) == "." and message.glued(index + 1)
        stop = index + 2 if closed else index + 1
        year, stop = year_behind(message, stop) if closed else (None, stop)
        return _checked(_int(parts[0]), _int(parts[1]), year, index, stop, loose=not closed)
    one = message.word(index + 1)
    if one not in {"/", "."}:
        return None
    two, three = message.word(index + 2), message.word(index + 3)
    if one == "/" == three:
        year = _full_year(message.word(index + 4))
        return _checked(_int(word), _int(two), year, index, index + 5)
    if one == "." == three and message.glued(index + 1) and message.glued(index + 3):
        year, stop = year_behind(message, index + 4)
        return _checked(_int(word), _int(two), year, index, stop)
    return None


def _day_first(message: Message, index: int) -> PartialDate | None:
    """As in "15. februara 2026", "15th of February", "petnaestog februara"."""
    number = ordinal(message, index) or _whole_digits(message, index)
    if number is None:
        return None
    place = number.stop + 1 if message.word(number.stop) == "of" else number.stop
    month = month_at(message, place)
    if month is None:
        return None
    year, stop = year_behind(message, place + 1)
    return _checked(number.whole, month, year, index, stop)


def _month_first(message: Message, index: int) -> PartialDate | None:
    """As in "February 15th, 2026"."""
    month = month_at(message, index)
    if month is None:
        return None
    place = index + 2 if message.word(index + 1) == "." else index + 1
    number = ordinal(message, place) or _whole_digits(message, place)
    if number is None or message.word(number.stop).isalpha():
        return None
    year, stop = year_behind(message, number.stop)
    return _checked(number.whole, month, year, index, stop)


def _edge(message: Message, index: int) -> PartialDate | None:
    """As in "kraja juna" is its last day, "pocetak oktobra" its first."""
    if index >= len(message):
        return None
    edge = _EDGES.at(message, index)
    month = None if edge is None else month_at(message, edge.stop)
    if edge is None or month is None:
        return None
    year, stop = year_behind(message, edge.stop + 1)
    return PartialDate(0 if edge.value else 1, month, year, index, stop)


def month_at(message: Message, index: int) -> int | None:
    """The month that a word names."""
    word = message.word(index)
    return MONTHS.value(word) if word else None


def year_behind(message: Message, index: int) -> tuple[int | None, int]:
    """The year behind a date, with the index after it."""
    place = index
    while message.word(place) in {".", ","} and place < index + 2:
        place += 1
    year = _full_year(message.word(place)) if len(message.word(place)) == 4 else None
    return (None, index) if year is None else (year, place + 1)


def _full_year(digits: str) -> int | None:
    year = _int(digits)
    if year is not None and len(digits) == 2:
        year += _FIRST_YEAR
    return year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None


def _int(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else None


def _checked(
    day: int | None,
    month: int | None,
    year: int | None,
    start: int,
    stop: int,
    *,
    loose: bool = False,
) -> PartialDate | None:
    if day is None or month is None or not 1 <= month <= 12:
        return None
    if not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:  # 2024 had a 29 February
        return None
    return PartialDate(day, month, year, start, stop, loose)
