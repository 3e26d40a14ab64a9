"""A typed answer to one question of an interview, read with the question in mind.

With the question known, less is needed than in free text: "2." is a year, "C" a grade, "ne" no
earlier mobility, and a misspelt "docktorand" is corrected against the words that answer it.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bot.understanding.answer import (
    NOT_UNDERSTOOD,
    UNKNOWN,
    Answer,
    AnswerReading,
    answer_of,
)
from bot.understanding.corrections import (
    CYCLE_WORDS,
    INSTITUTION_WORDS,
    LENGTH_WORDS,
    ORDINAL_WORDS,
    PROGRAMME_WORDS,
    ROLE_WORDS,
    YES_NO_WORDS,
    corrected,
)
from bot.understanding.fact_answers import amount, choice, duration, truth, year
from bot.understanding.tool_answers import (
    institution,
    mark,
    programme,
    rates,
    semester_start,
)
from bot.understanding.yes_no import is_unknown

_Reader = Callable[[Answer, str], AnswerReading]
_TRUTHS = (
    "registered", "degree_programme", "covers_term", "virtual_part", "through_faculty",
    "applied_while_enrolled", "within_year", "before_project_end", "contract", "green_travel",
    "fewer_opportunities",
)  # fmt: skip
_READERS: Mapping[str, tuple[_Reader, tuple[str, ...]]] = {
    **dict.fromkeys(_TRUTHS, (truth, YES_NO_WORDS)),
    "role": (choice, ROLE_WORDS),
    "cycle": (choice, CYCLE_WORDS),
    "mobility_cycle": (choice, CYCLE_WORDS),
    "year": (year, ORDINAL_WORDS),
    "duration": (duration, LENGTH_WORDS),
    "used": (duration, LENGTH_WORDS),
    **dict.fromkeys(
        ("ects", "hours", "days", "travel_days", "distance_km"), (amount, LENGTH_WORDS)
    ),
    "mark": (mark, ("ocena", "poena", "grade", "points")),
    "semester_start": (semester_start, LENGTH_WORDS),
    "programme": (programme, PROGRAMME_WORDS),
    "rates": (rates, ("konkurs", "objavljeno", "published")),
    "institution": (institution, INSTITUTION_WORDS),
}


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
    answer = answer_of(text, today)
    value = reader(answer, fact)
    if value.understood or value.candidates:
        return value
    if is_unknown(answer.message):
        return AnswerReading(UNKNOWN)
    better = corrected(answer.message, words)
    return NOT_UNDERSTOOD if better is None else reader(answer_of(better, today), fact)
