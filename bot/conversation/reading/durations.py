"""Lengths of a stay: "dva i po meseca", "three weeks", "nedelju dana", "semestar", "45-day".

Only a length that can be the person's own is returned. Limits ("najviše 12 meseci", "do 30 dana"),
distances in time ("pre 2 meseca", "u roku od 7 dana"), rates ("8 sati nedeljno") and ranges of
lengths are carried as not understood, with the reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from bot.conversation.reading.found import FactValue, Unclear
from bot.conversation.reading.limits import not_the_persons
from bot.conversation.reading.numbers import Number
from bot.conversation.reading.words import DASHES, Message, Phrases, word_set

_UNITS = Phrases[str](
    {
        "dan|dana|dane|dani|danima|day|days": "day",
        "nedelja|nedelje|nedelju|nedeljama|sedmica|sedmice|sedmicu": "week",
        "tjedan|tjedna|tjedana|tjedni|tjedne|week|weeks|wk|wks": "week",
        "fortnight|fortnights": "fortnight",
        "mesec|meseca|meseci|mesece|mesecima|mes|mjesec|mjeseca|mjeseci|mjesece": "month",
        "month|months|mo|mos|mth|mths": "month",
        "semestar|semestra|semestara|semestre|semestri|semester|semesters": "semester",
        "godina|godine|godinu|god|year|years|yr|yrs": "year",
        "akademsk*|skolsk*|studijsk* godina|godine|godinu": "academic year",
        "academic|school year|years": "academic year",
    }
)
_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_ADJECTIVES = Phrases[str](
    {
        "dnevni|dnevna|dnevno|dnevnu|dnevnog|dnevne|dnevnoj|dnevnom": "day",
        "nedeljn*|sedmicn*": "week",
        "mesecni|mesecna|mesecno|mesecnu|mesecnog|mesecne|mesecnoj|mesecnom": "month",
        "semestraln*": "semester",
        "godisnj*": "year",
    }
)
_ADJECTIVE_NUMBERS: Mapping[str, int] = {
    "jedno": 1, "dvo": 2, "tro": 3, "cetvoro": 4, "cetvero": 4, "peto": 5, "sesto": 6, "sedmo": 7,
    "osmo": 8, "deveto": 9, "deseto": 10, "dvanaesto": 12, "cetrnaesto": 14, "petnaesto": 15,
    "dvadeseto": 20, "trideseto": 30, "cetrdeseto": 40, "sezdeseto": 60,
}  # fmt: skip
_BETWEEN_NUMBER_AND_UNIT = word_set(
    "- – ak tak pun punih puna puno ceo cela celih cele citav citavih radnih radna kalendarskih"
    " full whole working calendar more jos dodatnih dodatna consecutive straight"
)
_DATIVE_DAYS = frozenset({"dana", "dan"})
_RANGE = DASHES | {"do", "to", "ili", "or", "/", "+"}
_BETWEEN = frozenset({"izmedju", "between"})
_ARTICLES = frozenset({"a", "an", "another"})
_ACCUSATIVES = frozenset({"mesec", "mjesec", "nedelju", "sedmicu", "godinu", "dan"})
# Behind these "a week" and "a day" tell a rate ("8 hours a week", "how much a day"), not a length.
_A_WEEK = (("nedelju", "dana"), ("sedmicu", "dana"), ("a", "week"))
_RATED = word_set(
    "hour hours times once twice money much many eur euro euros € evra day days cash get"
)
_WHOLE_YEAR_BEFORE = word_set("celu cijelu citavu full whole entire")
_ACADEMIC_BEFORE = _WHOLE_YEAR_BEFORE | word_set("za na jednu a an one")
_SEMESTER_BEFORE = word_set(
    "na za ceo celi cijeli citav a full whole entire provela proveo spent odradio odradila hocu"
    " zelim planiram want spend bio bila isao isla"
)
_SEASONS = word_set("zimski letnji summer winter fall autumn spring exchange study erasmus erazmus")
_SEMESTER_AFTER = word_set("u in abroad napolju inostranstvu razmene")
_NO_STAY_BEFORE = ("stud", "rad", "work", "ziv", "live", "imam", "star")
_NO_STAY_OF_YEARS = Phrases[bool](
    {"of|studij*|studies|faks*|fakultet*|rada|staza|old|programa": True}
)

_MOST: Mapping[str, int] = {"day": 3650, "month": 120, "semester": 20}
_CARRIED_ON_BEFORE = word_set("jos another dodatnih plus vec already bio bila proveo provela")
_AFTER_A_LONE_NUMBER = word_set(
    "i a pa ali mogu moze li u na za hocu sad sada and but now can could in on at or ili"
)

_CARRIED_ON_AFTER = frozenset({"more", "jos"})


@dataclass(frozen=True, slots=True)
class Length:
    """A length that was told.

    Attributes:
        value: in the form of the facts: `{"days": 20}`, `{"months": 2, "days": 15}`, ...
        unit: what it was counted in: `day`, `month` or `semester`.
        start: index of its first word.
        stop: index after its last word.
    """

    value: Mapping[str, int]
    unit: str
    start: int
    stop: int


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


_Read: TypeAlias = "Length | tuple[Unclear, int] | None"


def _at(message: Message, numbers: Mapping[int, Number], index: int) -> _Read:
    number = numbers.get(index)
    if number is not None:
        return _range(message, numbers, number) or _counted(message, numbers, number)
    return (
        _bare(message, numbers, index)
        or _half(message, index)
        or _compound_adjective(message, index)
        or _bare_semester(message, index)
        or _whole_year(message, index)
    )


def _unit(message: Message, number: Number) -> tuple[str, int] | None:
    """The unit that a number counts, and the index after it."""
    place = number.stop
    if message.word(place) == "d" and message.glued(place):
        return "day", place + 1
    hyphen = message.word(place) in DASHES
    while message.word(place) in _BETWEEN_NUMBER_AND_UNIT and place < number.stop + 2:
        place += 1
    if place >= len(message):
        return None
    match = _UNITS.at(message, place) or (_ADJECTIVES.at(message, place) if hyphen else None)
    if match is None or (match.value == "year" and not _counts_years(message, number, match.stop)):
        return None
    return match.value, match.stop


def _counts_years(message: Message, number: Number, stop: int) -> bool:
    """Whether "2 godine" is a length: not "2 godina" or "student 2 godine" (the second)."""
    if message.words[stop - 1] in {"godina", "god"} or number.value is None or number.value > 2:
        return False
    before = [message.word(number.start - back) for back in (1, 2, 3)]
    if any(word.startswith(_NO_STAY_BEFORE) for word in before if word):
        return False
    return stop >= len(message) or _NO_STAY_OF_YEARS.at(message, stop) is None


def _range(message: Message, numbers: Mapping[int, Number], number: Number) -> _Read:
    """As in "5 do 7 meseci", "dva-tri meseca", "20 ili 30 dana", "8 + 6 meseci": no one length."""
    place = number.stop
    joined = message.word(place) in _RANGE or (
        message.word(place) in {"i", "and"} and message.word(number.start - 1) in _BETWEEN
    )
    other = numbers.get(place + 1 if joined else place)
    if other is None or (not joined and not _neighbours(number, other)):
        return None
    unit = _unit(message, other)
    if unit is None:
        return None
    return Unclear("duration", "range", message.span(number.start, unit[1])), unit[1]


def _neighbours(one: Number, other: Number) -> bool:
    """Whether two numbers side by side tell a range, as "dva tri" does."""
    return one.whole is not None and other.whole is not None and 1 <= other.whole - one.whole <= 5


def _counted(message: Message, numbers: Mapping[int, Number], number: Number) -> _Read:
    unit = _unit(message, number)
    if unit is None:
        return None
    name, stop = unit
    if _someday(message, number, stop):
        return None
    if name == "academic year":
        name, factor = "semester", 2
    else:
        factor = 1
    if message.word(stop) in _DATIVE_DAYS and name in {"month", "week", "year"}:
        stop += 1
    value = None if number.value is None else number.value * factor
    return _finished(message, numbers, (value, name), number.start, stop)


def _someday(message: Message, number: Number, stop: int) -> bool:
    """As in "one day I will ...": no length."""
    words = message.words[number.start : stop]
    return words == ("one", "day") and message.word(stop) in {"i", "we", "you", "my", "when"}


def _finished(
    message: Message,
    numbers: Mapping[int, Number],
    told: tuple[int | Decimal | None, str],
    start: int,
    stop: int,
) -> _Read:
    """A length of one count, with the smaller one that may follow ("2 meseca i 10 dana")."""
    count, unit = told
    joined = message.word(stop) in _RANGE - {"/", "+"}
    second = numbers.get(stop + 1) if joined else None
    if second is not None and _unit(message, second) is not None:
        return Unclear("duration", "range", message.span(start, second.stop + 1)), second.stop + 1
    value = None if count is None else _length(count, unit)
    if value is None:
        return Unclear("duration", "nonsense", message.span(start, stop)), stop
    kind = "semester" if "semesters" in value else "month" if "months" in value else "day"
    if kind == "month" and "days" not in value:
        more = _smaller(message, numbers, stop)
        if more is not None:
            return Length({**value, "days": more[0]}, kind, start, more[1])
    return Length(value, kind, start, stop)


def _length(count: int | Decimal, unit: str) -> Mapping[str, int] | None:
    """A count of a unit as a fact; None when it makes no whole days or is beyond sense."""
    if unit in _DAYS:
        days = count * _DAYS[unit]
        return {"days": int(days)} if days == int(days) and 1 <= days <= _MOST["day"] else None
    if unit == "semester":
        whole = isinstance(count, int) and 1 <= count <= _MOST["semester"]
        return {"semesters": int(count)} if whole else None
    months = count * 12 if unit == "year" else count
    if not 0 <= months <= _MOST["month"]:
        return None
    whole_months, rest = int(months), months - int(months)
    if rest == 0:
        return {"months": whole_months}
    if rest != Decimal("0.5"):
        return None
    return {"months": whole_months, "days": 15} if whole_months else {"days": 15}


def _smaller(message: Message, numbers: Mapping[int, Number], index: int) -> tuple[int, int] | None:
    """The days behind months, and the index after them."""
    place = index + 1 if message.word(index) in {"i", "and", "plus"} else index
    if place > index and message.words[place : place + 2] in _A_WEEK:
        return 7, place + 2
    number = numbers.get(place)
    unit = None if number is None else _unit(message, number)
    if number is None or unit is None or unit[0] not in _DAYS or number.whole is None:
        return None
    return number.whole * _DAYS[unit[0]], unit[1]


def _bare(message: Message, numbers: Mapping[int, Number], index: int) -> _Read:
    """One of a unit without a number: "mesec dana", "nedelju dana", "mesec i po", "a week"."""
    word = message.words[index]
    if word in _ACCUSATIVES:
        unit = _UNITS.value(word) or "month"
        one, two, three = (message.word(index + ahead) for ahead in (1, 2, 3))
        if (one == "i" and two in {"po", "pol"}) or one == "ipo":
            stop = index + (2 if one == "ipo" else 3)
            stop += message.word(stop) in _DATIVE_DAYS
            return _finished(message, numbers, (Decimal("1.5"), unit), index, stop)
        if one in _DATIVE_DAYS:
            return _finished(message, numbers, (1, unit), index, index + 2)
        other = numbers.get(index + 2 if one in {"-", "ili", "i"} else index + 1)
        if other is not None and other.whole in {2, 3} and _unit(message, other) is None:
            return Unclear("duration", "range", message.span(index, other.stop)), other.stop
        if one == "i" and unit == "month" and numbers.get(index + 2) and three.startswith("dan"):
            return _finished(message, numbers, (1, unit), index, index + 1)
        return None
    if word in _ARTICLES and message.word(index - 1) not in _RATED:
        return _with_article(message, numbers, index)
    if word in {"month", "week", "year"} and message.words[index + 1 : index + 4] == _AND_A_HALF:
        return _finished(message, numbers, (Decimal("1.5"), word), index, index + 4)
    return None


_AND_A_HALF = ("and", "a", "half")


def _with_article(message: Message, numbers: Mapping[int, Number], index: int) -> _Read:
    place = index + 2 if message.word(index + 1) in {"full", "whole", "single"} else index + 1
    if place >= len(message) or index - 1 in numbers:
        return None
    match = _UNITS.at(message, place)
    if match is None or match.value == "academic year":
        return None
    if match.value == "semester" and message.words[index] != "another":
        return None
    if match.value == "year" and place > index + 1:
        return None
    if match.value == "day" and message.word(index - 1) not in {"for", "just", "only"}:
        return None
    if message.words[match.stop : match.stop + 3] == _AND_A_HALF:
        return _finished(message, numbers, (Decimal("1.5"), match.value), index, match.stop + 3)
    return _finished(message, numbers, (1, match.value), index, match.stop)


def _half(message: Message, index: int) -> _Read:
    """Half a year is a semester or six months: which, only the person can tell."""
    word = message.words[index]
    if word not in {"pola", "pol", "half"}:
        return None
    place = index + 2 if message.word(index + 1) in _ARTICLES else index + 1
    match = _UNITS.at(message, place) if place < len(message) else None
    if match is None or match.value == "day":
        return None
    span = message.span(index, match.stop)
    if match.value in {"year", "academic year"}:
        candidates: tuple[FactValue, ...] = ({"semesters": 1}, {"months": 6})
        return Unclear("duration", "ambiguous", span, candidates), match.stop
    if match.value == "month":
        return Length({"days": 15}, "day", index, match.stop)
    return Unclear("duration", "imprecise", span), match.stop


def _compound_adjective(message: Message, index: int) -> _Read:
    """As in "dvomesečni boravak", "petodnevna mobilnost"."""
    told = _told_by_adjective(message.words[index])
    return None if told is None else Length(told[0], told[1], index, index + 1)


@lru_cache(maxsize=4096)
def _told_by_adjective(word: str) -> tuple[Mapping[str, int], str] | None:
    for prefix, count in _ADJECTIVE_NUMBERS.items():
        unit = _ADJECTIVES.value(word[len(prefix) :]) if word.startswith(prefix) else None
        value = None if unit is None else _length(count, unit)
        if value is not None:
            kind = "semester" if unit == "semester" else "day" if "days" in value else "month"
            return value, kind
    return None


def _bare_semester(message: Message, index: int) -> _Read:
    """A semester without a number: "na semestar", "a semester in Padua", "zimski semestar u".

    "Semestar počinje", "u semestru", "the semester in which" tell no length.
    """
    if message.words[index] not in {"semestar", "semester"}:
        return None
    before, after = message.word(index - 1), message.word(index + 1)
    if before in {"sam", "bih", "smo"}:
        before = message.word(index - 2)
    start = index
    if before in _SEASONS:
        start = index - 1
        if message.word(start - 1) in _SEMESTER_BEFORE:
            return Length({"semesters": 1}, "semester", start, index + 1)
        if after not in _SEMESTER_AFTER:
            return None
    elif before not in _SEMESTER_BEFORE and (before or after not in _SEMESTER_AFTER):
        return None
    return Length({"semesters": 1}, "semester", start, index + 1)


def _whole_year(message: Message, index: int) -> _Read:
    """A whole academic year is two semesters; "celu godinu" may be those or twelve months."""
    match = _UNITS.at(message, index)
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
    for index, number in numbers.items():
        if index in covered or index in taken or not _stands_alone(message, number):
            continue
        before = [length for length in found if length.start < index]
        unit = (before[-1] if before else found[0]).unit
        value = None if number.value is None else _length(number.value, unit)
        if value is not None:
            carried.append(Length(value, unit, index, number.stop))
    return carried


def _stands_alone(message: Message, number: Number) -> bool:
    before, after = message.word(number.start - 1), message.word(number.stop)
    if after in _CARRIED_ON_AFTER:
        return True
    closed = not after or not after[0].isalnum() or after in _AFTER_A_LONE_NUMBER
    return before in _CARRIED_ON_BEFORE and closed and after not in {"-", "/", "%", "€"}
