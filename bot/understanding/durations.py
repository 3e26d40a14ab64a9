"""Read the lengths of a stay that a message tells: "dva i po meseca", "three weeks", "45-day".

Only a length that can be the person's own is returned. Limits ("najviše 12 meseci", "do 30 dana"),
distances in time ("pre 2 meseca", "u roku od 7 dana"), rates ("8 sati nedeljno"), ranges of lengths
and those that are a little more or less ("nepuna dva meseca") are unclear, with the reason.
"""

from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.understanding.approximation import approximation
from bot.understanding.found import Unclear
from bot.understanding.lengths import length_at
from bot.understanding.limits import not_the_persons
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, Phrases
from bot.understanding.units import Length, as_length
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH

_VOCABULARY = load_vocabulary("durations")

_COUNTED_FROM = Phrases[int](_VOCABULARY.numbers("counted from"))
_CARRIED_ON_BEFORE = _VOCABULARY.words("carried on before")

_AFTER_A_LONE_NUMBER = _VOCABULARY.words("after a lone number")

_JOINS = _VOCABULARY.words("joins")
_WISHED = _VOCABULARY.words("wished")
_TO_A_MOBILITY = _VOCABULARY.words("to a mobility")
_MOBILITY = _VOCABULARY.stems("mobility")

_ONE = _VOCABULARY.words("one")
_CARRIED_ON_AFTER = frozenset({"more", "jos"})


def lengths(
    message: Message, numbers: Mapping[int, Number], taken: Collection[int]
) -> tuple[list[Length], list[Unclear]]:
    """Return every length that can be a stay, and what was not understood of the others.

    Args:
        message: the message.
        numbers: its numbers (`numbers.numbers`).
        taken: indices of words that already belong to something else (a date, days of travel).
    """
    found: list[Length] = []
    unclear: list[Unclear] = []
    numbers = {index: number for index, number in numbers.items() if index not in taken}
    index = 0
    while index < len(message):
        read = None if index in taken else length_at(message, numbers, index)
        if read is None:
            index += 1
            continue
        if isinstance(read, Length):
            read = _counted_from(message, numbers, read) or _as_exact_as_told(message, read)
        if isinstance(read, Length):
            found.append(read)
            index = read.stop
        else:
            unclear.append(read[0])
            index = read[1]
    found += _carried_on(message, numbers, found, taken)
    return sorted(found, key=lambda length: length.start), unclear


def _counted_from(message: Message, numbers: Mapping[int, Number], length: Length) -> Length | None:
    """Return the length of "tri dana manje od dve nedelje", if that is what stands there."""
    if not _COUNTED_FROM.may_begin_in(message) or length.stop >= len(message):
        return None
    match = _COUNTED_FROM.at(message, length.stop)
    other = None
    if match is not None and match.stop < len(message):
        other = length_at(message, numbers, match.stop)
    if match is None or not isinstance(other, Length) or set(length.value) != {"days"}:
        return None
    if "semesters" in other.value:
        return None
    months, days = other.value.get("months", 0), other.value.get("days", 0)
    days += match.value * length.value["days"]
    if days < 0:
        months, days = 0, months * MONTH + days
    value = {unit: count for unit, count in (("months", months), ("days", days)) if count > 0}
    return Length.of(value, length.start, other.stop) if value else None


def _as_exact_as_told(message: Message, length: Length) -> Length | tuple[Unclear, int]:
    """Return a length that can be the person's, with how exact it is, or why it cannot."""
    told = approximation(message, length.start, length.stop)
    how, start, stop = told or (length.how, length.start, length.stop)
    reason = not_the_persons(message, start, stop)
    if reason is None and how in {"under", "over"}:
        reason = how
    if reason is None:
        return replace(length, how=how)
    candidates = (length.value,) if reason in {how, "bound"} else ()
    return Unclear("duration", reason, message.span(length.start, length.stop), candidates), stop


def _carried_on(
    message: Message,
    numbers: Mapping[int, Number],
    found: list[Length],
    taken: Collection[int],
) -> list[Length]:
    """Numbers that take the unit of the length told with them: "bio 8 meseci, mogu li još 6?"."""
    if not found:
        return []
    carried: list[Length] = []
    covered = {index for length in found for index in range(length.start, length.stop)}
    starts = [length.start for length in found]
    for index, number in numbers.items():
        if index in covered or index in taken or not _stands_alone(message, number):
            continue
        unit = found[max(0, bisect(starts, index) - 1)].unit
        value = None if number.value is None else as_length(number.value, unit)
        if value is not None:
            carried.append(Length.of(value, index, number.stop))
    return carried


def _stands_alone(message: Message, number: Number) -> bool:
    before, after = message.word(number.start - 1), message.word(number.stop)
    if after in _CARRIED_ON_AFTER:
        return True
    if before in _JOINS | _WISHED and _leads_to_a_mobility(message, number.stop):
        return True
    closed = not after or not after[0].isalnum() or after in _AFTER_A_LONE_NUMBER
    if message.words[number.start] in _ONE:
        return False
    return before in _CARRIED_ON_BEFORE and closed and after not in {"-", "/", "%", "€"}


def _leads_to_a_mobility(message: Message, index: int) -> bool:
    """Whether "na praksi", "on an internship" begins here."""
    place = index
    while message.word(place) in _TO_A_MOBILITY and place < index + 3:
        place += 1
    return place > index and message.word(place).startswith(_MOBILITY)
