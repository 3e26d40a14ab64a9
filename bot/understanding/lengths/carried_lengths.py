"""Read numbers that are lengths by the unit of another: "bio 8 meseci, mogu li još 6?".

Where no unit stands anywhere, a number of a mobility that somebody had counts months: "imao sam 8
na razmeni".
"""

import re
from bisect import bisect
from collections.abc import Collection, Mapping

from bot.understanding.quantities.counted_lengths import MONTHS_OF_A_CYCLE, Length, as_length
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Tokens
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("durations")
_CYCLES = _VOCABULARY.stems("cycles")
_CARRIED_ON_BEFORE = _VOCABULARY.words("carried on before")
_AFTER_A_LONE_NUMBER = _VOCABULARY.words("after a lone number")
_JOINS = _VOCABULARY.words("joins")
_WISHED = _VOCABULARY.words("wished")
_TO_A_MOBILITY = _VOCABULARY.words("to a mobility")
_MOBILITY = _VOCABULARY.stems("mobility")
_KINDS_OF_STAY = _VOCABULARY.stems("kinds of stay")
_LEFT = _VOCABULARY.stems("asks what is left")
_HAD_SO_MANY = _VOCABULARY.words("had so many")
_REACH_OF_HAD = 3
_MOST_HAD = 24
_ONE = _VOCABULARY.words("one")
_CARRIED_ON_AFTER = frozenset({"more", "jos"})
_BEFORE_ANOTHER = _VOCABULARY.words("before another stay")
# A capital letter and small ones: "Madrid", and no "ECTS".
_A_NAME = re.compile(r"\b[^\W\d_a-zа-яђјљњћџšđčćž][a-zа-яђјљњћџšđčćž]{2,}\b")
_AT = _VOCABULARY.words("at a place")
_BEFORE_THAT = Phrases[bool](_VOCABULARY.phrases("before that"))
_LONGEST_BEFORE_THAT = 3
_SO_IT_IS = Phrases[bool](load_vocabulary("conversation").phrases("so it is so many"))
_LONGEST_SUPPOSED = 4
_FOR, _REACH_OF_A_NAME = "for", 4
_USED = _VOCABULARY.words("used so many")
_USED_OF_A_CYCLE = _VOCABULARY.words("used of a cycle")
_ALL_OF_THEM = _VOCABULARY.words("all of them")
_IF_SO_MANY = _VOCABULARY.words("if so many")
_OF_MONEY = _VOCABULARY.stems("of money")
_YEAR_OF_STUDY = ("god", "year", "semest")
_MONTHS = frozenset({"months", "month", "mesec", "meseca", "meseci", "mjeseca", "mjeseci"})


def carried_on(
    message: Tokens,
    numbers: Mapping[int, Number],
    found: list[Length],
    taken: Collection[int],
) -> list[Length]:
    """Find numbers that take the unit of a length before them: "bio 8 meseci, mogu li još 6?"."""
    read = {index for length in found for index in range(length.start, length.stop)}
    of_a_cycle = _used_of_a_cycle(message, numbers, {*taken, *read})
    if of_a_cycle is not None:
        numbers = {
            index: number
            for index, number in numbers.items()
            if not of_a_cycle.start <= index < of_a_cycle.stop
        }
        return [of_a_cycle, *carried_on(message, numbers, found, taken)]
    if not found:
        had = _months_asked_of(message, numbers, taken) or _months_had(message, numbers, taken)
        first = [] if had else _months_at_a_place(message, numbers, taken)
        return had or first + (carried_on(message, numbers, first, taken) if first else [])
    carried: list[Length] = []
    covered = {index for length in found for index in range(length.start, length.stop)}
    starts = [length.start for length in found]
    for index, number in numbers.items():
        if index in covered or index in taken or _is_a_year_of_study(message, number):
            continue
        if not (_stands_alone(message, number) or _is_of_the_next_place(message, number, found)):
            continue
        if message.word(number.stop).startswith(_OF_MONEY):  # "zero grant"
            continue
        if _is_a_sum_supposed(message, number):
            continue
        unit = found[max(0, bisect(starts, index) - 1)].unit
        value = None if number.value is None else as_length(number.value, unit)
        if value is not None:
            carried.append(Length.of(value, index, number.stop))
    return carried


def _used_of_a_cycle(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
) -> Length | None:
    """Read "10 of the 12 are gone", "potrošila 10 od 12": so many months of those of a cycle."""
    if _USED_OF_A_CYCLE.isdisjoint(message.words):
        return None
    for index, number in numbers.items():
        place = number.stop
        if index in taken or message.word(place) not in {"of", "od"} or not number.whole:
            continue
        place += 1
        while message.word(place) in _ALL_OF_THEM:
            place += 1
        whole = numbers.get(place)
        if whole is None or whole.whole != MONTHS_OF_A_CYCLE or number.whole > whole.whole:
            continue
        value = as_length(number.whole, "month")
        return None if value is None else Length.of(value, index, whole.stop)
    return None


def _months_asked_of(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
) -> list[Length]:
    """Read "how many months are left if 4 and 3": months, as it is months that are asked of."""
    if _MONTHS.isdisjoint(message.words) or len(numbers) > _MOST_HAD:
        return []
    found: list[Length] = []
    follows = -1
    for index, number in numbers.items():
        joined = follows >= 0 and all(
            word in _BEFORE_ANOTHER for word in message.words[follows:index]
        )
        closed = _ends_its_clause(message, number) or message.word(number.stop) in _BEFORE_ANOTHER
        begins = message.word(index - 1) in _IF_SO_MANY or joined
        if index in taken or not begins or not closed or not number.whole:
            return []
        value = as_length(number.whole, "month") if number.whole <= _MOST_HAD else None
        if value is None:
            return []
        found.append(Length.of(value, index, number.stop))
        follows = number.stop
    return found


def _months_had(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
) -> list[Length]:
    """Read "imao sam 8 na razmeni", "had 8 in my bachelor": so many months of a mobility."""
    found: list[Length] = []
    for index, number in numbers.items():
        before = message.words[max(0, index - _REACH_OF_HAD) : index]
        if index in taken or _HAD_SO_MANY.isdisjoint(before):
            continue
        ends = _ends_its_clause(message, number)
        of_mobility = _leads_to_a_mobility(message, number.stop) or (
            ends and (_comes_from_a_mobility(message, index) or _is_used_up(message, index))
        )
        if of_mobility and number.value is not None and 0 < number.value <= _MOST_HAD:
            value = as_length(number.value, "month")
            if value is not None:
                found.append(Length.of(value, index, number.stop))
    return found


def _months_at_a_place(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
) -> list[Length]:
    """Read "had 5 in Graz and 4 in Lyon, what is left?": what is left is asked of months."""
    if not any(word.startswith(_LEFT) for word in message.words):
        return []
    for index, number in numbers.items():
        before = message.words[max(0, index - _REACH_OF_HAD) : index]
        place = message.word(number.stop) in _AT and message.word(number.stop + 1)[:1].isalpha()
        if index in taken or not place or _HAD_SO_MANY.isdisjoint(before):
            continue
        whole = number.whole if number.whole and number.whole <= MONTHS_OF_A_CYCLE else None
        value = None if whole is None else as_length(whole, "month")
        return [] if value is None else [Length.of(value, index, number.stop)]
    return []


def _is_used_up(message: Tokens, index: int) -> bool:
    """Return whether "used", "potrošila svih" stands right before."""
    while message.word(index - 1) in _ALL_OF_THEM:
        index -= 1
    return message.word(index - 1) in _USED


def _comes_from_a_mobility(message: Tokens, index: int) -> bool:
    """Return whether "na razmeni", "on exchange" stands right before."""
    index -= _of_its_name(message, index)
    return (
        message.word(index - 1).startswith(_MOBILITY) and message.word(index - 2) in _TO_A_MOBILITY
    )


def _of_its_name(message: Tokens, index: int) -> int:
    """Return how many signs of a name stand before a word: the plus of "na Erasmus+ 9"."""
    named = message.word(index - 2).startswith(_MOBILITY) and message.glued(index - 1)
    return 1 if message.word(index - 1) == "+" and named else 0


def _ends_its_clause(message: Tokens, number: Number) -> bool:
    # Dates and years of study are taken before, so no ordinal is left: "na razmeni 5. Hvala".
    point = message.word(number.stop) == "."
    return number.stop >= len(message) or point or message.ends_clause(number.stop)


def _is_a_year_of_study(message: Tokens, number: Number) -> bool:
    """Return whether a number is one: "osnovne 3. godina"."""
    follows = message.word(number.stop + 1)
    return message.word(number.stop) == "." and follows.startswith(_YEAR_OF_STUDY)


def _stands_alone(message: Tokens, number: Number) -> bool:
    before, after = message.word(number.start - 1), message.word(number.stop)
    if after in _CARRIED_ON_AFTER:
        # "One more placement" counts placements, "one more" alone months.
        counted = message.word(number.stop + 1)
        one = message.words[number.start] in _ONE
        if one and counted in {",", ":", "-"}:
            # "There was one more, 2 months in Ghent": one more stay.
            return False
        return not (counted[:1].isalpha() if one else counted.startswith(_MOBILITY))
    if _belongs_to_a_mobility(message, number):
        return True
    if before in _JOINS and after.startswith(_KINDS_OF_STAY):
        return True
    at_a_place = after in _AT and message.word(number.stop + 1)[:1].isalpha()
    if at_a_place and (before in _BEFORE_ANOTHER or _is_before_that(message, number)):
        return True
    closed = not after or not after[0].isalnum() or after in _AFTER_A_LONE_NUMBER
    if before == _FOR and closed:
        # "Krakow for 3 months and Brno for 2".
        near = message.words[max(0, number.start - _REACH_OF_A_NAME) : number.start - 1]
        return not _BEFORE_ANOTHER.isdisjoint(near)
    if before in _WISHED and closed and number.whole is not None:
        return True
    if before.startswith(_CYCLES) and closed:  # "4 months in my master, in my bachelor 5"
        return True
    if message.words[number.start] in _ONE:
        return False
    return before in _CARRIED_ON_BEFORE and closed and after not in {"-", "/", "%", "€"}


def _is_a_sum_supposed(message: Tokens, number: Number) -> bool:
    """Return whether "so it is 15?" supposes what all stays are together, and tells no other."""
    if message.word(number.stop) != "?":
        return False
    first = max(0, number.start - _LONGEST_SUPPOSED)
    matches = (_SO_IT_IS.at(message, index) for index in range(first, number.start))
    return any(match is not None and match.stop == number.start for match in matches)


def _is_before_that(message: Tokens, number: Number) -> bool:
    """Return whether "before that" stands right before: "and before that 6 in Graz"."""
    first = max(0, number.start - _LONGEST_BEFORE_THAT)
    matches = (_BEFORE_THAT.at(message, index) for index in range(first, number.start))
    return any(match is not None and match.stop == number.start for match in matches)


def _is_of_the_next_place(message: Tokens, number: Number, found: Collection[Length]) -> bool:
    """Return whether places are told one by one: "6 meseci Madrid pa 5 Varšava"."""
    joined = message.word(number.start - 1) in _BEFORE_ANOTHER | {","}
    end = number.stop + 1
    closed = end >= len(message) or message.ends_clause(number.stop)
    if not joined or not (closed or message.word(end) in _BEFORE_ANOTHER):
        return False
    names = {fold(name) for name in _A_NAME.findall(message.text)}
    with_a_place = any(message.word(length.stop) in names for length in found)
    return with_a_place and message.word(number.stop) in names


def _belongs_to_a_mobility(message: Tokens, number: Number) -> bool:
    """Return whether a mobility is named beside a number: "i 3 na praksi", "na razmeni 5"."""
    before = message.word(number.start - 1)
    if before in _JOINS | _WISHED and _leads_to_a_mobility(message, number.stop):
        return True
    if not _ends_its_clause(message, number):
        return False
    # "Semestar 5 meseci, praksa 6": each kind with a length of its own.
    before = message.word(number.start - 1 - _of_its_name(message, number.start))
    own = before.startswith(_MOBILITY) and message.words[number.start] not in _ONE
    return own or _comes_from_a_mobility(message, number.start)


def _leads_to_a_mobility(message: Tokens, index: int) -> bool:
    """Return whether "na praksi", "on an internship" begins here."""
    place = index
    while message.word(place) in _TO_A_MOBILITY and place < index + 3:
        place += 1
    return place > index and message.word(place).startswith(_MOBILITY)
