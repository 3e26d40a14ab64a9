"""Tell grades from other words: points, letters, numbers of the scale, and lists of them.

"A, B, C", "10 9 8", "ocene: 9, 10 i 8", "10 (deset), 9 (devet)".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise
from typing import Literal, TypeAlias

from bot.understanding.grades.counted_letters import CountedLetter, counted_letters
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import DASHES, Tokens
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("grades")
Kind: TypeAlias = Literal["points", "ects", "grade"]
CUES = _VOCABULARY.words("cues")
GRADE_CUES = _VOCABULARY.words("grade cues")
LETTERS = frozenset("abcdef")
NOT_BEFORE_LETTER = _VOCABULARY.words("not before letter")
_ARTICLE = "a"  # "a B and a D"
_ALONE = re.compile(r"(?<![\w'’])\w(?![\w'’])")
REACH = 5
# What a number behind "ocena" can be at all; what a grade is worth, the rules know.
GRADES = range(5, 11)
MOST_POINTS = 100
LIST_SEPARATORS = _VOCABULARY.words("list separators")
OF_A_COURSE = _VOCABULARY.words("of a course")
_ANOTHER, _REACH_OF_ANOTHER = _VOCABULARY.words("another course"), 3
_LIST_FILLERS = GRADE_CUES | LIST_SEPARATORS | _VOCABULARY.words("list fillers")
_POINTS_BEFORE = _VOCABULARY.words("points before a row")
_ROW_CUES = GRADE_CUES | _VOCABULARY.words("row cues") | _POINTS_BEFORE
_ASKED_BEHIND = GRADE_CUES | {"ects", "espb"}
_REACH_BEHIND = 7
POINTS = _VOCABULARY.words("points of a row")
PERCENT = _VOCABULARY.words("percent")
_AFTER_GRADE = _VOCABULARY.words("after grade")


@dataclass(frozen=True, slots=True)
class GradeMention:
    """One grade that was told.

    Attributes:
        kind: `points` of an exam, `ects` letter, or `grade` of the scale from 5 to 10.
        value: the points, the capital letter, or the grade.
    """

    kind: Kind
    value: int | Decimal | str


Placed: TypeAlias = tuple[int, int, GradeMention]


def counts_a_noun(message: Tokens, number: Number) -> bool:
    """Tell whether the word behind a number is what it counts, so that it is no grade."""
    after = message.word(number.stop)
    return bool(after) and (
        (after[0].isalpha() and after not in _AFTER_GRADE) or after in {"%", "€", "/"} | DASHES
    )


def capitals(message: Tokens, letter: str) -> list[bool]:
    """Tell for each place of a letter that stands alone whether it was written as a capital."""
    count = message.words.count(letter)
    if message.text.isupper():
        return [False] * count
    written = [found for found in _ALONE.findall(message.text) if fold(found) == letter]
    if len(written) != count:
        return [False] * count
    return [found.isupper() for found in written]


def row_of_grades(message: Tokens, numbers: Mapping[int, Number]) -> list[Placed]:
    """Return the longest row of grades: "A, B, C", "10 9 8", "ocene: 9, 10 i 8", "/grade 9".

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
    # "10, 8 - koliko je to ECTS?"; not "9 and 10 ECTS", which counts credits.
    behind = message.words[row[-1][1] + 1 : row[-1][1] + 1 + _REACH_BEHIND]
    cued = cued or (len(row) > 1 and not _ASKED_BEHIND.isdisjoint(behind))
    cued = cued or (len(row) > 1 and message.word(row[-1][1]) in POINTS)
    letters = all(placed[2].kind == "ects" for placed in row)
    if len(row) == 1:
        return row if alone and cued else []
    if letters and (len(row) > 2 or cued or alone):
        return row
    if alone and is_ambiguous(row):
        return row
    grades_only = all(placed[2].kind == "grade" for placed in row)
    return row if cued or (alone and grades_only) else []


def _outside(message: Tokens, row: list[Placed]) -> tuple[str, ...]:
    return message.words[: row[0][0]] + message.words[row[-1][1] :]


def _rows(message: Tokens, numbers: Mapping[int, Number]) -> list[list[Placed]]:
    """Find grades that stand side by side, with nothing but separators between."""
    if not numbers and LETTERS.isdisjoint(message.words):
        return []
    rows: list[list[Placed]] = [[]]
    are_capitals = {word: capitals(message, word) for word in set(message.words) & LETTERS}
    nothing_else = all(
        word in LETTERS or word in _LIST_FILLERS or word[0].isdigit() for word in message.words
    )
    others = bool(numbers) or any(chain.from_iterable(are_capitals.values()))
    counted = counted_letters(message, numbers)
    index = 0
    while index < len(message):
        word, number = message.words[index], numbers.get(index)
        of_it = counted.get(index)
        if of_it is not None:
            rows[-1] += _counted(of_it, message, are_capitals)
            index = of_it.stop
            continue
        stop = number.stop if number else index + 1
        mention = None
        if word in LETTERS:
            capital = are_capitals[word].pop(0)
            # Beside "D" or "9" a small "a" is the Serbian "and", and no grade of its own.
            only_and = word == "a" and not capital and others and not message.text.isupper()
            if capital or (nothing_else and not only_and):
                mention = _letter(message, index)
        elif number is not None:
            mention = _number_in_a_row(number, message, first=not rows[-1])
        if mention is not None and _said_again(message, index, mention, rows[-1]):
            rows[-1][-1] = (rows[-1][-1][0], stop, mention)  # the "(deset)" of "10 (deset)"
        elif mention is not None:
            rows[-1].append((index, stop, mention))
        elif word not in LIST_SEPARATORS and word != _ARTICLE and rows[-1]:
            rows.append([])
        index = stop
    return [row for row in rows if row]


def _letter(message: Tokens, index: int) -> GradeMention | None:
    named = message.word(index - 1) in NOT_BEFORE_LETTER
    return None if named else GradeMention("ects", message.words[index].upper())


def _counted(
    letter: CountedLetter, message: Tokens, are_capitals: Mapping[str, list[bool]]
) -> list[Placed]:
    """Return as many marks as a letter is counted: "two Cs"."""
    if message.word(letter.stop - 1) == letter.letter:
        are_capitals[letter.letter].pop(0)
    mark = GradeMention("ects", letter.letter.upper())
    return [(letter.start, letter.stop, mark)] * letter.count


def _number_in_a_row(number: Number, message: Tokens, *, first: bool) -> GradeMention | None:
    value = number.whole
    of_points = message.word(number.stop) in POINTS and not first
    if value is None or (counts_a_noun(message, number) and not of_points):
        return None
    if value in GRADES:
        return GradeMention("grade", value)
    return GradeMention("points", value) if GRADES.stop <= value <= MOST_POINTS else None


def points_of_another(
    message: Tokens, numbers: Mapping[int, Number], placed: list[Placed]
) -> list[Placed]:
    """Return numbers that are the points of one more course: "and 48 in another one"."""
    if not any(mention.kind == "points" for _, _, mention in placed):
        return []
    taken = {index for start, stop, _ in placed for index in range(start, stop)}
    found: list[Placed] = []
    for index, number in numbers.items():
        joined = message.word(index - 1) in LIST_SEPARATORS or message.word(index - 1) == "a"
        of_it = message.word(number.stop) in OF_A_COURSE
        another = message.words[number.stop + 1 : number.stop + 1 + _REACH_OF_ANOTHER]
        if index in taken or not joined or not of_it or _ANOTHER.isdisjoint(another):
            continue
        if number.whole is not None and number.whole <= MOST_POINTS:
            found.append((index, number.stop, GradeMention("points", number.whole)))
    return found


def _said_again(message: Tokens, index: int, mention: GradeMention, row: list[Placed]) -> bool:
    return message.word(index - 1) == "(" and bool(row) and row[-1][2] == mention


def is_ambiguous(row: list[Placed]) -> bool:
    """Tell whether letters have numbers of their own: "A 12, B 8" may count them or grade."""
    return any(
        one[2].kind == "ects" and other[2].kind != "ects" and one[1] == other[0]
        for one, other in pairwise(row)
    )
