"""Read one length of a stay: "dva i po meseca", "a week", "45-day", "zimski semestar u"."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from bot.understanding.quantities.counted_lengths import (
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
    half_behind,
    part_of,
    range_of_lengths,
    several,
    unit_of,
)
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import DASHES, Phrases, Tokens, WordSet
from bot.understanding.understanding import FactValue, Unclear
from knowledge.vocabulary import load_vocabulary

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
# "Mogu li semestar u Gracu": what may stand before a semester at a place.
_NOTHING_BEFORE = frozenset({"", "li"})
_WHOLE_SEMESTER = _VOCABULARY.words("whole semester")
_SEASONS = _VOCABULARY.words("seasons")
_KINDS_OF_SEMESTER = _VOCABULARY.words("kinds of semester")
_SEMESTER_AFTER = _VOCABULARY.words("semester after")
_BOTH_SEMESTERS = Phrases[int](_VOCABULARY.numbers("both semesters"))
_PARTS_OF_A_YEAR = Phrases[int](_VOCABULARY.numbers("parts of a year"))
_ONE_DAY_ALONE = Phrases[bool](_VOCABULARY.phrases("one day alone"))
_WITH_A_HALF = frozenset({"month", "week", "year"})
_HALVES = _VOCABULARY.words("halves")
_SEMESTERS = frozenset({"semestar", "semester"})
_BEGINNINGS = _ACCUSATIVES | _ARTICLES | _WITH_A_HALF | _HALVES | _SEMESTERS


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
        or _ONE_DAY_ALONE.begins_with(word)
        or _told_by_adjective(word) is not None
    )


def _without_number(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    return (
        _two_semesters(message, index)
        or _part_of_a_year(message, index)
        or _one_day_alone(message, index)
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
    if word in _WITH_A_HALF and (stop := half_behind(message, index + 1)) > index + 1:
        return finished(message, numbers, (Decimal("1.5"), word), index, stop)
    if word in _ENGLISH and message.words[index + 1 : index + 3] == ("-", "long"):
        return finished(message, numbers, (1, word), index, index + 3)
    return None


def _accusative(message: Tokens, numbers: Mapping[int, Number], index: int) -> Read:
    word = message.words[index]
    unit = UNITS.value(word) or "month"
    one, three = message.word(index + 1), message.word(index + 3)
    whole = index + (2 if one in OF_DAYS and unit != "day" else 1)
    stop = half_behind(message, whole)
    if stop > whole:
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
    stop = half_behind(message, match.stop)
    half = stop > match.stop
    if match.value == "semester" and message.words[index] != "another" and not half:
        return None
    if match.value == "year" and place > index + 1:
        return None
    if match.value == "day" and message.word(index - 1) not in {"for", "just", "only"}:
        return None
    if message.word(match.stop) in {"condition", "requirement", "rule", "limit"}:
        return None
    if half:
        return finished(message, numbers, (Decimal("1.5"), match.value), index, stop)
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


def _one_day_alone(message: Tokens, index: int) -> Read:
    """Read "8 hours, all in one day": the stay is of one day."""
    match = _ONE_DAY_ALONE.at(message, index)
    return None if match is None else Length.of({"days": 1}, index, match.stop)


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
    elif (
        before not in _SEMESTER_BEFORE
        and (before not in _NOTHING_BEFORE or after not in _SEMESTER_AFTER)
        and not _more_behind(message, index + 1)
    ):
        return None
    return Length.of({"semesters": 1}, start, index + 1)


def _more_behind(message: Tokens, index: int) -> bool:
    """Return whether months or weeks follow that are told beside it: "semestar i mesec dana"."""
    joined = message.word(index) in {"i", "plus", "+"}
    return joined and message.word(index + 1) in {"mesec", "mjesec", "nedelju", "sedmicu"}


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


WITHOUT_A_NUMBER = WordSet(_may_begin_a_length)
