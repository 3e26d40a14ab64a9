"""A typed answer to one question of a form, read with the question in mind.

With the question known, less is needed than in free text: "2." is a year, "C" a grade, "ne" no
earlier mobility, and a misspelt "docktorand" is corrected against the words that answer it.
"""

from datetime import date

from bot.forms.slot_questions import kind_of
from bot.forms.slots import SLOTS
from bot.understanding import UNKNOWN, AnswerReading
from bot.understanding.answers.answers import NOT_UNDERSTOOD, answer_of, corrected, is_unknown


def read_answer(text: str, name: str, today: date) -> AnswerReading:
    """Read what was typed in answer to the question for one slot.

    Args:
        text: as typed, in any of the three ways of writing.
        name: a slot of the table.
        today: dates without a year are the next ones from this day on.

    Raises:
        KeyError: for a slot that no question asks for.
    """
    slot = SLOTS[kind_of(name)]
    answer = answer_of(text, today)
    value = slot.parse(answer, slot.name)
    if value.understood or value.candidates:
        return value
    if is_unknown(answer.message):
        return AnswerReading(UNKNOWN)
    better = corrected(answer.message, slot.corrections)
    return NOT_UNDERSTOOD if better is None else slot.parse(answer_of(better, today), slot.name)
