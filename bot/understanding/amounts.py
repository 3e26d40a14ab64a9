"""Read points, credits and hours, and how exact an amount is: "61 poen", "2,5 ESPB", "oko 20 dana".

"Bod" is a point of an exam or a credit; the sentence around it tells which, and where it does not,
neither is taken.
"""

from collections.abc import Mapping
from decimal import Decimal

from bot.understanding.grade_lists import GRADE_CUES, GradeMention, Placed
from bot.understanding.modality import not_the_persons
from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, PhraseMatch, Phrases, Span, Tokens
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("amounts")
_BEFORE = Phrases[str](_VOCABULARY.meanings("before"))
_BEHIND = Phrases[str](_VOCABULARY.meanings("behind"))
_ABOUT_A_SUBJECT = _VOCABULARY.words("about a subject")
_REACH = 4
_COUNTED = Phrases[str](_VOCABULARY.meanings("counted"))
_OF_A_SCALE = _VOCABULARY.words("of a scale")
_POINTS_CONTEXT = _VOCABULARY.stems("points context")
_CREDITS_CONTEXT = _VOCABULARY.stems("credits context")
_REACH_OF_CONTEXT = 30
_MOST = 100_000
_RANGE = DASHES | {"do", "to", "ili", "or"}
_HOURS = Phrases[bool](_VOCABULARY.phrases("hours"))
_HOUR_ADJECTIVES = _VOCABULARY.words("hour adjectives")
_AT_A_TIME = frozenset({"u", "at"})  # "u 15 sati" is a time of the day
_SPREAD_OVER = frozenset({"po", "of", "od", "x"})
_DAY = ("dan", "day")
_MULTIPLIED = frozenset({"x", "×", "*"})
_PER_DAY = Phrases[bool](_VOCABULARY.phrases("per day"))
_BETWEEN_HOURS_AND_DAYS = _VOCABULARY.words("between hours and days")
_NTH_DAY = Phrases[bool](_VOCABULARY.phrases("nth day"))
_REACH_OF_A_DAY = 4
_RATED = _VOCABULARY.words("rated")


def approximation(message: Tokens, start: int, stop: int) -> tuple[str, int, int] | None:
    """Return `about`, `under` or `over` with the first word and the word after the last.

    None where nothing says that the amount from `start` up to `stop` is not exact.
    """
    if _BEFORE.may_begin_in(message):
        for back in range(min(_REACH, start), 0, -1):
            match = _BEFORE.at(message, start - back)
            if (
                match is not None
                and match.stop == start
                and not _names_a_subject(message, match.start)
            ):
                return match.value, match.start, stop
    if _BEHIND.may_begin_in(message) and stop < len(message):
        match = _BEHIND.at(message, stop)
        if match is not None:
            return match.value, start, match.stop
    return None


def _names_a_subject(message: Tokens, index: int) -> bool:
    return message.words[index] == "about" and message.word(index - 1) in _ABOUT_A_SUBJECT


def points_and_credits(
    message: Tokens,
    numbers: Mapping[int, Number],
    worth: list[Found],
    unclear: list[Unclear],
) -> list[Placed]:
    """Read numbers of points and credits; the credits go to `worth`."""
    placed: list[Placed] = []
    read_until = 0
    for number in numbers.values():
        if number.start < read_until:  # the 100 of "61 od 100 poena"
            continue
        counted = _what_it_counts(message, numbers, number)
        if counted is None:
            continue
        unit, start, stop = counted
        read_until = stop
        field = "ects" if unit == "credits" else "points"
        how, reason = _as_told(message, start, stop)
        other = _other_end(message, numbers, number)
        span = message.span(other.start if other else start, stop)
        if other is not None:
            reason = "range"
        kind: str | None = unit
        if unit == "either":
            kind = _in_context(message, start)
            reason = reason or (None if kind else "points_or_credits")
        if reason is not None or number.value is None or _beyond_sense(number) or kind is None:
            unclear.append(_unclear(field, reason, span, number, other))
        elif kind == "credits":
            worth.append(Found("ects", plain(number.value), start, stop, how))
        else:
            placed.append((start, stop, GradeMention("points", number.value)))
    return placed


def _what_it_counts(
    message: Tokens, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    if number.stop < len(message):
        match = _COUNTED.at(message, number.stop)
        if match is not None:
            return _if_an_amount(message, match, number)
    other = numbers.get(number.stop + 1)  # the 95 of "95 i 50 poena"
    if other is not None and message.word(number.stop) in {"i", "and"}:
        match = _COUNTED.at(message, other.stop) if other.stop < len(message) else None
        if match is not None and match.value == "points":
            return "points", number.start, number.stop
    return _counted_before(message, numbers, number)


def _if_an_amount(
    message: Tokens, match: PhraseMatch[str], number: Number
) -> tuple[str, int, int] | None:
    """Not the 9 of "grade 9 ECTS letter", nor the 8 of "eight points range"."""
    of_a_grade = match.value == "credits" and message.word(number.start - 1) in GRADE_CUES
    if of_a_grade or message.word(match.stop) in _OF_A_SCALE:
        return None
    return match.value, number.start, match.stop


def _counted_before(
    message: Tokens, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    """As in "poeni: 61", "ects 3": the unit first, and nothing behind that is counted."""
    after = message.word(number.stop)
    if after and after[0].isalpha() and after not in {"i", "and", "na", "iz", "u"}:
        return None
    if after and (after[0].isdigit() or after in DASHES or number.stop in numbers):
        return None
    place = number.start - 2 if message.word(number.start - 1) in {":", "="} else number.start - 1
    if place < 0 or message.words[place] in {"od", "of", "/", "out"}:
        return None
    match = _COUNTED.at(message, place)
    if match is None or match.stop != place + 1 or place - 1 in numbers:
        return None
    return match.value, place, number.stop


def _as_told(message: Tokens, start: int, stop: int) -> tuple[str | None, str | None]:
    """Return how exact an amount is, and why it is not the person's own, if it is not."""
    told = approximation(message, start, stop)
    how, start, stop = told or (None, start, stop)
    reason = not_the_persons(message, start, stop)
    return how, reason or (how if how in {"under", "over"} else None)


def _beyond_sense(number: Number) -> bool:
    """Tell whether a number is more than anything that is counted here."""
    return number.value is not None and number.value > _MOST


def _other_end(message: Tokens, numbers: Mapping[int, Number], number: Number) -> Number | None:
    """Return the first number of a range that ends with this one: the 30 of "30-35 ESPB"."""
    if message.word(number.start - 1) not in _RANGE:
        return None
    ends = (one for one in numbers.values() if one.stop == number.start - 1)
    return next(ends, None)


def _unclear(
    field: str, reason: str | None, span: Span, number: Number, other: Number | None
) -> Unclear:
    ends = [one.value for one in (other, number) if one is not None and one.value is not None]
    named = reason in {"range", "under", "over"}
    return Unclear(field, reason or "nonsense", span, tuple(map(plain, ends)) if named else ())


def plain(value: int | Decimal) -> int | float:
    """Return a number in JSON form."""
    return float(value) if isinstance(value, Decimal) else value


def _in_context(message: Tokens, index: int) -> str | None:
    """Return what "bod" is in its sentence.

    `points`, `credits`, or None where both or neither fit.
    """
    first, last = index, index
    while first > max(0, index - _REACH_OF_CONTEXT) and not message.ends_sentence(first - 1):
        first -= 1
    end = min(len(message), index + _REACH_OF_CONTEXT)
    while last < end and not message.ends_sentence(last):
        last += 1
    words = message.words[first:last]
    points = any(word.startswith(_POINTS_CONTEXT) for word in words)
    credits_ = any(word.startswith(_CREDITS_CONTEXT) for word in words)
    if points == credits_:
        return None
    return "points" if points else "credits"


def hours(message: Tokens, numbers: Mapping[int, Number]) -> tuple[list[Found], list[Unclear]]:
    """Read the fact `hours`; hours by the day or week, limits and ranges are unclear."""
    found: list[Found] = []
    unclear: list[Unclear] = []
    by_days, parts = _hours_by_days(message, numbers)
    if by_days is not None:
        return [by_days], []
    for index, number in numbers.items():
        stop = _hours_stop(message, number)
        if stop is None:
            continue
        days = _days_of_hours(message, numbers, number, stop)
        if days is not None and days.whole and isinstance(number.value, int):
            first = days.start if _times(message, number) else index
            total = number.value * days.whole
            found.append(Found("hours", total, first, stop, days.how or number.how))
            continue
        how, reason = _as_told(message, index, stop)
        part = any(abs(index - place) <= _REACH_OF_A_DAY for place in parts)
        if message.word(stop) in _RATED | {"a"} or _per_day(message, stop) or part:
            reason = "rule"
        other = _other_end(message, numbers, number)
        if other is not None:
            reason = "range"
        if reason is not None or number.value is None or _beyond_sense(number):
            span = message.span(other.start if other else index, stop)
            unclear.append(_unclear("hours", reason, span, number, other))
        else:
            found.append(Found("hours", plain(number.value), index, stop, how or number.how))
    return found, unclear


def _days_of_hours(
    message: Tokens, numbers: Mapping[int, Number], number: Number, stop: int
) -> Number | None:
    """Return how many days the hours are of: "dva dana po pet časova", "2h a day for 3 days"."""
    times = number.start - 2
    if _times(message, number) and times in numbers:
        return numbers[times]
    rate = _per_day(message, stop)
    if rate is None and message.word(number.start - 1) not in _SPREAD_OVER:
        return None
    before = number.start
    while message.word(before - 1) in _BETWEEN_HOURS_AND_DAYS:
        before -= 1
    if message.word(before - 1).startswith(_DAY):
        days = (one for one in numbers.values() if one.stop == before - 1)
        return next(days, None)
    behind = rate or stop
    while message.word(behind) in _BETWEEN_HOURS_AND_DAYS:
        behind += 1
    after = numbers.get(behind)
    return after if after is not None and message.word(after.stop).startswith(_DAY) else None


def _times(message: Tokens, number: Number) -> bool:
    """Whether a number is told as "2 × 3"."""
    multiplied = message.word(number.start - 1) in _MULTIPLIED
    return multiplied and not message.word(number.start - 2).startswith(_DAY)


def _per_day(message: Tokens, stop: int) -> int | None:
    """Return the index after the "a day" that stands behind the hours; None where none does."""
    match = _PER_DAY.at(message, stop) if stop < len(message) else None
    return None if match is None else match.stop


def _hours_by_days(
    message: Tokens, numbers: Mapping[int, Number]
) -> tuple[Found | None, tuple[int, ...]]:
    """Return the sum of hours told day by day, and the places of the days that were named."""
    days = _NTH_DAY.find(message)
    places = tuple(day.start for day in days)
    told: list[Number] = []
    named = False
    for day in days:
        at = day.stop + (message.word(day.stop) in {",", ":", "-", "po", "je", "is"})
        number = numbers.get(at)
        if number is None or number.whole is None:
            return None, places
        hours_named = _hours_stop(message, number) is not None
        named = named or hours_named
        if not hours_named and message.word(number.stop)[:1].isalnum():
            return None, places
        told.append(number)
    if len(told) < 2 or not named:
        return None, places
    total = sum(number.whole or 0 for number in told)
    return Found("hours", total, days[0].start, told[-1].stop), places


def _hours_stop(message: Tokens, number: Number) -> int | None:
    place = number.stop
    if message.word(number.start - 1) in _AT_A_TIME and message.word(place) in {"h", "sati", "sat"}:
        return None
    if message.word(place) in {"h", "hrs"}:
        return place + 1
    if message.word(place) in _HOUR_ADJECTIVES or message.word(place) == "-":
        place += 1
    if place >= len(message):
        return None
    match = _HOURS.at(message, place)
    return None if match is None else match.stop
