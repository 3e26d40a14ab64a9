"""What a grade looks like: points, a letter, or a number of the scale."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from bot.understanding.numbers import Number
from bot.understanding.tokens import DASHES, Message, word_set
from locales import fold

Kind: TypeAlias = Literal["points", "ects", "grade"]
CUES = word_set(
    "ocena ocenu ocene oceni ocenom ocjena ocjenu grade grades graded mark marks ects dobio dobila"
    " dobijem got earned received polozio polozila"
)
GRADE_CUES = word_set("ocena ocenu ocene oceni ocenom ocjena ocjenu grade grades mark marks")
LETTERS = frozenset("abcdef")
NOT_BEFORE_LETTER = word_set("table tabela tabeli tabele tabelu annex section part plan option")
_ALONE = re.compile(r"(?<![\w'’])\w(?![\w'’])")
REACH = 5
# What a number behind "ocena" can be at all; what a grade is worth, the rules know.
GRADES = range(5, 11)
MOST_POINTS = 100
_AFTER_GRADE = word_set(
    "iz na u i and in on from for a ili or kod je is to po which koja koliko ects letter"
)


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


def counts_a_noun(message: Message, number: Number) -> bool:
    """Whether the word behind a number is what it counts, so that it is no grade."""
    after = message.word(number.stop)
    return bool(after) and (
        (after[0].isalpha() and after not in _AFTER_GRADE) or after in {"%", "€", "/"} | DASHES
    )


def capitals(message: Message, letter: str) -> list[bool]:
    """Of each place of a letter that stands alone, whether it was written as a capital one."""
    count = message.words.count(letter)
    if message.text.isupper():
        return [False] * count
    written = [found for found in _ALONE.findall(message.text) if fold(found) == letter]
    if len(written) != count:
        return [False] * count
    return [found.isupper() for found in written]
