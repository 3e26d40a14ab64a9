"""Lengths told without a number: "mesec dana", "a week", "na semestar", "pola godine"."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from bot.understanding.counted_lengths import DATIVE_DAYS, Read, finished, unit_of
from bot.understanding.found import FactValue, Unclear
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, word_set
from bot.understanding.units import ADJECTIVES, UNITS, Length, as_length

_ADJECTIVE_NUMBERS: Mapping[str, int] = {
    "jedno": 1, "dvo": 2, "tro": 3, "cetvoro": 4, "cetvero": 4, "peto": 5, "sesto": 6, "sedmo": 7,
    "osmo": 8, "deveto": 9, "deseto": 10, "dvanaesto": 12, "cetrnaesto": 14, "petnaesto": 15,
    "dvadeseto": 20, "trideseto": 30, "cetrdeseto": 40, "sezdeseto": 60,
}  # fmt: skip
_ARTICLES = frozenset({"a", "an", "another"})
_ACCUSATIVES = frozenset({"mesec", "mjesec", "nedelju", "sedmicu", "godinu", "dan"})
_ENGLISH = word_set("day week fortnight month year semester")
_RATED = word_set(
    "hour hours times often once twice money much many repeating repeat losing lose gap"
    " eur euro euros € evra day days cash get"
)
_WHOLE_YEAR_BEFORE = word_set("celu cijelu citavu full whole entire")
_ACADEMIC_BEFORE = _WHOLE_YEAR_BEFORE | word_set("za na jednu a an one")
_SEMESTER_BEFORE = word_set(
    "na za ceo celi cijeli citav a full whole entire provela proveo spent odradio odradila hocu"
    " zelim planiram want spend bio bila isao isla sebe"
)
_WHOLE_SEMESTER = word_set("ceo celi cijeli citav full whole entire")
_SEASONS = word_set("zimski letnji summer winter fall autumn spring exchange study erasmus erazmus")
_SEMESTER_AFTER = word_set("u in abroad napolju inostranstvu razmene")
_AND_A_HALF = ("and", "a", "half")
_WITH_A_HALF = frozenset({"month", "week", "year"})
_HALVES = frozenset({"pola", "pol", "half"})
_SEMESTERS = frozenset({"semestar", "semester"})
_BEGINNINGS = _ACCUSATIVES | _ARTICLES | _WITH_A_HALF | _HALVES | _SEMESTERS


@lru_cache(maxsize=4096)
def may_begin_a_length(word: str) -> bool:
    """Whether `bare_length` can find anything that begins with a word."""
    return word in _BEGINNINGS or UNITS.begins_with(word) or _told_by_adjective(word) is not None


def bare_length(message: Message, numbers: Mapping[int, Number], index: int) -> Read:
    """The length that begins at a word which is no number, if one does."""
    return (
        _bare(message, numbers, index)
        or _half(message, index)
        or _compound_adjective(message, index)
        or _bare_semester(message, index)
        or _whole_year(message, index)
    )


def _bare(message: Message, numbers: Mapping[int, Number], index: int) -> Read:
    """One of a unit without a number: "mesec dana", "nedelju dana", "mesec i po", "a week"."""
    word = message.words[index]
    if word in _ACCUSATIVES:
        unit = UNITS.value(word) or "month"
        one, two, three = (message.word(index + ahead) for ahead in (1, 2, 3))
        if (one == "i" and two in {"po", "pol"}) or one == "ipo":
            stop = index + (2 if one == "ipo" else 3)
            stop += message.word(stop) in DATIVE_DAYS
            return finished(message, numbers, (Decimal("1.5"), unit), index, stop)
        if one in DATIVE_DAYS:
            return finished(message, numbers, (1, unit), index, index + 2)
        other = numbers.get(index + 2 if one in {"-", "ili", "i"} else index + 1)
        if other is not None and other.whole in {2, 3} and unit_of(message, other) is None:
            return Unclear("duration", "range", message.span(index, other.stop)), other.stop
        if one == "i" and unit == "month" and numbers.get(index + 2) and three.startswith("dan"):
            return finished(message, numbers, (1, unit), index, index + 1)
        return None
    if word in _ARTICLES and message.word(index - 1) not in _RATED:
        return _with_article(message, numbers, index)
    if word in _WITH_A_HALF and message.words[index + 1 : index + 4] == _AND_A_HALF:
        return finished(message, numbers, (Decimal("1.5"), word), index, index + 4)
    return None


def _with_article(message: Message, numbers: Mapping[int, Number], index: int) -> Read:
    place = index + 2 if message.word(index + 1) in {"full", "whole", "single"} else index + 1
    if message.word(place) not in _ENGLISH:  # "a mesec ..." begins with the Serbian "and"
        return None
    if place >= len(message) or index - 1 in numbers:
        return None
    match = UNITS.at(message, place)
    if match is None or match.value == "academic year":
        return None
    if match.value == "semester" and message.words[index] != "another":
        return None
    if match.value == "year" and place > index + 1:
        return None
    if match.value == "day" and message.word(index - 1) not in {"for", "just", "only"}:
        return None
    if message.word(match.stop) in {"condition", "requirement", "rule", "limit"}:
        return None
    if message.words[match.stop : match.stop + 3] == _AND_A_HALF:
        return finished(message, numbers, (Decimal("1.5"), match.value), index, match.stop + 3)
    return finished(message, numbers, (1, match.value), index, match.stop)


def _half(message: Message, index: int) -> Read:
    """Half a year is a semester or six months: which, only the person can tell."""
    word = message.words[index]
    if word not in _HALVES:
        return None
    place = index + 2 if message.word(index + 1) in _ARTICLES else index + 1
    match = UNITS.at(message, place) if place < len(message) else None
    if match is None or match.value == "day":
        return None
    span = message.span(index, match.stop)
    if match.value in {"year", "academic year"}:
        candidates: tuple[FactValue, ...] = ({"semesters": 1}, {"months": 6})
        return Unclear("duration", "ambiguous", span, candidates), match.stop
    if match.value == "month":
        return Length({"days": 15}, "day", index, match.stop)
    return Unclear("duration", "imprecise", span), match.stop


def _compound_adjective(message: Message, index: int) -> Read:
    """As in "dvomesečni boravak", "petodnevna mobilnost"."""
    told = _told_by_adjective(message.words[index])
    return None if told is None else Length(told[0], told[1], index, index + 1)


@lru_cache(maxsize=4096)
def _told_by_adjective(word: str) -> tuple[Mapping[str, int], str] | None:
    for prefix, count in _ADJECTIVE_NUMBERS.items():
        unit = ADJECTIVES.value(word[len(prefix) :]) if word.startswith(prefix) else None
        value = None if unit is None else as_length(count, unit)
        if value is not None:
            kind = "semester" if unit == "semester" else "day" if "days" in value else "month"
            return value, kind
    return None


def _bare_semester(message: Message, index: int) -> Read:
    """A semester without a number: "na semestar", "a semester in Padua", "zimski semestar u".

    "Semestar počinje", "u semestru", "the semester in which" tell no length.
    """
    if message.words[index] not in _SEMESTERS:
        return None
    before, after = message.word(index - 1), message.word(index + 1)
    if before == "a" and message.words[index] == "semestar":
        return None
    start = index - 1 if before in _ARTICLES | _WHOLE_SEMESTER else index
    if before in {"sam", "bih", "smo"}:
        before = message.word(index - 2)
    if before in _SEASONS:
        start = index - 1
        if message.word(start - 1) in _SEMESTER_BEFORE:
            return Length({"semesters": 1}, "semester", start, index + 1)
        if after not in _SEMESTER_AFTER:
            return None
    elif before not in _SEMESTER_BEFORE and (before or after not in _SEMESTER_AFTER):
        return None
    return Length({"semesters": 1}, "semester", start, index + 1)


def _whole_year(message: Message, index: int) -> Read:
    """A whole academic year is two semesters; "celu godinu" may be those or twelve months."""
    match = UNITS.at(message, index)
    if match is None:
        return None
    before = message.word(index - 1)
    if match.value == "academic year" and before in _ACADEMIC_BEFORE:
        return Length({"semesters": 2}, "semester", index, match.stop)
    if match.value == "year" and before in _WHOLE_YEAR_BEFORE:
        candidates: tuple[FactValue, ...] = ({"semesters": 2}, {"months": 12})
        span = message.span(index - 1, match.stop)
        return Unclear("duration", "ambiguous", span, candidates), match.stop
    return None
