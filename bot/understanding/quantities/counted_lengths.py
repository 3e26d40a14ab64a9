"""Read lengths told by a number and a unit: "2 meseca i 10 dana", "3m 10d", "5 do 7 meseci"."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Self, TypeAlias

from bot.messages.changed import replace
from bot.messages.record import record
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import DASHES, Phrases, Tokens
from bot.understanding.understanding import Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("durations")
UNITS = Phrases[str](_VOCABULARY.meanings("units"))
GLUED_UNITS: Mapping[str, str] = _VOCABULARY.meanings("glued units")
_MONTHS_OF: Mapping[str, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
DAYS_OF: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
ADJECTIVES = Phrases[str](_VOCABULARY.meanings("adjectives"))
_MOST: Mapping[str, int] = {"day": 3650, "month": 120, "semester": 20}
_BETWEEN_NUMBER_AND_UNIT = _VOCABULARY.words("between number and unit")
OF_DAYS = frozenset({"dana", "dan"})  # "mesec dana", "dva meseca dana"
_RANGE = DASHES | {"do", "to", "ili", "or", "/", "+"}
# "Between two and three months" is a range of one stay, and no two stays.
_BETWEEN, _AND = _VOCABULARY.words("between"), frozenset({"and", "i"})
# "The second one 3 days", "jednom 20 dana, jednom 3 meseca": one of the stays, and no number.
_ONE = _VOCABULARY.words("one of the stays")
_ADDED = frozenset({"+", "plus", "i", "and"})
_THEN = _VOCABULARY.words("then")
_ABBREVIATIONS = _VOCABULARY.words("abbreviations")
_MOST_GLUED: Mapping[str, int] = {"s": 4, "g": 2, "y": 2, "n": 20}  # "5G", "the 80s"
_A_WEEK = (("nedelju", "dana"), ("nedjelju", "dana"), ("sedmicu", "dana"), ("a", "week"))
# More than the rules allow in a cycle are no months; a test compares it with the parameter.
MONTHS_OF_A_CYCLE = 12
# Nobody adds up more stays in one breath.
_MOST_STAYS = 12
_BEHIND_A_HALF = _VOCABULARY.words("behind a half")
_NO_STAY_BEFORE = _VOCABULARY.stems("no stay before")
NO_STAY_OF_YEARS = Phrases[bool](_VOCABULARY.phrases("no stay of years"))


@record
class Length:
    """A length that was told.

    Attributes:
        value: in the form of the facts: `{"days": 20}`, `{"months": 2, "days": 15}`, ...
        unit: what it was counted in: `day`, `month` or `semester`.
        start: index of its first word.
        stop: index after its last word.
        how: `about`, `under` or `over` where it was told as not exact, else None.
        planned: what it is unless it is over: "4 + 3 months" of earlier stays are seven, of a plan
            nobody can tell.
        parts: the stays that it is the sum of, where several were told together.
    """

    value: Mapping[str, int]
    unit: str
    start: int
    stop: int
    how: str | None = None
    planned: Unclear | None = None
    parts: tuple[Mapping[str, int], ...] = ()

    @classmethod
    def of(cls, value: Mapping[str, int], start: int, stop: int, how: str | None = None) -> Self:
        """Make a length of a duration; the largest unit in it is the one it was counted in."""
        unit = next(unit for unit in ("semester", "month", "day") if f"{unit}s" in value)
        return cls(value, unit, start, stop, how)


def as_length(count: int | Decimal, unit: str) -> Mapping[str, int] | None:
    """Return a count of a unit as a duration; None when it is no whole days, or beyond sense."""
    if unit in DAYS_OF:
        days = count * DAYS_OF[unit]
        return {"days": int(days)} if days == int(days) and 1 <= days <= _MOST["day"] else None
    if unit in {"semester", "academic year"}:
        semesters = count * (2 if unit == "academic year" else 1)
        whole = semesters == int(semesters) and 1 <= semesters <= _MOST["semester"]
        return {"semesters": int(semesters)} if whole else None
    months = count * _MONTHS_OF[unit]
    if not 0 <= months <= _MOST["month"]:
        return None
    whole_months, rest = int(months), months - int(months)
    if rest == 0:
        return {"months": whole_months}
    if rest != Decimal("0.5"):
        return None
    return {"months": whole_months, "days": 15} if whole_months else {"days": 15}


def between_whole_days(count: int | Decimal, unit: str) -> tuple[Mapping[str, int], ...]:
    """Return both whole numbers of days beside a broken one: two and a half weeks are 17 or 18."""
    if not isinstance(count, Decimal) or count % 1 != Decimal("0.5"):
        return ()
    if unit == "semester" and 1 < count < _MOST["semester"]:
        return {"semesters": int(count)}, {"semesters": int(count) + 1}
    if unit not in DAYS_OF:
        return ()
    days = count * DAYS_OF[unit]
    if not 1 < days < _MOST["day"]:
        return ()
    ends = (days.to_integral_value(ROUND_FLOOR), days.to_integral_value(ROUND_CEILING))
    return tuple({"days": int(end)} for end in ends)


Read: TypeAlias = Length | tuple[Unclear, int] | None
"""A length, what was not understood with the index after it, or nothing."""


def unit_of(message: Tokens, number: Number) -> tuple[str, int] | None:
    """Return the unit that a number counts, and the index after it."""
    place = number.stop
    glued = message.glued(place)
    word = message.word(place)
    if glued and word in GLUED_UNITS and (number.value or 0) <= _MOST_GLUED.get(word, 999):
        return GLUED_UNITS[word], _behind_point(message, place + 1)
    adjective = glued or word in DASHES
    while message.word(place) in _BETWEEN_NUMBER_AND_UNIT and place < number.stop + 2:
        place += 1
    if place >= len(message):
        return None
    if message.words[place] == "d" and place == number.stop:  # "2 mes. 10 d."
        return "day", _behind_point(message, place + 1)
    match = UNITS.at(message, place)
    if match is None and adjective:
        match = ADJECTIVES.at(message, place)
        joined = message.words[place].removeprefix("o")  # "45-odnevni"
        unit = ADJECTIVES.value(joined) if match is None and joined else None
        if unit is not None:
            return unit, place + 1
    if match is None or (match.value == "year" and not _counts_years(message, number, match.stop)):
        return None
    return match.value, _behind_point(message, match.stop)


def _behind_point(message: Tokens, stop: int) -> int:
    """Skip the point of an abbreviation: "3 mes. 10 dana"."""
    abbreviated = message.word(stop) == "." and message.words[stop - 1] in _ABBREVIATIONS
    return stop + 1 if abbreviated and message.glued(stop) else stop


def _counts_years(message: Tokens, number: Number, stop: int) -> bool:
    """Tell whether "2 godine" is a length: not "2 godina" or "student 2 godine" (the second)."""
    if number.value is None or number.value > 2:
        return False
    if message.words[stop - 1] in {"godina", "god"} and number.whole is not None:
        return False
    if no_stay_before(message, number):
        return False
    return stop >= len(message) or NO_STAY_OF_YEARS.at(message, stop) is None


def no_stay_before(message: Tokens, number: Number) -> bool:
    """Tell whether years are those of studies, work or life: "radim 3 godine", "imam 20 godina"."""
    before = [message.word(number.start - back) for back in (1, 2, 3)]
    return any(word.startswith(_NO_STAY_BEFORE) for word in before if word)


def several(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Read:
    """Read stays told one after the other: "4 + 3 months", "4 pa 3 meseca", "2, 3 i 4 meseca"."""
    if message.word(number.start - 1) in _BETWEEN:
        return None
    counts = [number]
    reason = "range"
    while len(counts) <= _MOST_STAYS:
        place = counts[-1].stop
        while message.word(place) in _ADDED | _THEN | {",", "jos"} and place < counts[-1].stop + 3:
            reason = "several" if message.words[place] in _THEN else reason
            place += 1
        following = numbers.get(place)
        if following is None or place == counts[-1].stop or following.whole is None:
            break
        counts.append(following)
    unit = unit_of(message, counts[-1]) if len(counts) <= _MOST_STAYS else None
    values = [_value(count.value, unit[0]) for count in counts] if unit is not None else []
    if unit is None or len(values) < 2 or number.whole is None:
        return None
    told = tuple(value for value in values if value is not None)
    if message.word(counts[-1].start - 1) == "," or len(told) < len(values):
        return None
    total = {name: sum(value[name] for value in told) for name in told[0]}
    if any(value.keys() != total.keys() for value in told):
        return None
    span = message.span(number.start, unit[1])
    planned = Unclear("duration", reason, span, told)
    return replace(Length.of(total, number.start, unit[1]), planned=planned, parts=told)


def part_of(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Read:
    """Read the 9 months of "9 od 12 meseci"."""
    place = number.stop
    if message.words[place : place + 2] == ("out", "of"):
        place += 1
    if message.word(place) not in {"of", "od", "/"}:
        return None
    if _is_one_of_several(message, number) and not _is_all_of_a_cycle(numbers.get(place + 1)):
        # "Three of 20 days and one of 6 months": one stay of so many.
        return None
    whole = numbers.get(place + 1)
    unit = None if whole is None else unit_of(message, whole)
    value = None if unit is None else _value(number.value, unit[0])
    if whole is None or unit is None or value is None or unit[0] not in _MONTHS_OF:
        return None
    if whole.value is None or number.value is None or number.value > whole.value:
        return None
    return Length.of(value, number.start, unit[1])


def _is_one_of_several(message: Tokens, number: Number) -> bool:
    return number.whole == 1 and not message.words[number.start][0].isdigit()


def _is_all_of_a_cycle(whole: Number | None) -> bool:
    return whole is not None and whole.whole == MONTHS_OF_A_CYCLE


def range_of_lengths(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Read:
    """Read one of two lengths: "5 do 7 meseci", "dva-tri meseca", "20 ili 30 dana"."""
    place = number.stop
    between = message.word(number.start - 1) in _BETWEEN
    joined = message.word(place) in (_RANGE | _AND if between else _RANGE)
    other = numbers.get(place + 1 if joined else place)
    counted_apart = not joined and message.words[number.start] in _ONE
    if other is None or counted_apart or (not joined and not _neighbours(number, other)):
        return None
    unit = unit_of(message, other)
    if unit is None:
        return None
    ends = (_value(number.value, unit[0]), _value(other.value, unit[0]))
    return either(message, number.start, unit[1], *ends)


def _value(count: int | Decimal | None, unit: str) -> Mapping[str, int] | None:
    return None if count is None else as_length(count, unit)


def either(
    message: Tokens, start: int, stop: int, *ends: Mapping[str, int] | None
) -> tuple[Unclear, int]:
    """Return lengths of which one is meant; no candidates where one of them is none."""
    candidates = tuple(end for end in ends if end is not None)
    if len(candidates) < len(ends):
        candidates = ()
    return Unclear("duration", "range", message.span(start, stop), candidates), stop


def _neighbours(one: Number, other: Number) -> bool:
    """Tell whether two numbers side by side make a range, as in "dva tri"."""
    return one.whole is not None and other.whole is not None and 1 <= other.whole - one.whole <= 5


def counted(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Read:
    """Read a number with its unit, and what follows: "2 meseca i 10 dana"."""
    unit = unit_of(message, number)
    if unit is None:
        return None
    name, stop = unit
    if _someday(message, number, stop):
        return None
    if message.word(stop) in OF_DAYS and name in {"month", "week", "year"}:
        stop += 1
    count, behind = number.value, half_behind(message, stop)
    if behind > stop and number.whole is not None:
        count, stop = number.whole + Decimal("0.5"), behind
    return finished(message, numbers, (count, name), number.start, stop)


def half_behind(message: Tokens, index: int) -> int:
    """Return the index after a half behind its unit, else the index itself.

    "Dva meseca i po" and "two months and a half" have one, "mesec i po povratku" (one month, and on
    return) has none.
    """
    one, two, three = (message.word(index + ahead) for ahead in range(3))
    if one in {"ipo", "ipol"}:
        stop = index + 1
    elif (one == "i" and two in {"po", "pol", "pola"}) or (one, two) == ("and", "half"):
        stop = index + 2
    elif (one, two, three) == ("and", "a", "half"):
        stop = index + 3
    else:
        return index
    following = message.word(stop)
    if following in OF_DAYS:
        return stop + 1
    ends = not following.isalnum() or message.ends_clause(stop - 1)
    return stop if ends or following in _BEHIND_A_HALF else index


def _someday(message: Tokens, number: Number, stop: int) -> bool:
    """Tell whether it is the "one day" of "one day I will ...", which is no length."""
    words = message.words[number.start : stop]
    return words == ("one", "day") and message.word(stop) in {"i", "we", "you", "my", "when"}


def finished(
    message: Tokens,
    numbers: Mapping[int, Number],
    told: tuple[int | Decimal | None, str],
    start: int,
    stop: int,
) -> Read:
    """Return a length of one count, with the smaller one that may follow ("i 10 dana")."""
    count, unit = told
    number = numbers.get(start)
    how = None if number is None else number.how
    value = _value(count, unit)
    joined = message.word(stop) in _RANGE - {"/", "+"}
    second = numbers.get(stop + 1) if joined else None
    second_unit = None if second is None else unit_of(message, second)
    if second is not None and second_unit is not None:
        return either(message, start, second_unit[1], value, _value(second.value, second_unit[0]))
    if value is None:
        broken = () if count is None else between_whole_days(count, unit)
        if broken:
            return either(message, start, stop, *broken)
        return Unclear("duration", "nonsense", message.span(start, stop)), stop
    more = _smaller(message, numbers, stop)
    if more is not None and "months" in value and "days" not in value:
        return Length.of({**value, "days": more[0]}, start, more[1], how)
    if more is not None and unit in {"week", "fortnight"}:
        return Length.of({"days": value["days"] + more[0]}, start, more[1], how)
    return Length.of(value, start, stop, how)


def _smaller(message: Tokens, numbers: Mapping[int, Number], index: int) -> tuple[int, int] | None:
    """Return the days behind months or weeks, and the index after them."""
    place = index + 1 if message.word(index) in {"i", "and", "plus", "+"} else index
    if place > index and message.words[place : place + 2] in _A_WEEK:
        return 7, place + 2
    number = numbers.get(place)
    unit = None if number is None else unit_of(message, number)
    if number is None or unit is None or unit[0] not in DAYS_OF or number.whole is None:
        return None
    days = as_length(number.whole, unit[0])
    return None if days is None else (days["days"], unit[1])
