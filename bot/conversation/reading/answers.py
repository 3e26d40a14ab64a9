"""A typed answer to one question of an interview, read with the question in mind.

With the question known, less is needed than in free text: "2." is a year, "C" a grade, "ne" no
earlier mobility, and a misspelt "docktorand" is corrected against the words that answer it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.conversation.reading.corrections import (
    CYCLE_WORDS,
    INSTITUTION_WORDS,
    LENGTH_WORDS,
    ORDINAL_WORDS,
    PROGRAMME_WORDS,
    ROLE_WORDS,
    YES_NO_WORDS,
    corrected,
)
from bot.conversation.reading.cycles import FIELDS_OF_INTEGRATED_STUDIES
from bot.conversation.reading.marks import GRADES, LETTERS, MOST_POINTS
from bot.conversation.reading.years import MOST_YEARS

from bot.conversation.reading.dates import find_dates
from bot.conversation.reading.durations import lengths
from bot.conversation.reading.found import FactValue
from bot.conversation.reading.institutions import institutions
from bot.conversation.reading.numbers import Number, numbers, ordinal
from bot.conversation.reading.occurrences import as_iso, resolve
from bot.conversation.reading.reading import Reading, read
from bot.conversation.reading.stance import stances
from bot.conversation.reading.statements import statements
from bot.conversation.reading.stays import together
from bot.conversation.reading.words import Message, Phrases, take_apart, word_set
from bot.conversation.reading.yes_no import Reply, is_unknown, yes_or_no

UNKNOWN = "unknown"
"""The value of a fact that the person does not know."""


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What a typed answer comes to.

    Attributes:
        value: the answer in the form of the facts, `UNKNOWN` when the person does not know, None
            when it was not understood.
        candidates: what it may mean where it was not understood for certain ("pola godine" is one
            semester or six months): to be offered for choice.
    """

    value: FactValue | None
    candidates: tuple[FactValue, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether there is a value (`UNKNOWN` among them)."""
        return self.value is not None

    @property
    def unknown(self) -> bool:
        """Whether the person said that they do not know."""
        return self.value == UNKNOWN


NOT_UNDERSTOOD = AnswerReading(None)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer under reading: the message with what every reader of it needs."""

    message: Message
    numbers: Mapping[int, Number]
    reading: Reading
    today: date


def read_answer(text: str, fact: str, today: date) -> AnswerReading:
    """What was typed in answer to the question for one fact.

    Args:
        text: as typed, in any of the three ways of writing.
        fact: a fact of the rules, or one of the tools: `programme`, `institution`, `days`,
            `travel_days`, `green_travel`, `fewer_opportunities`, `distance_km`, `rates`, `mark`
            (`"C"`, `{"points": 61}` or `{"grade": 8}`), `semester_start` (an ISO date).
        today: dates without a year are the next ones from this day on.

    Raises:
        KeyError: for a fact that no question asks for.
    """
    reader, words = _READERS[fact]
    answer = _answer(text, today)
    value = reader(answer, fact)
    if value.understood or value.candidates:
        return value
    if is_unknown(answer.message):
        return AnswerReading(UNKNOWN)
    better = corrected(answer.message, words)
    return NOT_UNDERSTOOD if better is None else reader(_answer(better, today), fact)


def _answer(text: str, today: date) -> _Answer:
    message = take_apart(text)
    return _Answer(message, numbers(message), read(text, today), today)


def _truth(answer: _Answer, fact: str) -> AnswerReading:
    stated = [one.value for one in statements(answer.message) if one.field == fact]
    told = stated[0] if stated else getattr(answer.reading, fact, None)
    if isinstance(told, bool):
        return AnswerReading(told)
    match yes_or_no(answer.message):
        case Reply.YES:
            return AnswerReading(value=True)
        case Reply.NO:
            return AnswerReading(value=False)
        case Reply.UNKNOWN:
            return AnswerReading(UNKNOWN)
        case None:
            return NOT_UNDERSTOOD


def _choice(answer: _Answer, fact: str) -> AnswerReading:
    """A role or a cycle; for the cycle of the mobility any cycle that is named."""
    told = answer.reading.facts
    value = told.get(fact)
    if value is None and fact == "mobility_cycle":
        value = told.get("cycle")
    if value is not None:
        return AnswerReading(value)
    names = _ROLE_NAMES if fact == "role" else FIELDS_OF_INTEGRATED_STUDIES
    named = [match.value for match in names.find(answer.message)]
    if len(set(named)) == 1:
        return AnswerReading(named[0])
    unclear = [one for one in answer.reading.unclear if one.field == fact]
    return AnswerReading(None, unclear[0].candidates) if unclear else NOT_UNDERSTOOD


_ROLE_NAMES = Phrases[str](
    {
        "administracija|administracije|administraciji|administrative|administration|admin": (
            "administrative"
        ),
        "sluzba|sluzbi|sluzbe|kancelarija|kancelariji|office|staff": "administrative",
        "nastava|nastavi|nastavno|predajem|teach|teaching": "teacher",
        "assistant": "assistant",
        "istrazivanje|istrazivanjem|research": "researcher",
        "studije|studije|studies": "student",
    }
)


def _year(answer: _Answer, fact: str) -> AnswerReading:
    value = answer.reading.facts.get(fact)
    if value is not None:
        return AnswerReading(value)
    told: set[int] = set()
    for index in range(len(answer.message)):
        number = ordinal(answer.message, index) or answer.numbers.get(index)
        if number is not None and number.whole is not None:
            told.add(number.whole)
    year = told.pop() if len(told) == 1 else 0
    return AnswerReading(year) if 1 <= year <= MOST_YEARS else NOT_UNDERSTOOD


def _duration(answer: _Answer, fact: str) -> AnswerReading:
    past = fact == "used"
    if past and _none_used(answer):
        return AnswerReading({"months": 0})
    dates = find_dates(answer.message)
    taken = {index for one in dates for index in range(one.start, one.stop)}
    plain, unclear = lengths(answer.message, answer.numbers, taken)
    stays = [resolve(one, answer.today, past=past) for one in dates if one.last is not None]
    values: list[FactValue] = [as_iso(*days) for days in stays if days is not None]
    values += [length.value for length in plain]
    if len(values) == 1:
        return AnswerReading(values[0])
    if values:
        total = together(values) if past else None
        return AnswerReading(total, () if total is not None else tuple(values))
    if unclear:
        return AnswerReading(None, unclear[0].candidates)
    return _bare_length(answer)


def _none_used(answer: _Answer) -> bool:
    words = [word for word in answer.message.words if word[0].isalnum()]
    numbers_told = [number.value for number in answer.numbers.values()]
    if numbers_told:
        return set(numbers_told) == {0}
    return (
        answer.reading.facts.get("used") == {"months": 0}
        or yes_or_no(answer.message) is Reply.NO
        or bool(set(words) & _NOTHING)
    )


_NOTHING = word_set("nista nula zero nothing none nikakve nikakvu nijednu nijedan")


def _bare_length(answer: _Answer) -> AnswerReading:
    """A number or a semester alone; what a lone number counts, only the person can tell."""
    words = answer.message.words
    if any(word.startswith("semest") for word in words) and not answer.numbers:
        return AnswerReading({"semesters": 1})
    if any(word.isalpha() and word not in _AROUND_A_NUMBER for word in _others(answer)):
        return NOT_UNDERSTOOD
    count = _only_number(answer)
    if not isinstance(count, int) or count < 1:
        return NOT_UNDERSTOOD
    months: tuple[FactValue, ...] = ({"months": count},) if count <= _MOST_MONTHS else ()
    return AnswerReading(None, ({"days": count}, *months))


_MOST_MONTHS = 24
_AROUND_A_NUMBER = word_set("oko otprilike about around circa cca mozda maybe")


def _others(answer: _Answer) -> list[str]:
    """The words that belong to no number."""
    counted = {
        index for number in answer.numbers.values() for index in range(number.start, number.stop)
    }
    return [word for index, word in enumerate(answer.message.words) if index not in counted]


def _only_number(answer: _Answer) -> int | Decimal | None:
    told = {number.value for number in answer.numbers.values()}
    return told.pop() if len(told) == 1 else None


def _amount(answer: _Answer, fact: str) -> AnswerReading:
    """A number, with or without its unit."""
    value = answer.reading.facts.get(fact, getattr(answer.reading, fact, None))
    if value is None:
        reply = yes_or_no(answer.message)
        if reply is Reply.NO and fact == "travel_days" and not answer.numbers:
            return AnswerReading(0)
        told = _only_number(answer)
        if told is None or len(answer.message) > _MOST_WORDS_OF_AN_AMOUNT:
            return NOT_UNDERSTOOD
        value = told if isinstance(told, int) else float(told)
    if fact in _WHOLE and not isinstance(value, int):
        return NOT_UNDERSTOOD
    return AnswerReading(value)


_WHOLE = frozenset({"days", "travel_days", "distance_km"})
_MOST_WORDS_OF_AN_AMOUNT = 8


def _mark(answer: _Answer, fact: str) -> AnswerReading:
    del fact
    reading = answer.reading
    if reading.points is not None:
        points = reading.points
        return AnswerReading({"points": points if isinstance(points, int) else float(points)})
    if reading.ects_grade is not None:
        return AnswerReading(reading.ects_grade)
    if reading.grade is not None:
        return AnswerReading({"grade": reading.grade})
    letters = {word for word in answer.message.words if word in LETTERS}
    if len(letters) == 1 and not answer.numbers and len(answer.message) <= 3:
        return AnswerReading(letters.pop().upper())
    told = _only_number(answer)
    if told is None or not 0 <= told <= MOST_POINTS:
        return NOT_UNDERSTOOD
    if isinstance(told, int):
        return AnswerReading({"grade" if told in GRADES else "points": told})
    return AnswerReading({"points": float(told)})


def _date(answer: _Answer, fact: str) -> AnswerReading:
    del fact
    singles = [one for one in find_dates(answer.message) if one.last is None]
    days = resolve(singles[0], answer.today) if len(singles) == 1 else None
    return NOT_UNDERSTOOD if days is None else AnswerReading(days[0].isoformat())


def _programme(answer: _Answer, fact: str) -> AnswerReading:
    del fact
    named = answer.reading.programmes or tuple(
        dict.fromkeys(match.value for match in _PROGRAMME_NAMES.find(answer.message))
    )
    if len(named) == 1:
        return AnswerReading(named[0])
    return AnswerReading(None, named) if named else NOT_UNDERSTOOD


_PROGRAMME_NAMES = Phrases[str](
    {
        "kratk*|kratkorocn*|short": "short_phd",
        "razmena|razmene|razmenu|razmeni|exchange|studij*|study|studying|semest*|dugo*": "study",
        "long": "study",
        "doktorska|phd mobilnost|mobility|razmena|exchange": "short_phd",
        "sta|nastav*|predavanj*|teaching": "teaching",
        "obuk*|obuc*|training|usavrsavanj*": "training",
        "kombinovan*|blended|intenzivn*|intensive": "bip",
        "praks*|internship*|traineeship*": "traineeship",
    }
)


def _rates(answer: _Answer, fact: str) -> AnswerReading:
    del fact
    if answer.reading.rates is not None:
        return AnswerReading(answer.reading.rates)
    year = _only_number(answer)
    if isinstance(year, int) and _FIRST_CALL <= year < _FIRST_CALL + 100:
        return AnswerReading(f"call-{year}")
    published = any(word.startswith(_PUBLISHED) for word in answer.message.words)
    return AnswerReading("ub-published") if published else NOT_UNDERSTOOD


_FIRST_CALL = 2014
_PUBLISHED = ("objavljen", "published", "ub")


def _institution(answer: _Answer, fact: str) -> AnswerReading:
    del fact
    named = institutions(answer.message, stances(answer.message))
    if named.only is not None:
        return AnswerReading(named.only)
    if named.kragujevac_ambiguous:
        return AnswerReading(None, ("uk", "asss"))
    return AnswerReading(None, named.named)


_Reader = Callable[[_Answer, str], AnswerReading]
_TRUTHS = (
    "registered", "degree_programme", "covers_term", "virtual_part", "through_faculty",
    "applied_while_enrolled", "within_year", "before_project_end", "contract", "green_travel",
    "fewer_opportunities",
)  # fmt: skip
_READERS: Mapping[str, tuple[_Reader, tuple[str, ...]]] = {
    **dict.fromkeys(_TRUTHS, (_truth, YES_NO_WORDS)),
    "role": (_choice, ROLE_WORDS),
    "cycle": (_choice, CYCLE_WORDS),
    "mobility_cycle": (_choice, CYCLE_WORDS),
    "year": (_year, ORDINAL_WORDS),
    "duration": (_duration, LENGTH_WORDS),
    "used": (_duration, LENGTH_WORDS),
    **dict.fromkeys(
        ("ects", "hours", "days", "travel_days", "distance_km"), (_amount, LENGTH_WORDS)
    ),
    "mark": (_mark, ("ocena", "poena", "grade", "points")),
    "semester_start": (_date, LENGTH_WORDS),
    "programme": (_programme, PROGRAMME_WORDS),
    "rates": (_rates, ("konkurs", "objavljeno", "published")),
    "institution": (_institution, INSTITUTION_WORDS),
}
