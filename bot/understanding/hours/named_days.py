"""Find the days beside hours: named or counted ("first day", "Mon-Thu", "5 days"), or each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.quantities.numbers import Number, cardinal, ordinal
from bot.understanding.tokens import DASHES, Phrases, Tokens, WordSet
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("hours")
_NTH_DAY = Phrases[bool](_VOCABULARY.phrases("nth day"))
_NTH = _VOCABULARY.words("nth")
LAST, NEXT = "last", "next"
_LAST_STEMS, _NEXT_STEMS = _VOCABULARY.stems("last day"), _VOCABULARY.stems("next day")
_FIRST = frozenset({"first", "prvi", "prvog", "prvoga"})
_WEEKDAYS: Mapping[str, int] = _VOCABULARY.numbers("weekdays")
_JOINTS = frozenset({"i", "and", ",", "&", "+", "te"})
_RANGE = DASHES | {"do", "to", "through"}
_DAY = ("dan", "day")
_BETWEEN = _VOCABULARY.words("between") | {"radnih", "radna", "working", "full", "puna"}
_TRAVEL = _VOCABULARY.words("travel")
_PER_DAY = Phrases[bool](_VOCABULARY.phrases("per day"))
_OF_WHAT = _VOCABULARY.words("of what")
_MOST_OF_WHAT = 3


@dataclass(frozen=True, slots=True)
class NamedDays:
    """Days that were named side by side: "first day", "Monday and Tuesday", "Mon-Thu".

    Attributes:
        start: index of the first word.
        stop: index after the last word.
        count: how many days they are.
        key: which day it is, where it is one: its number in order, `LAST` or `NEXT`, or a weekday.
    """

    start: int
    stop: int
    count: int
    key: str = ""


_NAMED_ALONE = WordSet(lambda word: word in _WEEKDAYS or word in _NTH or word in _FIRST)


def named_days(message: Tokens) -> list[NamedDays]:
    """Return the days that are named, those side by side together."""
    if not (_NAMED_ALONE.places(message) or _NTH_DAY.may_begin_in(message)):
        return []
    places = [(match.start, match.stop, 0) for match in _NTH_DAY.find(message)]
    taken = {index for start, stop, _ in places for index in range(start, stop)}
    places += [
        (index, index + 1, _WEEKDAYS[word])
        for index, word in enumerate(message.words)
        if word in _WEEKDAYS and index not in taken
    ]
    ordinals = [
        index
        for index, word in enumerate(message.words)
        if word in _NTH | _FIRST and not _counts_days_itself(message, index)
    ]
    in_a_row = len(ordinals) > 1
    if places or in_a_row:
        places += [
            (index, index + 1, 0)
            for index in ordinals
            if (in_a_row or message.words[index] in _NTH) and index not in taken
        ]
    days: list[NamedDays] = []
    last_weekday = 0
    for start, stop, weekday in sorted(places):
        between = message.words[days[-1].stop : start] if days else ("",)
        if weekday and last_weekday and len(between) == 1 and between[0] in _RANGE:
            count = days[-1].count + (weekday - last_weekday) % 7
            days[-1] = NamedDays(days[-1].start, stop, count)
        elif days and between and all(word in _JOINTS for word in between):
            days[-1] = NamedDays(days[-1].start, stop, days[-1].count + 1)
        else:
            days.append(NamedDays(start, stop, 1, _key(message, start, stop, weekday)))
        last_weekday = weekday
    return days


def _counts_days_itself(message: Tokens, index: int) -> bool:
    """Return whether an ordinal is of a stay whose days follow: "the first 2 days, 4 hours"."""
    behind = message.words[index + 1 : index + 4]
    number = next((place for place, word in enumerate(behind) if word[0].isdigit()), None)
    return number is not None and number + 1 < len(behind) and behind[number + 1].startswith(_DAY)


def _key(message: Tokens, start: int, stop: int, weekday: int) -> str:
    """Return which day it is: "1" for "first day" or "dan jedan", `LAST`, or "monday"."""
    if weekday:
        return f"weekday {weekday}"
    word = message.words[start]
    if word.startswith(_LAST_STEMS):
        return LAST
    if word.startswith(_NEXT_STEMS):
        return NEXT
    number = ordinal(message, start) or cardinal(message, stop - 1)
    if number is None or number.whole is None:
        behind = message.words[stop - 1]
        return behind if behind.isdigit() else ""
    return str(number.whole)


def days_counted(message: Tokens, numbers: Mapping[int, Number]) -> list[Number]:
    """Return the numbers that count days; each count once, where it stands first."""
    counted: list[Number] = []
    for number in numbers.values():
        place = number.stop
        while message.word(place) in _BETWEEN:
            place += 1
        word, behind = message.word(place), message.word(place + 1)
        if word.startswith(_DAY) and behind not in _TRAVEL and number.whole:
            counted.append(number)
    alike = len({number.whole for number in counted}) == 1
    return counted[:1] if alike else counted


def days_told(counts: Sequence[Number], days: Sequence[NamedDays]) -> Number | int | None:
    """Return how many days are told in the message, where only one count of them is."""
    if counts:
        return counts[0]
    return days[0].count if len(days) == 1 and days[0].count > 1 else None


def per_day_behind(message: Tokens, stop: int) -> int | None:
    """Return the index after the "a day" of "2 hours (of teaching) a day"."""
    for place in range(stop, min(stop + _MOST_OF_WHAT + 1, len(message))):
        match = _PER_DAY.at(message, place)
        if match is not None:
            return match.stop
        if message.words[place] not in _OF_WHAT:
            return None
    return None


def per_day_before(message: Tokens, start: int) -> bool:
    """Return whether hours are told of each day: "svaki dan po 2 časa", "dnevno držim 3 sata"."""
    if message.word(start - 1) == "po":
        return True
    for match in _PER_DAY.find(message):
        between = message.words[match.stop : start]
        if match.stop <= start and len(between) <= _MOST_OF_WHAT:
            if any(word in {",", ";", "\n", "."} for word in between):
                continue
            return not any(word[0].isdigit() for word in between)
    return False
