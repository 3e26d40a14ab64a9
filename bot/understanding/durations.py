"""Lengths of a stay: "dva i po meseca", "three weeks", "nedelju dana", "semestar", "45-day".

Only a length that can be the person's own is returned. Limits ("najviše 12 meseci", "do 30 dana"),
distances in time ("pre 2 meseca", "u roku od 7 dana"), rates ("8 sati nedeljno") and ranges of
lengths are carried as not understood, with the reason.
"""

from bisect import bisect
from collections.abc import Collection, Mapping

from bot.understanding.bare_lengths import bare_length, may_begin_a_length
from bot.understanding.counted_lengths import Read, counted, range_of_lengths
from bot.understanding.found import Unclear
from bot.understanding.limits import not_the_persons
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, word_set
from bot.understanding.units import Length, as_length

_CARRIED_ON_BEFORE = word_set("jos another dodatnih plus vec already bio bila proveo provela")

_AFTER_A_LONE_NUMBER = word_set(
    "i a pa ali mogu moze li u na za hocu sad sada and but now can could in on at or ili"
)

# "4 meseca na razmeni i tri na praksi": a number joined to a length, and a mobility behind it.
_JOINS = word_set("i a and , plus + te pa")
_TO_A_MOBILITY = word_set("na u za on in of at as for doing an a the")
_MOBILITY = (
    "razmen", "razmjen", "praks", "erasm", "erazm", "mund", "exchang", "intern", "trainee", "plac",
    "study", "studies", "studij",
)  # fmt: skip

_ONE = word_set("jednom jednu jedna jedan jedno one")  # "još jednom" is once more
_CARRIED_ON_AFTER = frozenset({"more", "jos"})


def lengths(
    message: Message, numbers: Mapping[int, Number], taken: Collection[int]
) -> tuple[list[Length], list[Unclear]]:
    """Every length of the message that can be a stay, and what was not understood of the others.

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
        read = None if index in taken else _at(message, numbers, index)
        if read is None:
            index += 1
            continue
        if isinstance(read, Length):
            reason = not_the_persons(message, read.start, read.stop)
            if reason is None:
                found.append(read)
            else:
                unclear.append(Unclear("duration", reason, message.span(read.start, read.stop)))
            index = read.stop
        else:
            unclear.append(read[0])
            index = read[1]
    found += _carried_on(message, numbers, found, taken)
    return sorted(found, key=lambda length: length.start), unclear


def _at(message: Message, numbers: Mapping[int, Number], index: int) -> Read:
    number = numbers.get(index)
    if number is None:
        begins = may_begin_a_length(message.words[index])
        return bare_length(message, numbers, index) if begins else None
    return range_of_lengths(message, numbers, number) or counted(message, numbers, number)


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
            carried.append(Length(value, unit, index, number.stop))
    return carried


def _stands_alone(message: Message, number: Number) -> bool:
    before, after = message.word(number.start - 1), message.word(number.stop)
    if after in _CARRIED_ON_AFTER:
        return True
    if before in _JOINS and _leads_to_a_mobility(message, number.stop):
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
