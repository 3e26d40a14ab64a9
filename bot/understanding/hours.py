"""Read hours of teaching or training: all of them, by the day, or told day by day.

"8 časova", "two days, 4 hours each", "4 predavanja po 2 časa", "first day 6 hours, second day 4",
"ponedeljak 4h, utorak 3h".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.understanding.amounts import (
    as_told,
    beyond_sense,
    other_end,
    plain,
    unclear_amount,
)
from bot.understanding.named_days import (
    NamedDays,
    days_counted,
    days_told,
    named_days,
    per_day_before,
    per_day_behind,
)
from bot.understanding.numbers import Number
from bot.understanding.tokens import Phrases, Tokens, WordSet
from bot.understanding.understanding import FactValue, Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("hours")
_HOURS = Phrases[bool](_VOCABULARY.phrases("hours"))
_ONE_HOUR = _VOCABULARY.words("one hour")
_AN_HOUR_ALONE = WordSet(_ONE_HOUR.__contains__)
_HALVES = frozenset({"half", "pola", "pol"})
_BEFORE_AN_HOUR = _VOCABULARY.words("before an hour")
_MINUTES = _VOCABULARY.words("minutes")
_REST_OF_AN_HOUR = _VOCABULARY.words("rest of an hour")
_AN_HOUR = 60
_HOUR_ADJECTIVES = _VOCABULARY.words("hour adjectives")
_AT_A_TIME = frozenset({"u", "at"})  # "u 15 sati" is a time of the day
_MOST_OF_WHAT = 3
_RATED = _VOCABULARY.words("rated")
_SPREAD_OVER = frozenset({"po", "of", "od"})
_PLUS = frozenset({"+", "plus"})
_MULTIPLIED = frozenset({"x", "×", "*"})
_DAY = ("dan", "day")
_SESSIONS = _VOCABULARY.stems("sessions")
_BETWEEN = _VOCABULARY.words("between")
_TOTAL = Phrases[bool](_VOCABULARY.phrases("total"))
_JOINTS = frozenset({"i", "and", ",", "&", "+", "te"})
_AROUND_A_DAY = _VOCABULARY.words("around a day")
_REACH_OF_A_DAY = 6


@dataclass(frozen=True, slots=True)
class _Told:
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


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a message.

    Attributes:
        found: hours that are all of a stay's.
        unclear: those that cannot be used as they stand.
        of_stays: the hours of each stay, by the index of the word that its days begin with.
    """

    found: Sequence[Found] = ()
    unclear: Sequence[Unclear] = ()
    of_stays: Mapping[int, FactValue] = field(default_factory=dict)


def hours(message: Tokens, numbers: Mapping[int, Number]) -> Hours:
    """Read the fact `hours`.

    Hours by the day are multiplied by the days that are told, those of each person by their own;
    where none are, they are unclear, with the reason `per_day`. Limits and ranges are unclear too.
    """
    told = [
        one
        for number in (*numbers.values(), *_without_a_number(message, numbers))
        if (one := _hours_at(message, numbers, number)) is not None
    ]
    if not told:
        return Hours()
    told = sorted((*told, *_without_a_unit(message, numbers, told)), key=lambda one: one.start)
    days = named_days(message)
    total = _total(message, told)
    if total is not None:
        return Hours([total])
    summed = _day_by_day(message, numbers, told, days) if len(days) > 1 else None
    if summed is not None:
        return Hours([summed])
    found: list[Found] = []
    unclear: list[Unclear] = []
    of_stays: dict[int, FactValue] = {}
    counts = days_counted(message, numbers)
    for one in told:
        of_a_day = not one.daily and any(
            abs(one.start - day.start) <= _REACH_OF_A_DAY for day in days
        )
        count = _days_of(one, told, counts) if len(counts) > 1 else days_told(counts, days)
        reason = "rule" if of_a_day else _reason(message, numbers, one, count)
        if reason is None and one.value is not None and not beyond_sense(one.value):
            found.append(_all_of(message, one, count))
            if isinstance(count, Number):
                of_stays[count.start] = found[-1].value
        else:
            unclear.append(_unclear(message, numbers, one, reason))
    return Hours(found, unclear, of_stays)


def _without_a_unit(
    message: Tokens, numbers: Mapping[int, Number], told: Sequence[_Told]
) -> Iterator[_Told]:
    """Yield the 2.5 of "I 4 days x 2h, my colleague 3 days x 2.5": hours like those beside it."""
    taken = {index for one in told for index in range(one.start, one.stop)}
    for index, number in numbers.items():
        behind = message.word(number.stop)
        closed = not behind[:1].isalnum() or behind in _JOINTS
        if index not in taken and closed and _beside_days(message, numbers, number):
            yield _Told(number.value, number, index, number.stop, daily=True)


def _reason(
    message: Tokens, numbers: Mapping[int, Number], told: _Told, days: Number | int | None
) -> str | None:
    """Return why hours are not all the hours of the stay; None where they are."""
    if told.times > 1 or (told.daily and days is not None):
        return None
    if other_end(message, numbers, told.number) is not None:
        return "range"
    if told.daily:
        return "per_day"
    if message.word(told.stop) in _RATED | {"a"}:
        return "rule"
    return as_told(message, told.start, told.stop)[1]


def _unclear(
    message: Tokens, numbers: Mapping[int, Number], told: _Told, reason: str | None
) -> Unclear:
    other = other_end(message, numbers, told.number)
    span = message.span(other.start if other else told.start, told.stop)
    if reason == "per_day" and told.value is not None:
        return Unclear("hours", reason, span, (_plain(told.value),))
    return unclear_amount("hours", reason, span, told.number, other)


def _all_of(message: Tokens, told: _Told, days: Number | int | None) -> Found:
    """Return the hours of all days, or of all lectures, together."""
    value, start, stop = (told.value or 0) * told.times, told.start, told.stop
    how = as_told(message, start, stop)[0] or told.number.how
    if told.daily and days is not None and told.times == 1:
        value *= days if isinstance(days, int) else (days.whole or 1)
        if isinstance(days, Number):
            how = how or days.how
            start, stop = min(start, days.start), max(stop, days.stop)
    return Found("hours", _plain(value), start, stop, how)


def _plain(value: int | Decimal) -> FactValue:
    whole = int(value)
    return whole if whole == value else plain(value)


def _hours_at(message: Tokens, numbers: Mapping[int, Number], number: Number) -> _Told | None:
    """Return the hours that a number counts, if it counts hours."""
    value = number.value
    stop = _hours_stop(message, number)
    if stop is None:
        if message.word(number.stop) not in _MINUTES or value is None:
            return None
        value, stop = Decimal(value) / _AN_HOUR, number.stop + 1
    first, added = _added_before(message, numbers, number)
    if value is not None and added:
        return _Told(value + added, number, first, stop)
    multiplier = _multiplier(message, numbers, number)
    if multiplier is not None:
        return _Told(value, number, multiplier.start, stop, multiplier.whole or 1)
    behind = per_day_behind(message, stop)
    daily = behind is not None or per_day_before(message, number.start)
    daily = daily or _beside_days(message, numbers, number)
    return _Told(value, number, number.start, behind or stop, daily=daily)


def _added_before(
    message: Tokens, numbers: Mapping[int, Number], number: Number
) -> tuple[int, int]:
    """Return where a sum begins that ends with these hours, and what they are added to: "3 + 5"."""
    first, added = number.start, 0
    while message.word(first - 1) in _PLUS:
        before = numbers.get(first - 2)
        if before is None or before.whole is None or before.stop != first - 1:
            break
        first, added = before.start, added + before.whole
    return first, added


def _without_a_number(message: Tokens, numbers: Mapping[int, Number]) -> Iterator[Number]:
    """Yield the one of "po sat vremena", "an hour a day", the one and a half of "sat i po"."""
    for index in _AN_HOUR_ALONE.places(message):
        if index in numbers or message.word(index - 1) not in _BEFORE_AN_HOUR | _HALVES:
            continue
        half = message.words[index + 1 : index + 3] in {("i", "po"), ("i", "pol")}
        half = half or message.words[index + 1 : index + 4] == ("and", "a", "half")
        value: int | Decimal = Decimal("1.5") if half else 1
        if message.word(index - 1) in _HALVES or message.word(index - 2) in _HALVES:
            value = Decimal("0.5")
        yield Number(value, index, index)


def _multiplier(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Number | None:
    """Return the 3 of "3 × 2 hours", the 4 of "4 lectures of 2 hours", "4 predavanja po 2"."""
    before = message.word(number.start - 1)
    if before in _MULTIPLIED:
        return numbers.get(number.start - 2)
    place = number.start - 1
    while message.word(place) in _SPREAD_OVER | {"by", "each", "svako", "svaki"}:
        place -= 1
    if place == number.start - 1 or not message.word(place).startswith(_SESSIONS):
        return None
    told = (one for one in numbers.values() if one.stop in {place, place - 1})
    return next(told, None)


def _beside_days(message: Tokens, numbers: Mapping[int, Number], number: Number) -> bool:
    """Return whether hours are said to be of each of the days right before: "3 days of 4 hours"."""
    place = number.start - 1
    if message.word(place) not in _SPREAD_OVER | _MULTIPLIED:
        return False
    while message.word(place) in _BETWEEN | _SPREAD_OVER | _MULTIPLIED:
        place -= 1
    if not message.word(place).startswith(_DAY):
        return False
    return any(one.stop == place for one in numbers.values())


def _days_of(one: _Told, told: Sequence[_Told], counts: Sequence[Number]) -> Number | None:
    """Return the days that hours are told of, of several: those right before them, or behind."""
    last = max((other.stop for other in told if other.stop <= one.start), default=0)
    following = min((other.start for other in told if other.start >= one.stop), default=None)
    before = [count for count in counts if last <= count.start and count.stop <= one.start]
    behind = [
        count
        for count in counts
        if count.start >= one.stop and (following is None or count.stop <= following)
    ]
    return before[-1] if before else behind[0] if behind else None


def _total(message: Tokens, told: Sequence[_Told]) -> Found | None:
    """Return hours that are said to be all of them: "ukupno 8 časova, svaki dan po 2"."""
    if len(told) < 2:
        return None
    for match in _TOTAL.find(message):
        for one in told:
            behind = 0 <= match.start - one.stop <= _MOST_OF_WHAT
            if (match.stop == one.start or behind) and one.value is not None:
                return Found("hours", _plain(one.value), one.start, one.stop)
    return None


def _day_by_day(
    message: Tokens, numbers: Mapping[int, Number], told: Sequence[_Told], days: Sequence[NamedDays]
) -> Found | None:
    """Return the sum of hours told of one day after the other; None where a day has none."""
    named = {index for day in days for index in range(day.start, day.stop)}
    amounts = {one.start: one for one in told}
    day_first = days[0].start < min(amounts)
    parts: list[int | Decimal] = []
    last = 0
    for place, day in enumerate(days):
        if day_first:
            first = day.stop
            end = days[place + 1].start if place + 1 < len(days) else len(message)
        else:
            first, end = (days[place - 1].stop if place else 0), day.start
        value = _hours_of_a_day(message, numbers, amounts, named, (first, end))
        if value is None:
            return None
        amount, last = value
        parts.append(amount * day.count)
    start = days[0].start if day_first else min(amounts)
    return Found("hours", _plain(sum(parts)), start, max(last, days[-1].stop))


def _hours_of_a_day(
    message: Tokens,
    numbers: Mapping[int, Number],
    amounts: Mapping[int, _Told],
    named: set[int],
    between: tuple[int, int],
) -> tuple[int | Decimal, int] | None:
    """Return the hours told between two days, with or without their unit, and where they end."""
    first, end = between
    for index in range(first, min(end, first + _REACH_OF_A_DAY)):
        if index in amounts:
            one = amounts[index]
            return None if one.value is None else (one.value * one.times, one.stop)
        number = numbers.get(index)
        if number is not None and index not in named and number.whole is not None:
            behind = message.word(number.stop)
            alone = not behind[:1].isalnum() or number.stop >= end or behind in _AROUND_A_DAY
            return (number.whole, number.stop) if alone else None
    return None


def _hours_stop(message: Tokens, number: Number) -> int | None:
    place = number.stop
    if message.word(number.start - 1) in _AT_A_TIME and message.word(place) in {"h", "sati", "sat"}:
        return None
    if message.word(place) in {"h", "hrs", "hr"}:
        return place + 1
    if message.word(place) in _HOUR_ADJECTIVES or message.word(place) == "-":
        place += 1
    if place >= len(message):
        return None
    match = _HOURS.at(message, place)
    if match is None:
        return None
    behind = match.stop
    while message.word(behind) in _REST_OF_AN_HOUR and behind < match.stop + 3:
        behind += 1
    return behind
