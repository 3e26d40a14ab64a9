"""Grades that stand side by side: "A, B, C", "10 9 8", "ocene: 9, 10 i 8"."""

from collections.abc import Mapping

from bot.understanding.marks import (
    GRADE_CUES,
    GRADES,
    LETTERS,
    MOST_POINTS,
    NOT_BEFORE_LETTER,
    REACH,
    GradeMention,
    Placed,
    capitals,
    counts_a_noun,
)
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, word_set

_LIST_SEPARATORS = word_set(", ; / i and & | + -")
_LIST_FILLERS = GRADE_CUES | _LIST_SEPARATORS | word_set(": . ? / moje my imam ects")
_ROW_CUES = GRADE_CUES | word_set("imam dobio dobila got have transkript transkriptu transcript")


def row_of_grades(message: Message, numbers: Mapping[int, Number]) -> list[Placed]:
    """The longest row of grades: "A, B, C", "10 9 8", "ocene: 9, 10 i 8", "/grade 9".

    Two letters need a word of grades near them, numbers do always, unless the message holds nothing
    else. One grade is a row only of a message that holds nothing but a word for grades beside it.
    """
    rows = _rows(message, numbers)
    row = max(rows, key=len, default=[])
    if not row:
        return []
    alone = all(word in _LIST_FILLERS for word in _outside(message, row))
    cued = any(
        message.words[index] in _ROW_CUES for index in range(max(0, row[0][0] - REACH), row[0][0])
    )
    if message.word(row[0][0] - 1) in {"between", "izmedju"}:
        return []
    letters = all(placed[2].kind == "ects" for placed in row)
    if len(row) == 1:
        return row if alone and cued else []
    if letters and (len(row) > 2 or cued or alone):
        return row
    grades_only = all(placed[2].kind == "grade" for placed in row)
    return row if cued or (alone and grades_only) else []


def _outside(message: Message, row: list[Placed]) -> tuple[str, ...]:
    return message.words[: row[0][0]] + message.words[row[-1][1] :]


def _rows(message: Message, numbers: Mapping[int, Number]) -> list[list[Placed]]:
    """Grades that stand side by side, with nothing but separators between."""
    if not numbers and LETTERS.isdisjoint(message.words):
        return []
    rows: list[list[Placed]] = [[]]
    are_capitals = {word: capitals(message, word) for word in set(message.words) & LETTERS}
    nothing_else = all(
        word in LETTERS or word in _LIST_FILLERS or word[0].isdigit() for word in message.words
    )
    index = 0
    while index < len(message):
        word, number = message.words[index], numbers.get(index)
        stop = number.stop if number else index + 1
        mention = None
        if word in LETTERS:
            capital = are_capitals[word].pop(0)
            if (capital or nothing_else) and message.word(index - 1) not in NOT_BEFORE_LETTER:
                mention = GradeMention("ects", word.upper())
        elif number is not None and number.whole is not None and not counts_a_noun(message, number):
            mention = _number_in_a_row(number.whole)
        if mention is not None:
            rows[-1].append((index, stop, mention))
        elif word not in _LIST_SEPARATORS and rows[-1]:
            rows.append([])
        index = stop
    return [row for row in rows if row]


def _number_in_a_row(value: int) -> GradeMention | None:
    if value in GRADES:
        return GradeMention("grade", value)
    return GradeMention("points", value) if GRADES.stop <= value <= MOST_POINTS else None
