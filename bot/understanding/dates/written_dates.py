"""Read one date in any written form: "15.2.2026", "1. III 2027", "Sept 2nd", "kraj juna"."""

import calendar
from dataclasses import dataclass

from bot.understanding.quantities.numbers import Number, cardinal, is_ordinal, ordinal, parse_digits
from bot.understanding.tokens import DASHES, Phrases, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("dates")
MONTHS = Phrases[int](_VOCABULARY.numbers("months"))
# "1. III 2027": a month in Roman numerals needs its year behind it.
ROMAN_MONTHS = {
    numeral: month
    for month, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1
    )
}
# The last, the first and the middle day of a month stand for its end, beginning and middle.
_LAST, _FIRST, _MIDDLE = 0, 1, 15
_DAYS = 31
_EDGES = Phrases[int](_VOCABULARY.numbers("edges"))
_COUNTED_BY_A_DAY = _VOCABULARY.stems("counted by a day")
_YEAR_CENTURIES = {("two", "thousand"), ("dve", "hiljade"), ("dvije", "hiljade"), ("dve", "tisuce")}
_BETWEEN_DATES = DASHES | {"do", "to", "until", "till", "through", "thru", "i", "and"}
_FIRST_YEAR = 2000
# Years that people tell of their studies and stays; any other is a slip.
YEARS = range(1950, 2100)
_CURRENCIES = frozenset({"€", "$", "£"})


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
        how: `about` for the middle of a month, else None.
    """

    day: int
    month: int | None
    year: int | None
    start: int
    stop: int
    loose: bool = False
    how: str | None = None


def may_begin_a_date(word: str) -> bool:
    """Tell whether a date can begin with this word at all; most words of a message cannot."""
    return (
        "0" <= word[0] <= "9"
        or word == "the"
        or is_ordinal(word)
        or MONTHS.value(word) is not None
        or _EDGES.begins_with(word)
    )


def day_alone(message: Tokens, index: int) -> PartialDate | None:
    """Read a day whose month stands elsewhere."""
    number = ordinal(message, index) or _whole_digits(message, index)
    if number is None or number.whole is None or not 1 <= number.whole <= 31:
        return None
    return PartialDate(number.whole, None, None, index, number.stop)


def _whole_digits(message: Tokens, index: int) -> Number | None:
    word = message.word(index)
    if not (word.isascii() and word.isdigit()):
        return None
    return Number(parse_digits(word), index, index + 1)


def date_at(message: Tokens, index: int) -> PartialDate | None:
    """Read the date that begins at this word, if one does."""
    word = message.word(index)
    if "0" <= word[:1] <= "9":
        return _iso(message, index) or _in_digits(message, index) or _day_first(message, index)
    return _day_first(message, index) or _month_first(message, index) or _edge(message, index)


def _iso(message: Tokens, index: int) -> PartialDate | None:
    """Read "2027-02-15", "2027/02/15", "2027.02.15."."""
    word = message.word(index)
    if word.count(".") == 2 and len(word.split(".")[0]) == 4:
        year, month, day = (_int(part) for part in word.split("."))
        return _checked(day, month, year, index, _behind_a_point(message, index + 1))
    sign = message.word(index + 1)
    if len(word) != 4 or sign not in {"-", "/"}:
        return None
    parts = [message.word(index + ahead) for ahead in range(5)]
    if parts[3] != sign:
        return None
    year, month, day = (_int(part) for part in parts[::2])
    return _checked(day, month, year, index, index + 5)


def _behind_a_point(message: Tokens, index: int) -> int:
    return index + 1 if message.word(index) == "." and message.glued(index) else index


def _in_digits(message: Tokens, index: int) -> PartialDate | None:
    """Read "15.2.2026", "15.02.", "15. 2. 2026.", "15/2/2026", "15-2-2026"."""
    word = message.word(index)
    parts = word.split(".")
    if len(parts) == 3:
        year, stop = _full_year(parts[2]), _behind_a_point(message, index + 1)
        return _checked(_int(parts[0]), _int(parts[1]), year, index, stop)
    if len(parts) == 2:
        closed = message.word(index + 1) == "." and message.glued(index + 1)
        stop = index + 2 if closed else index + 1
        year, stop = year_behind(message, stop) if closed else (None, stop)
        return _checked(_int(parts[0]), _int(parts[1]), year, index, stop, loose=not closed)
    one = message.word(index + 1)
    if one not in {"/", ".", "-"}:
        return None
    two, three = message.word(index + 2), message.word(index + 3)
    if one == three and one in {"/", "-"} and (one == "/" or len(message.word(index + 4)) == 4):
        year = _full_year(message.word(index + 4))
        return None if year is None else _checked(_int(word), _int(two), year, index, index + 5)
    if one == "/" and message.glued(index + 1) and message.glued(index + 2):
        return _checked(_int(word), _int(two), None, index, index + 3, loose=True)
    if one == "." == three and message.glued(index + 1) and message.glued(index + 3):
        year, stop = year_behind(message, index + 4)
        return _checked(_int(word), _int(two), year, index, stop)
    if one == "." and len(two.split(".")) == 2:  # "15. 2.2026"
        month, digits = two.split(".")
        year, stop = _full_year(digits), _behind_a_point(message, index + 3)
        return _checked(_int(word), _int(month), year, index, stop) if year else None
    return None


def _day_first(message: Tokens, index: int) -> PartialDate | None:
    """Read "15. februara 2026", "15th of February", "petnaestog februara", "1. III 2027"."""
    number = ordinal(message, index) or _whole_digits(message, index)
    if number is None:
        return None
    place = number.stop + 1 if message.word(number.stop) == "of" else number.stop
    month = month_at(message, place)
    if month is not None:
        year, stop = _year_of_a_month(message, place + 1)
        return _checked(number.whole, month, year, index, stop)
    month = ROMAN_MONTHS.get(message.word(place))
    if month is None:
        return None
    year, stop = year_behind(message, place + 1)
    return None if year is None else _checked(number.whole, month, year, index, stop)


def _month_first(message: Tokens, index: int) -> PartialDate | None:
    """Read "February 15th, 2026", "Sept 2 to ..."; not the "March 14 people" of "in March"."""
    month = month_at(message, index)
    if month is None:
        return None
    place = index + 2 if message.word(index + 1) == "." else index + 1
    number = ordinal(message, place) or _whole_digits(message, place)
    if number is None or _counts_something(message, index, number):
        return None
    year, stop = _year_of_a_month(message, number.stop)
    return _checked(number.whole, month, year, index, stop)


def _counts_something(message: Tokens, index: int, number: Number) -> bool:
    after = message.word(number.stop)
    if not after[:1].isalpha():
        return False
    return after.startswith(_COUNTED_BY_A_DAY) or message.word(index - 1) in {"in", "u"}


def _edge(message: Tokens, index: int) -> PartialDate | None:
    """Read "kraja juna" as its last day, "pocetak oktobra" as its first, "mid-May" as the 15th."""
    if index >= len(message):
        return None
    edge = _EDGES.at(message, index)
    if edge is None:
        return None
    place = edge.stop + 1 if message.word(edge.stop) == "-" else edge.stop
    month = month_at(message, place)
    if month is None:
        return None
    day = _whole_digits(message, place + 1)
    if day is not None and 1 <= (day.whole or 0) <= _DAYS:
        # "Classes start Oct 12": a day of the month, and no edge of it.
        return None
    year, stop = year_behind(message, place + 1)
    how = "about" if edge.value == _MIDDLE else None
    return PartialDate(edge.value, month, year, index, stop, how=how)


def month_at(message: Tokens, index: int) -> int | None:
    """Return the month that a word names."""
    word = message.word(index)
    return MONTHS.value(word) if word else None


def year_behind(message: Tokens, index: int) -> tuple[int | None, int]:
    """Return the year behind a date, with the index after it."""
    place = index
    while message.word(place) in {".", ",", "'"} and place < index + 2:
        place += 1
    word = message.word(place)
    if len(word) == 4 and (year := _full_year(word)) is not None:
        behind = message.word(place + 1)
        if year in YEARS or not (behind[:1].isalpha() or behind in _CURRENCIES):
            return year, place + 1
    if len(word) == 2 and message.word(place - 1) == "'":
        year = _full_year(word)
        return (None, index) if year is None else (year, place + 1)
    return _year_in_words(message, place) or (None, index)


def _year_in_words(message: Tokens, index: int) -> tuple[int, int] | None:
    """Read "dve hiljade dvadeset sedme", "two thousand and twenty-seven", "twenty twenty-six"."""
    words = message.word(index), message.word(index + 1)
    if words in _YEAR_CENTURIES:
        place = index + 3 if message.word(index + 2) in {"and", "i"} else index + 2
        number = cardinal(message, place) or ordinal(message, place)
    elif words[0] == "twenty":
        number = cardinal(message, index + 1)
        if number is None or not 20 <= (number.whole or 0) < 100:
            return None
    else:
        return None
    if number is None or number.whole is None or not 0 < number.whole < 100:
        return None
    ended = ordinal(message, number.start)
    number = ended if ended is not None and ended.stop > number.stop else number
    return _FIRST_YEAR + (number.whole or 0), number.stop


def _year_of_a_month(message: Tokens, index: int) -> tuple[int | None, int]:
    """Return the year behind a month, or behind a day of it, also one of two digits.

    Two digits are a year where nothing can be counted by them: "1 Sep 26 - 31 Jan 27", not
    "1. septembra 20 dana".
    """
    year, stop = year_behind(message, index)
    digits = message.word(index)
    if year is not None or len(digits) != 2 or not digits.isdigit() or digits < "20":
        return year, stop
    after = index + 1
    if message.word(after) == "." and message.glued(after):
        after += 1
    word = message.word(after)
    closed = not word or word in {",", ")", ";", "?", "!", "\n", "(", "/"}
    joined = word in _BETWEEN_DATES and _goes_on_as_a_date(message, after + 1)
    return (_full_year(digits), after) if closed or joined else (None, index)


def _goes_on_as_a_date(message: Tokens, index: int) -> bool:
    """Tell whether a date begins behind the dash: a day with its month, or the month first."""
    place = index + 1 if message.word(index) == "the" else index
    word = message.word(place)
    if month_at(message, place) is not None:
        return True
    if not word[:1].isdigit():
        return False
    while place < index + 4 and message.word(place + 1) in {".", "st", "nd", "rd", "th", "of"}:
        place += 1
    return "." in word or month_at(message, place + 1) is not None


def _full_year(digits: str) -> int | None:
    """Return the year that digits tell, also one that no stay can be in: 2206 is asked about."""
    year = _int(digits)
    if year is None or len(digits) not in {2, 4} or (len(digits) == 4 and not year):
        return None
    return year + _FIRST_YEAR if len(digits) == 2 else year


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
