"""Read hours of teaching or training: all of them, by the day, or told day by day.

"8 časova", "two days, 4 hours each", "4 predavanja po 2 časa", "first day 6 hours, second day 4",
"ponedeljak 4h, utorak 3h".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from bot.messages.record import record
from bot.understanding.grades.amounts import (
    as_told,
    beyond_sense,
    other_end,
    unclear_amount,
)
from bot.understanding.hours.hours_by_day import HoursOfDay, hours_by_day
from bot.understanding.hours.hours_by_week import hours_by_week
from bot.understanding.hours.named_days import (
    NEXT,
    NamedDays,
    days_counted,
    days_told,
    named_days,
    per_day_before,
    per_day_behind,
)
from bot.understanding.hours.told_hours import ToldHours, plain_hours
from bot.understanding.quantities.minutes import AN_HOUR, MINUTES, minutes_behind
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Tokens, WordSet
from bot.understanding.understanding import FactValue, Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("hours")
_HOURS = Phrases[bool](_VOCABULARY.phrases("hours"))
_ONE_HOUR = _VOCABULARY.words("one hour")
_AN_HOUR_ALONE = WordSet(_ONE_HOUR.__contains__)
_HALVES = frozenset({"half", "pola", "pol"})
_BEFORE_AN_HOUR = _VOCABULARY.words("before an hour")
_REST_OF_AN_HOUR = _VOCABULARY.words("rest of an hour")
_HOUR_ADJECTIVES = _VOCABULARY.words("hour adjectives")
_AT_A_TIME = frozenset({"u", "at"})  # "u 15 sati" is a time of the day
_MOST_OF_WHAT = 3
_RATED = _VOCABULARY.words("rated")
_SPREAD_OVER = frozenset({"po", "of", "od"})
_PLUS = frozenset({"+", "plus"})
_MULTIPLIED = frozenset({"x", "×", "*"})
_DAY = ("dan", "day")
_WORKING = ("radn", "working", "full", "pun")
_SESSIONS = _VOCABULARY.stems("sessions")
_BETWEEN = _VOCABULARY.words("between")
_TOTAL = Phrases[bool](_VOCABULARY.phrases("total"))
_JOINTS = frozenset({"i", "and", ",", "&", "+", "te"})
_REACH_OF_A_DAY = 6
# It is multiplied by the days that are told later.
_PLACES_OF_A_RATE = 6


@record
class Hours:
    """The hours of a message.

    Attributes:
        found: hours that are all of a stay's.
        unclear: those that cannot be used as they stand.
        of_stays: the hours of each stay, by the index of the word that its days begin with.
        by_day: the hours of each day that was named, in order.
        days: the days that were named side by side, beside hours of all of them: "Mon and Tue".
    """

    found: Sequence[Found] = ()
    unclear: Sequence[Unclear] = ()
    of_stays: Mapping[int, FactValue] = field(default_factory=dict)
    by_day: Sequence[HoursOfDay] = ()
    days: NamedDays | None = None


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
    days = named_days(message)
    if not told:
        # "Then 3 the last day": what is counted was told before.
        alone = hours_by_day(message, numbers, days, {}) if len(days) == 1 else ()
        return Hours(by_day=alone)
    told = sorted((*told, *_without_a_unit(message, numbers, told)), key=lambda one: one.start)
    told = [one for one in told if not any(_is_inside(one, other) for other in told)]
    total = _total(message, told)
    if total is not None:
        return Hours([total])
    amounts = {one.start: (one.value, one.times, one.stop) for one in told}
    each = hours_by_day(message, numbers, days, amounts)
    if len(days) > 1 and each:
        return Hours([_summed(each)], by_day=each)
    weekly = hours_by_week(message, numbers, told)
    if weekly is not None:
        return Hours([weekly]) if isinstance(weekly, Found) else Hours(unclear=[weekly])
    beside = _with_another_day(each, told, days_counted(message, numbers))
    if beside is not None:
        return Hours([beside], by_day=each)
    found: list[Found] = []
    unclear: list[Unclear] = []
    of_stays: dict[int, FactValue] = {}
    counts = days_counted(message, numbers)
    for one in told:
        of_a_day = not one.daily and any(
            abs(one.start - day.start) <= _REACH_OF_A_DAY for day in days if day.count == 1
        )
        count = _days_of(one, told, counts) if len(counts) > 1 else days_told(counts, days)
        reason = "rule" if of_a_day else _reason(message, numbers, one, count)
        if reason is None and one.value is not None and not beyond_sense(one.value):
            found.append(_all_of(message, one, count))
            if isinstance(count, Number):
                of_stays[count.start] = found[-1].value
        else:
            unclear.append(_unclear(message, numbers, one, reason))
    if len(days) == 1 and days[0].count > 1 and not counts:
        return Hours(found, unclear, of_stays, days=days[0])
    return Hours(found, unclear, of_stays, each if len(each) == 1 else ())


def _summed(each: Sequence[HoursOfDay]) -> Found:
    total = sum(one.hours * one.count for one in each)
    start, stop = min(one.start for one in each), max(one.stop for one in each)
    return Found("hours", plain_hours(total), start, stop)


def _with_another_day(
    each: Sequence[HoursOfDay], told: Sequence[ToldHours], counts: Sequence[Number]
) -> Found | None:
    """Return the sum of "2 hours a day for 4 days, then 3 on the fifth": one day has its own."""
    daily = [one for one in told if one.daily and one.value is not None]
    if len(each) != 1 or len(daily) != 1 or len(counts) != 1 or counts[0].whole is None:
        return None
    own, rate, days = each[0], daily[0], counts[0].whole
    if rate.start <= own.start < rate.stop or rate.value is None:
        return None
    added = own.key == NEXT or (own.key.isdigit() and int(own.key) > days)
    total = rate.value * (days if added else days - 1) + own.hours
    start = min(rate.start, counts[0].start, own.start)
    return Found("hours", plain_hours(total), start, max(rate.stop, counts[0].stop, own.stop))


def _without_a_unit(
    message: Tokens, numbers: Mapping[int, Number], told: Sequence[ToldHours]
) -> Iterator[ToldHours]:
    """Yield the 2.5 of "I 4 days x 2h, my colleague 3 days x 2.5": hours like those beside it."""
    taken = {index for one in told for index in range(one.start, one.stop)}
    for index, number in numbers.items():
        behind = message.word(number.stop)
        closed = not behind[:1].isalnum() or behind in _JOINTS
        if index not in taken and closed and _beside_days(message, numbers, number):
            yield ToldHours(number.value, number, index, number.stop, daily=True)


def _reason(
    message: Tokens, numbers: Mapping[int, Number], told: ToldHours, days: Number | int | None
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
    message: Tokens, numbers: Mapping[int, Number], told: ToldHours, reason: str | None
) -> Unclear:
    other = other_end(message, numbers, told.number)
    span = message.span(other.start if other else told.start, told.stop)
    if reason == "per_day" and told.value is not None:
        return Unclear("hours", reason, span, (plain_hours(told.value, _PLACES_OF_A_RATE),))
    return unclear_amount("hours", reason, span, told.number, other)


def _all_of(message: Tokens, told: ToldHours, days: Number | int | None) -> Found:
    """Return the hours of all days, or of all lectures, together."""
    value, start, stop = (told.value or 0) * told.times, told.start, told.stop
    how = as_told(message, start, stop)[0] or told.number.how
    if told.daily and days is not None and told.times == 1:
        value *= days if isinstance(days, int) else (days.whole or 1)
        if isinstance(days, Number):
            how = how or days.how
            start, stop = min(start, days.start), max(stop, days.stop)
    return Found("hours", plain_hours(value), start, stop, how)


def _hours_at(message: Tokens, numbers: Mapping[int, Number], number: Number) -> ToldHours | None:
    """Return the hours that a number counts, if it counts hours."""
    value = number.value
    stop = _hours_stop(message, number)
    if stop is None:
        if message.word(number.stop) not in MINUTES or value is None:
            return None
        value, stop = Decimal(value) / AN_HOUR, number.stop + 1
    minutes, stop = minutes_behind(message, numbers, stop)
    if value is not None and minutes:
        value += Decimal(minutes) / AN_HOUR
    first, added = _added_before(message, numbers, number)
    if value is not None and added:
        return ToldHours(value + added, number, first, stop)
    multiplier = _multiplier(message, numbers, number)
    if multiplier is not None:
        return ToldHours(value, number, multiplier.start, stop, multiplier.whole or 1)
    multiplier = _multiplier_behind(message, numbers, stop)
    if multiplier is not None:
        return ToldHours(value, number, number.start, multiplier.stop, multiplier.whole or 1)
    behind = per_day_behind(message, stop)
    daily = behind is not None or per_day_before(message, number.start)
    daily = daily or _beside_days(message, numbers, number)
    return ToldHours(value, number, number.start, behind or stop, daily=daily)


def _is_inside(one: ToldHours, other: ToldHours) -> bool:
    """Return whether hours are the minutes of others: the 40 of "1 hour and 40 minutes"."""
    return other.start < one.start and one.stop <= other.stop


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


def _multiplier_behind(message: Tokens, numbers: Mapping[int, Number], stop: int) -> Number | None:
    """Return the 2 of "90 min x 2"; not that of "4 hours x 2 days", which are counted later."""
    if message.word(stop) not in _MULTIPLIED:
        return None
    number = numbers.get(stop + 1)
    behind = "" if number is None else message.word(number.stop)
    return None if behind.startswith((*_DAY, *_WORKING)) else number


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


def _days_of(one: ToldHours, told: Sequence[ToldHours], counts: Sequence[Number]) -> Number | None:
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


def _total(message: Tokens, told: Sequence[ToldHours]) -> Found | None:
    """Return hours that are said to be all of them: "ukupno 8 časova, svaki dan po 2"."""
    if len(told) < 2:
        return None
    for match in _TOTAL.find(message):
        for one in told:
            behind = 0 <= match.start - one.stop <= _MOST_OF_WHAT
            if (match.stop == one.start or behind) and one.value is not None:
                return Found("hours", plain_hours(one.value), one.start, one.stop)
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
