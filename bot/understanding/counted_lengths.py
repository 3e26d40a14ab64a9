"""Lengths told by a number and a unit: "dva i po meseca", "three weeks", "45-day"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from bot.understanding.found import Unclear
from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, Message, Phrases, word_set
from bot.understanding.units import ADJECTIVES, DAYS_OF, UNITS, Length, as_length

_BETWEEN_NUMBER_AND_UNIT = word_set(
    "- – ak tak pun punih puna puno ceo cela celih cele citav citavih radnih radna kalendarskih"
    " full whole working calendar more jos dodatnih dodatna consecutive straight"
)

DATIVE_DAYS = frozenset({"dana", "dan"})

_RANGE = DASHES | {"do", "to", "ili", "or", "/", "+"}


# Behind these "a week" and "a day" tell a rate ("8 hours a week", "how much a day"), not a length.
_A_WEEK = (("nedelju", "dana"), ("sedmicu", "dana"), ("a", "week"))

_NO_STAY_BEFORE = ("stud", "rad", "work", "ziv", "live", "imam", "star")

_NO_STAY_OF_YEARS = Phrases[bool](
    {"of|studij*|studies|faks*|fakultet*|rada|staza|old|programa": True}
)

Read: TypeAlias = Length | tuple[Unclear, int] | None
"""A length, what was not understood with the index after it, or nothing."""


def unit_of(message: Message, number: Number) -> tuple[str, int] | None:
    """The unit that a number counts, and the index after it."""
    place = number.stop
    if message.word(place) == "d" and message.glued(place):
        return "day", place + 1
    hyphen = message.word(place) in DASHES
    while message.word(place) in _BETWEEN_NUMBER_AND_UNIT and place < number.stop + 2:
        place += 1
    if place >= len(message):
        return None
    match = UNITS.at(message, place) or (ADJECTIVES.at(message, place) if hyphen else None)
    if match is None or (match.value == "year" and not _counts_years(message, number, match.stop)):
        return None
    return match.value, match.stop


def _counts_years(message: Message, number: Number, stop: int) -> bool:
    """Whether "2 godine" is a length: not "2 godina" or "student 2 godine" (the second)."""
    if message.words[stop - 1] in {"godina", "god"} or number.value is None or number.value > 2:
        return False
    before = [message.word(number.start - back) for back in (1, 2, 3)]
    if any(word.startswith(_NO_STAY_BEFORE) for word in before if word):
        return False
    return stop >= len(message) or _NO_STAY_OF_YEARS.at(message, stop) is None


def range_of_lengths(message: Message, numbers: Mapping[int, Number], number: Number) -> Read:
    """No one length, as in "5 do 7 meseci", "dva-tri meseca", "20 ili 30 dana", "8 + 6 meseci"."""
    place = number.stop
    joined = message.word(place) in _RANGE | {"i", "and"}
    other = numbers.get(place + 1 if joined else place)
    if other is None or (not joined and not _neighbours(number, other)):
        return None
    unit = unit_of(message, other)
    if unit is None:
        return None
    return Unclear("duration", "range", message.span(number.start, unit[1])), unit[1]


def _neighbours(one: Number, other: Number) -> bool:
    """Whether two numbers side by side tell a range, as "dva tri" does."""
    return one.whole is not None and other.whole is not None and 1 <= other.whole - one.whole <= 5


def counted(message: Message, numbers: Mapping[int, Number], number: Number) -> Read:
    """A number with its unit, and what follows: "2 meseca i 10 dana"."""
    unit = unit_of(message, number)
    if unit is None:
        return None
    name, stop = unit
    if _someday(message, number, stop):
        return None
    if name == "academic year":
        name, factor = "semester", 2
    else:
        factor = 1
    if message.word(stop) in DATIVE_DAYS and name in {"month", "week", "year"}:
        stop += 1
    value = None if number.value is None else number.value * factor
    return finished(message, numbers, (value, name), number.start, stop)


def _someday(message: Message, number: Number, stop: int) -> bool:
    """As in "one day I will ...": no length."""
    words = message.words[number.start : stop]
    return words == ("one", "day") and message.word(stop) in {"i", "we", "you", "my", "when"}


def finished(
    message: Message,
    numbers: Mapping[int, Number],
    told: tuple[int | Decimal | None, str],
    start: int,
    stop: int,
) -> Read:
    """A length of one count, with the smaller one that may follow ("2 meseca i 10 dana")."""
    count, unit = told
    joined = message.word(stop) in _RANGE - {"/", "+"}
    second = numbers.get(stop + 1) if joined else None
    if second is not None and unit_of(message, second) is not None:
        return Unclear("duration", "range", message.span(start, second.stop + 1)), second.stop + 1
    value = None if count is None else as_length(count, unit)
    if value is None:
        return Unclear("duration", "nonsense", message.span(start, stop)), stop
    kind = "semester" if "semesters" in value else "month" if "months" in value else "day"
    more = _smaller(message, numbers, stop)
    if more is not None and kind == "month" and "days" not in value:
        return Length({**value, "days": more[0]}, kind, start, more[1])
    if more is not None and unit in {"week", "fortnight"}:
        return Length({"days": value["days"] + more[0]}, kind, start, more[1])
    return Length(value, kind, start, stop)


def _smaller(message: Message, numbers: Mapping[int, Number], index: int) -> tuple[int, int] | None:
    """The days behind months, and the index after them."""
    place = index + 1 if message.word(index) in {"i", "and", "plus"} else index
    if place > index and message.words[place : place + 2] in _A_WEEK:
        return 7, place + 2
    number = numbers.get(place)
    unit = None if number is None else unit_of(message, number)
    if number is None or unit is None or unit[0] not in DAYS_OF or number.whole is None:
        return None
    return number.whole * DAYS_OF[unit[0]], unit[1]
