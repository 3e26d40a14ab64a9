"""Tell the parts of a length from other lengths: "9 months, 4 + 5", "of those 8 months 2 unpaid".

A total told with its parts is one time away, not all of them added up; a part of what was told
before, of which only the money is said, is no stay of its own.
"""

from collections.abc import Mapping, Sequence

from bot.understanding.lengths.durations import length_at
from bot.understanding.quantities.counted_lengths import (
    MONTHS_OF_A_CYCLE,
    UNITS,
    Length,
    as_length,
    unit_of,
)
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import Phrases, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("durations")
_IN_ALL = Phrases[bool](_VOCABULARY.phrases("in all"))
_INCLUDING = Phrases[bool](_VOCABULARY.phrases("including"))
_OF_IT = Phrases[bool](_VOCABULARY.phrases("of it"))
_WITHOUT_MONEY = Phrases[bool](load_vocabulary("conversation").phrases("without the grant"))
_BEHIND_A_PART = _VOCABULARY.words("behind a part")
_KINDS_BEHIND_A_PART = _VOCABULARY.stems("mobility")
_CYCLES = _VOCABULARY.stems("cycles")
_LEAST_PARTS, _MOST_NUMBERS = 2, 24
_REACH_OF_A_TOTAL, _REACH_OF_MONEY, _REACH_OF_A_PART = 2, 8, 3


def parts_of_a_length(
    message: Tokens, numbers: Mapping[int, Number], told: tuple[Stance, ...]
) -> frozenset[int]:
    """Return the words of numbers that are parts, or the sum, of lengths told beside them."""
    if not numbers or len(numbers) > _MOST_NUMBERS:
        return frozenset()
    ordered = sorted(numbers.values(), key=lambda one: one.start)
    found: set[int] = set()
    for place, number in enumerate(ordered):
        if number.start in found or not number.whole:
            continue
        found |= _its_parts(message, ordered[place:], told) or _as_a_sum(message, ordered, place)
    return frozenset(found | _without_money(message, numbers) | _included(message, numbers))


def _its_parts(message: Tokens, numbers: Sequence[Number], told: tuple[Stance, ...]) -> set[int]:
    """Return the words of "4 + 5" behind a length that is their sum, and is no plan."""
    whole, following = numbers[0], numbers[1:]
    unit = unit_of(message, whole)
    if unit is None or told[whole.start] is Stance.PLAN:
        return set()
    in_all = as_length(whole.whole or 0, unit[0])
    parts: list[Number] = []
    total = 0
    for number in following:
        if number.whole is None or not _is_of_one_sentence(message, unit[1], number.start):
            return set()
        if not _may_be_a_part(message, number, unit[0]):
            return set()
        parts.append(number)
        total += number.whole
        if total >= (whole.whole or 0):
            break
    told_apart = parts and _is_set_apart(message, unit[1], parts[0].start)
    if in_all is None or len(parts) < _LEAST_PARTS or total != whole.whole or not told_apart:
        return set()
    return {index for one in parts for index in _words_of(message, one)}


def _as_a_sum(message: Tokens, numbers: Sequence[Number], place: int) -> set[int]:
    """Return the words of "9 in all" behind lengths that it is the sum of."""
    number = numbers[place]
    own = unit_of(message, number)
    if not _is_a_total(message, number):
        return set()
    before = [
        one for one in numbers[:place] if _is_of_one_sentence(message, one.stop, number.start)
    ]
    units = {unit[0] for one in before if (unit := unit_of(message, one)) is not None}
    if own is not None:
        units.add(own[0])
    for first in range(len(before)):
        counted = before[first:]
        total = sum(one.whole or 0 for one in counted)
        alone = len(counted) < _LEAST_PARTS
        if not alone and len(units) == 1 and total == number.whole:
            return set(_words_of(message, number))
    return set()


def _is_a_total(message: Tokens, number: Number) -> bool:
    unit = unit_of(message, number)
    return is_told_in_all(message, number.start, number.stop if unit is None else unit[1])


def is_told_in_all(message: Tokens, start: int, stop: int) -> bool:
    """Return whether "in all", "ukupno" stands right before a length, or behind it."""
    near = range(max(0, start - _REACH_OF_A_TOTAL), start)
    if any(
        (match := _IN_ALL.at(message, index)) is not None and match.stop == start for index in near
    ):
        return True
    return _IN_ALL.at(message, stop) is not None


def _may_be_a_part(message: Tokens, number: Number, unit: str) -> bool:
    """Return whether a number counts what the whole does, or stands for itself."""
    own = unit_of(message, number)
    if own is not None:
        return own[0] == unit
    word = message.word(number.stop)
    closed = not word or not word[0].isalnum() or word in _BEHIND_A_PART
    return (closed and word not in {"%", "€"}) or word.startswith(_KINDS_BEHIND_A_PART)


def _is_set_apart(message: Tokens, stop: int, start: int) -> bool:
    """Return whether a sign or "of which" parts a whole from its first part."""
    between = range(stop, start)
    signs = any(message.words[index] in {",", "(", ":", "-", "–", "—", "="} for index in between)
    return signs or any(_OF_IT.at(message, index) is not None for index in between)


def _is_of_one_sentence(message: Tokens, stop: int, start: int) -> bool:
    return not any(message.ends_sentence(index) for index in range(stop, start))


def _words_of(message: Tokens, number: Number) -> range:
    unit = unit_of(message, number)
    return range(number.start, number.stop if unit is None else unit[1])


def _without_money(message: Tokens, numbers: Mapping[int, Number]) -> set[int]:
    """Return the words of a part of which only is told that no grant was paid for it."""
    if not _OF_IT.may_begin_in(message):
        return set()
    without = [match.start for match in _WITHOUT_MONEY.find(message)]
    found: set[int] = set()
    for match in _OF_IT.find(message):
        whole, place = range(0), match.stop
        told = length_at(message, {}, place) if place < len(message) else None
        if isinstance(told, Length) and _is_near(message, without, told.start):
            # "Od toga mesec dana bez stipendije".
            found.update(range(told.start, told.stop))
            continue
        named = numbers.get(place)
        unit = None if named is None else unit_of(message, named)
        if named is not None and unit is not None:
            whole, place = range(named.start, unit[1]), unit[1]
        elif UNITS.at(message, place) is not None:
            place += 1
        part = _part_behind(message, numbers, place) or _part_before(message, numbers, match.start)
        if part is None and whole:
            # "Of those 3 months without a grant": the part itself, and no whole.
            part, whole = named, range(0)
        if part is None or _names_a_cycle(message, part):
            continue
        of_this = _is_part_of_a_whole(message, numbers, part, match.start)
        if of_this or _is_near(message, without, part.start):
            found |= {*whole, *_words_of(message, part)}
            found |= _what_remains(message, numbers, part, match.start)
    return found


def _is_part_of_a_whole(
    message: Tokens, numbers: Mapping[int, Number], part: Number, place: int
) -> bool:
    """Return whether the message tells before it what the number is a part of: "7, of those 3"."""
    return any(
        one is not part
        and one.start < place
        and (one.whole or 0) > (part.whole or 0)
        and unit_of(message, one) is not None
        and _is_of_one_sentence(message, one.stop, place)
        for one in numbers.values()
    )


def _included(message: Tokens, numbers: Mapping[int, Number]) -> set[int]:
    """Return the words of "8 months so far, including 2 stays of a month each" from there on."""
    found: set[int] = set()
    for match in _INCLUDING.find(message):
        wholes = [one for one in numbers.values() if one.start < match.start]
        told = any(
            unit_of(message, one) is not None
            and _is_of_one_sentence(message, one.stop, match.start)
            for one in wholes
        )
        stop = match.stop
        while told and stop < len(message) and not message.ends_sentence(stop):
            found.add(stop)
            stop += 1
    return found


def _is_near(message: Tokens, places: Sequence[int], start: int) -> bool:
    return any(
        -_REACH_OF_MONEY <= at - start <= _REACH_OF_MONEY
        and _is_of_one_sentence(message, min(at, start), max(at, start))
        for at in places
    )


def _what_remains(
    message: Tokens, numbers: Mapping[int, Number], part: Number, place: int
) -> set[int]:
    """Return the words of what the whole is without the part: "so only 2 count"."""
    wholes = [one.whole for one in numbers.values() if one.start < place and one is not part]
    rests = {(whole or 0) - (part.whole or 0) for whole in wholes}
    # "Does that leave me 7?": of the months of a cycle, as if the part did not count.
    rests |= {MONTHS_OF_A_CYCLE - rest for rest in rests}
    return {
        index
        for one in numbers.values()
        if one.start > max(place, part.start) and one.whole in rests and one.whole > 0
        for index in _words_of(message, one)
    }


def _part_behind(message: Tokens, numbers: Mapping[int, Number], place: int) -> Number | None:
    """Return the 2 of "od tih 8 meseci 2 ..."; a word such as "were" may stand between."""
    for index in range(place, min(place + _REACH_OF_A_PART, len(message))):
        if index in numbers and numbers[index].whole:  # "zero grant" counts nothing
            return numbers[index]
        if message.ends_sentence(index):
            return None
    return None


def _part_before(message: Tokens, numbers: Mapping[int, Number], place: int) -> Number | None:
    """Return the 2 of "2 (months) of those"."""
    for number in numbers.values():
        unit = unit_of(message, number)
        if place in {number.stop, number.stop if unit is None else unit[1]}:
            return number
    return None


def _names_a_cycle(message: Tokens, part: Number) -> bool:
    """Return whether a part is said to be of a cycle: that moves it there."""
    for index in range(part.stop, min(part.stop + _REACH_OF_MONEY, len(message))):
        if message.ends_clause(index):
            return False
        if message.words[index].startswith(_CYCLES):
            return True
    return False
