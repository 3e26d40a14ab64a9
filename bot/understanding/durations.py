"""Read the lengths of a stay that a message tells: "dva i po meseca", "a week", "45-day".

Only a length that can be the person's own is returned. Limits ("najviše 12 meseci", "do 30 dana"),
distances in time ("pre 2 meseca", "u roku od 7 dana"), rates ("8 sati nedeljno"), ranges of lengths
and those that are a little more or less ("nepuna dva meseca") are unclear, with the reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from bot.understanding.amounts import approximation
from bot.understanding.carried_lengths import carried_on
from bot.understanding.counted_lengths import (
    ADJECTIVES,
    OF_DAYS,
    UNITS,
    Length,
    Read,
    as_length,
    between_whole_days,
    counted,
    either,
    finished,
    part_of,
    range_of_lengths,
    several,
    unit_of,
)
from bot.understanding.modality import not_the_persons
from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, Phrases, Tokens, WordSet
from bot.understanding.understanding import FactValue, Unclear
from knowledge.vocabulary import load_vocabulary
from rules.duration import MONTH

_VOCABULARY = load_vocabulary("durations")
_ADJECTIVE_NUMBERS: Mapping[str, Decimal] = {
    prefix: Decimal(count) for prefix, count in _VOCABULARY.meanings("adjective numbers").items()
}
_ARTICLES = frozenset({"a", "an", "another"})
_ACCUSATIVES = _VOCABULARY.words("accusatives")
_WHOLE_ALONE = _VOCABULARY.words("whole alone")
_NOT_QUITE = _VOCABULARY.words("not quite")
_ENGLISH = _VOCABULARY.words("english")
_RATED = _VOCABULARY.words("rated")
_WHOLE_YEAR_BEFORE = _VOCABULARY.words("whole year before")
_ACADEMIC_BEFORE = _WHOLE_YEAR_BEFORE | _VOCABULARY.words("academic before")
_SEMESTER_BEFORE = _VOCABULARY.words("semester before")
_WHOLE_SEMESTER = _VOCABULARY.words("whole semester")
_SEASONS = _VOCABULARY.words("seasons")
_KINDS_OF_SEMESTER = _VOCABULARY.words("kinds of semester")
_SEMESTER_AFTER = _VOCABULARY.words("semester after")
_BOTH_SEMESTERS = Phrases[int](_VOCABULARY.numbers("both semesters"))
_PARTS_OF_A_YEAR = Phrases[int](_VOCABULARY.numbers("parts of a year"))
_AND_A_HALF = ("and", "a", "half")
_WITH_A_HALF = frozenset({"month", "week", "year"})
_HALVES = _VOCABULARY.words("halves")
_SEMESTERS = frozenset({"semestar", "semester"})
_BEGINNINGS = _ACCUSATIVES | _ARTICLES | _WITH_A_HALF | _HALVES | _SEMESTERS
_COUNTED_FROM = Phrases[int](_VOCABULARY.numbers("counted from"))
_SEVERAL_STAYS = Phrases[bool](_VOCABULARY.phrases("several stays"))
_MOST_STAYS = 12
_MOBILITY = _VOCABULARY.stems("mobility")
_AFTER = _VOCABULARY.words("after")


def length_at(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    """Read the length that begins at a word, if one does."""
    number = numbers.get(index)
    if number is None:
        begins = _may_begin_a_length(message.words[index])
        return _without_number(message, numbers, index) if begins else None
    return (
        several(message, numbers, number)
        or range_of_lengths(message, numbers, number)
        or part_of(message, numbers, number)
        or counted(message, numbers, number)
    )


@lru_cache(maxsize=4096)
def _may_begin_a_length(word: str) -> bool:
    return (
        word in _BEGINNINGS
        or UNITS.begins_with(word)
        or _BOTH_SEMESTERS.begins_with(word)
        or _PARTS_OF_A_YEAR.begins_with(word)
        or _told_by_adjective(word) is not None
    )


def _without_number(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    return (
        _two_semesters(message, index)
        or _part_of_a_year(message, index)
        or _one(message, numbers, index)
        or _half(message, index)
        or _adjective(message, index)
        or _semester(message, index)
        or _year(message, index)
    )


def _one(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    """Read one of a unit without a number: "mesec dana", "mesec i po", "mesec-dva", "a week"."""
    word = message.words[index]
    if word in _ACCUSATIVES:
        return _accusative(message, numbers, index)
    if word in _ARTICLES and message.word(index - 1) not in _RATED:
        return _with_article(message, numbers, index)
    if word in _WITH_A_HALF and message.words[index + 1 : index + 4] == _AND_A_HALF:
        return finished(message, numbers, (Decimal("1.5"), word), index, index + 4)
    if word in _ENGLISH and message.words[index + 1 : index + 3] == ("-", "long"):
        return finished(message, numbers, (1, word), index, index + 3)
    return None


def _accusative(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    word = message.words[index]
    unit = UNITS.value(word) or "month"
    one, two, three = (message.word(index + ahead) for ahead in (1, 2, 3))
    if (one == "i" and two in {"po", "pol"}) or one in {"ipo", "ipol"}:
        stop = index + (3 if one == "i" else 2)
        stop += message.word(stop) in OF_DAYS
        return finished(message, numbers, (Decimal("1.5"), unit), index, stop)
    several = _one_or_two(message, numbers, index, unit)
    if several is not None:
        return several
    if one in OF_DAYS and unit != "day":
        return finished(message, numbers, (1, unit), index, index + 2)
    if one == "i" and unit == "month" and numbers.get(index + 2) and three.startswith("dan"):
        return finished(message, numbers, (1, unit), index, index + 1)
    if word in _WHOLE_ALONE or (message.word(index - 1) in _NOT_QUITE and unit != "semester"):
        return finished(message, numbers, (1, unit), index, index + 1)
    return None


def _one_or_two(message: Tokens, numbers: Mapping[int, Number], index: int, unit: str) -> Read:
    """Read "mesec-dva", "nedelju-dve dana", "mesec ili dva": one of the unit, or two."""
    joiner = message.word(index + 1)
    joined = joiner in DASHES | {"ili", "or"}
    other = numbers.get(index + 2 if joined else index + 1)
    if other is None or other.whole not in {2, 3}:
        return None
    counted = unit_of(message, other)
    stop = other.stop
    if counted is not None:
        # "Mesec-dva dana": "dana" says once more what a month is made of.
        if counted[0] != "day" or unit == "day" or not joined:
            return None
        stop = counted[1]
    return either(message, index, stop, as_length(1, unit), as_length(other.whole, unit))


def _with_article(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    place = index + 2 if message.word(index + 1) in {"full", "whole", "single"} else index + 1
    if message.word(place) not in _ENGLISH:  # "a mesec ..." begins with the Serbian "and"
        return None
    if place >= len(message) or index - 1 in numbers:
        return None
    match = UNITS.at(message, place)
    if match is None or match.value == "academic year":
        return None
    several = _one_or_two(message, numbers, place, match.value)
    if several is not None and message.word(match.stop) == "or":
        return several
    half = message.words[match.stop : match.stop + 3] == _AND_A_HALF
    if match.value == "semester" and message.words[index] != "another" and not half:
        return None
    if match.value == "year" and place > index + 1:
        return None
    if match.value == "day" and message.word(index - 1) not in {"for", "just", "only"}:
        return None
    if message.word(match.stop) in {"condition", "requirement", "rule", "limit"}:
        return None
    if half:
        return finished(message, numbers, (Decimal("1.5"), match.value), index, match.stop + 3)
    return finished(message, numbers, (1, match.value), index, match.stop)


def _half(message: Tokens, index: int) -> Read:
    """Read half a unit: half a year is six months, half an academic year a semester."""
    word = message.words[index]
    if word not in _HALVES:
        return None
    place = index + 1
    while message.word(place) in _ARTICLES | DASHES | {"of"} and place < index + 3:
        place += 1
    match = UNITS.at(message, place) if place < len(message) else None
    if match is None or match.value == "day":
        return None
    half = Decimal("0.5")
    value = as_length(half, match.value)
    if value is not None:
        return Length.of(value, index, match.stop)
    broken = between_whole_days(half, match.value)
    if broken:
        return either(message, index, match.stop, *broken)
    return Unclear("duration", "imprecise", message.span(index, match.stop)), match.stop


def _two_semesters(message: Tokens, index: int) -> Read:
    """Read "oba semestra", "zimski i letnji", "winter and summer semester"."""
    match = _BOTH_SEMESTERS.at(message, index)
    if match is None:
        return None
    stop = match.stop + (message.word(match.stop).startswith("semest"))
    return Length.of({"semesters": match.value}, index, stop)


def _part_of_a_year(message: Tokens, index: int) -> Read:
    match = _PARTS_OF_A_YEAR.at(message, index)
    return None if match is None else Length.of({"months": match.value}, index, match.stop)


def _adjective(message: Tokens, index: int) -> Read:
    """Read "dvomesečni boravak", "petodnevna mobilnost"."""
    told = _told_by_adjective(message.words[index])
    return None if told is None else Length.of(told, index, index + 1)


@lru_cache(maxsize=4096)
def _told_by_adjective(word: str) -> Mapping[str, int] | None:
    for prefix, count in _ADJECTIVE_NUMBERS.items():
        unit = ADJECTIVES.value(word[len(prefix) :]) if word.startswith(prefix) else None
        value = None if unit is None else as_length(count, unit)
        if value is not None:
            return value
    return None


def _semester(message: Tokens, index: int) -> Read:
    """Read a semester without a number: "na semestar", "a semester in Padua", "zimski semestar u".

    "Semestar počinje", "u semestru", "the semester in which" tell no length.
    """
    if message.words[index] not in _SEMESTERS:
        return None
    before, after = message.word(index - 1), message.word(index + 1)
    if before == "a" and message.words[index] == "semestar":
        return None
    if index > 0 and message.ends_clause(index - 1):
        before = ""
    place = _before_its_kind(message, index)
    if place < index:
        return Length.of({"semesters": 1}, place, index + 1)
    start = index - 1 if before in _ARTICLES | _WHOLE_SEMESTER else index
    if before in {"sam", "bih", "smo"}:
        before = message.word(index - 2)
    if before in _SEASONS:
        start = index - 1
        if message.word(start - 1) in _SEMESTER_BEFORE:
            return Length.of({"semesters": 1}, start, index + 1)
        if after not in _SEMESTER_AFTER:
            return None
    elif before not in _SEMESTER_BEFORE and (before or after not in _SEMESTER_AFTER):
        return None
    return Length.of({"semesters": 1}, start, index + 1)


def _before_its_kind(message: Tokens, index: int) -> int:
    """Return the article of "a zero-grant semester", "one more Erasmus semester", or the index."""
    place = index - 1
    while message.word(place) in _KINDS_OF_SEMESTER:
        place -= 1
    led = place < index - 1 and message.word(place) in _ARTICLES | _WHOLE_SEMESTER | {"my"}
    return place if led else index


def _year(message: Tokens, index: int) -> Read:
    """Read a whole year: an academic one is two semesters; "celu godinu" may be twelve months."""
    match = UNITS.at(message, index)
    if match is None:
        return None
    before = message.word(index - 1)
    if match.value == "academic year" and before in _ACADEMIC_BEFORE:
        return Length.of({"semesters": 2}, index, match.stop)
    if match.value == "year" and before in _WHOLE_YEAR_BEFORE:
        candidates: tuple[FactValue, ...] = ({"semesters": 2}, {"months": 12})
        span = message.span(index - 1, match.stop)
        return Unclear("duration", "ambiguous", span, candidates), match.stop
    return None


_WITHOUT_A_NUMBER = WordSet(_may_begin_a_length)


def lengths(
    message: Tokens, numbers: Mapping[int, Number], taken: Collection[int]
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
    read_until = 0
    for index in sorted({*numbers, *_WITHOUT_A_NUMBER.places(message)}):
        if index < read_until or index in taken:
            continue
        read = _several_stays(message, numbers, index) or length_at(message, numbers, index)
        if read is None:
            continue
        if isinstance(read, Length):
            read = _counted_from(message, numbers, read) or _as_exact_as_told(message, read)
        if isinstance(read, Length):
            found.append(read)
            read_until = read.stop
        else:
            unclear.append(read[0])
            read_until = read[1]
    found += carried_on(message, numbers, found, taken)
    return sorted(found, key=lambda length: length.start), unclear


def _counted_from(message: Tokens, numbers: Mapping[int, Number], length: Length) -> Length | None:
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


def _several_stays(message: Tokens, numbers: Mapping[int, Number], index: int) -> Length | None:
    """Read "3 x 6 days": each stay, or all of them together; only the person can tell."""
    number = numbers.get(index)
    if number is None or number.stop >= len(message) or not 1 < (number.whole or 0) <= _MOST_STAYS:
        return None
    match = _SEVERAL_STAYS.at(message, number.stop)
    if match is None or match.stop >= len(message):
        return None
    each = length_at(message, numbers, match.stop)
    if not isinstance(each, Length):
        return None
    total = {unit: count * (number.whole or 0) for unit, count in each.value.items()}
    span = message.span(index, each.stop)
    planned = Unclear("duration", "ambiguous", span, (each.value, total))
    return replace(Length.of(total, index, each.stop), planned=planned)


def _as_exact_as_told(message: Tokens, length: Length) -> Length | tuple[Unclear, int]:
    """Return a length that can be the person's, with how exact it is, or why it cannot."""
    told = approximation(message, length.start, length.stop)
    how, start, stop = told or (length.how, length.start, length.stop)
    reason = not_the_persons(message, start, stop)
    if reason == "rule" and length.planned is not None:  # "3 stays of 6 days each"
        reason = None
    if reason == "relative" and _after_a_mobility(message, length):
        unclear = Unclear("duration", reason, message.span(length.start, length.stop))
        return replace(length, planned=unclear)
    if reason is None and how in {"under", "over"}:
        reason = how
    if reason is None:
        return replace(length, how=how)
    candidates = (length.value,) if reason in {how, "bound"} else ()
    return Unclear("duration", reason, message.span(length.start, length.stop), candidates), stop


def _after_a_mobility(message: Tokens, length: Length) -> bool:
    """Return whether a mobility of that length is over: "what is left after a 5-month exchange"."""
    before = message.words[max(0, length.start - 2) : length.start]
    behind = message.words[length.stop : length.stop + 2]
    return not _AFTER.isdisjoint(before) and any(word.startswith(_MOBILITY) for word in behind)
