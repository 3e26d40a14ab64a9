"""Answers to the questions of the tools: programme, institution, grade, date, call."""

from bot.understanding.answer import NOT_UNDERSTOOD, Answer, AnswerReading, only_number
from bot.understanding.dates import find_dates, resolve
from bot.understanding.institutions import institutions
from bot.understanding.marks import GRADES, LETTERS, MOST_POINTS
from bot.understanding.stance import stances
from bot.understanding.tokens import Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("answers")

_PROGRAMME_NAMES = Phrases[str](_VOCABULARY.meanings("programme names"))
_FIRST_CALL = 2014
_PUBLISHED = _VOCABULARY.stems("published")


def mark(answer: Answer, fact: str) -> AnswerReading:
    """A letter, a grade or points: a lone number from 5 to 10 is a grade."""
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
    told = only_number(answer)
    if told is None or not 0 <= told <= MOST_POINTS:
        return NOT_UNDERSTOOD
    if isinstance(told, int):
        return AnswerReading({"grade" if told in GRADES else "points": told})
    return AnswerReading({"points": float(told)})


def semester_start(answer: Answer, fact: str) -> AnswerReading:
    """One date."""
    del fact
    singles = [one for one in find_dates(answer.message) if one.last is None]
    days = resolve(singles[0], answer.today) if len(singles) == 1 else None
    return NOT_UNDERSTOOD if days is None else AnswerReading(days[0].isoformat())


def programme(answer: Answer, fact: str) -> AnswerReading:
    """A programme by any of its names, also by those that are too general in free text."""
    del fact
    named = answer.reading.programmes or tuple(
        dict.fromkeys(match.value for match in _PROGRAMME_NAMES.find(answer.message))
    )
    if len(named) == 1:
        return AnswerReading(named[0])
    return AnswerReading(None, named) if named else NOT_UNDERSTOOD


def rates(answer: Answer, fact: str) -> AnswerReading:
    """A call by its year, or the amounts that the university publishes."""
    del fact
    if answer.reading.rates is not None:
        return AnswerReading(answer.reading.rates)
    year = only_number(answer)
    if isinstance(year, int) and _FIRST_CALL <= year < _FIRST_CALL + 100:
        return AnswerReading(f"call-{year}")
    published = any(word.startswith(_PUBLISHED) for word in answer.message.words)
    return AnswerReading("ub-published") if published else NOT_UNDERSTOOD


def institution(answer: Answer, fact: str) -> AnswerReading:
    """One of the three institutions; "Kragujevac" alone may be two of them."""
    del fact
    named = institutions(answer.message, stances(answer.message))
    if named.only is not None:
        return AnswerReading(named.only)
    if named.kragujevac_ambiguous:
        return AnswerReading(None, ("uk", "asss"))
    return AnswerReading(None, named.named)
