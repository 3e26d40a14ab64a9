"""Read the grades of a message: "61 poen", "ECTS C", "desetka", "dobila sam 9", "A, B, C".

A grade of another scale is no value of the Academy's table: it is unclear, as `foreign_grade`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.amounts import points_and_credits
from bot.understanding.foreign_grades import average_at, other_scales
from bot.understanding.found import Found, Unclear
from bot.understanding.marks import (
    CUES,
    GRADE_CUES,
    GRADES,
    LETTERS,
    MOST_POINTS,
    NOT_BEFORE_LETTER,
    REACH,
    GradeMention,
    Kind,
    Placed,
    capitals,
    counts_a_noun,
    is_ambiguous,
    row_of_grades,
)
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")

_GRADE_NAMES = Phrases[int](_VOCABULARY.numbers("grade names"))
_WEEK_TOO = 7  # "sedmica" is a week as well
_GOT = _VOCABULARY.words("got")
_BETWEEN_CUE_AND_GRADE = _VOCABULARY.words("between cue and grade")
_FIELDS: Mapping[Kind, str] = {"points": "points", "ects": "ects_grade", "grade": "grade"}


@dataclass(frozen=True, slots=True)
class Marks:
    """All grades of a message.

    Attributes:
        mentions: in the order in which they were told.
        found: the same with their places.
        credits: numbers of credits, the fact `ects`.
        unclear: numbers that count nothing for certain.
    """

    mentions: tuple[GradeMention, ...]
    found: tuple[Found, ...]
    credits: tuple[Found, ...]
    unclear: tuple[Unclear, ...]

    def only(self, kind: Kind) -> int | Decimal | str | None:
        """The one value of a kind that was told, None when there is none or several."""
        values = {mention.value for mention in self.mentions if mention.kind == kind}
        return values.pop() if len(values) == 1 else None


def grades(message: Message, numbers: Mapping[int, Number]) -> Marks:
    """Read the points, letters, grades and credits of a message."""
    found: list[Found] = []
    worth: list[Found] = []
    unclear: list[Unclear] = []
    placed = row_of_grades(message, numbers)
    if not placed:
        placed = points_and_credits(message, numbers, worth, unclear)
        placed += _numeric(message, numbers, unclear)
        placed += _named(message)
        placed += _lettered(message)
    elif is_ambiguous(placed):
        span = message.span(placed[0][0], placed[-1][1])
        placed, unclear = [], [Unclear("grade", "ambiguous", span)]
    placed.sort(key=lambda place: place[0])
    placed, foreign = other_scales(message, numbers, placed)
    unclear += foreign
    for start, stop, mention in placed:
        value = float(mention.value) if isinstance(mention.value, Decimal) else mention.value
        found.append(Found(_FIELDS[mention.kind], value, start, stop))
    mentions = tuple(mention for _, _, mention in placed)
    return Marks(mentions, tuple(found), tuple(worth), tuple(unclear))


def _numeric(
    message: Message, numbers: Mapping[int, Number], unclear: list[Unclear]
) -> list[Placed]:
    """Numbers behind "ocena" or "dobio sam": a grade up to 10, points above ("grade 61")."""
    placed: list[Placed] = []
    for index, number in numbers.items():
        cue = _cue_before(message, index)
        if cue is None and average_at(message, number):
            unclear.append(Unclear("grade", "average", message.span(index, number.stop)))
            continue
        if cue is None and _put_into_letters(message, number):
            cue = number.stop + 1
        if cue is None or counts_a_noun(message, number) or _in_a_range(message, number):
            continue
        span = message.span(index, number.stop)
        if average_at(message, number):
            unclear.append(Unclear("grade", "average", span))
        elif number.value is not None and _of_another_scale(number.value):
            unclear.append(Unclear("grade", "foreign_grade", span))
        elif number.whole is None or number.whole > MOST_POINTS:
            unclear.append(Unclear("grade", "nonsense", span))
        elif number.whole in GRADES:
            placed.append((index, number.stop, GradeMention("grade", number.whole)))
        elif message.words[cue] in GRADE_CUES:
            placed.append((index, number.stop, GradeMention("points", number.whole)))
    return placed


def _of_another_scale(value: int | Decimal) -> bool:
    """Tell whether a number can only be a grade of another scale: "ocena 3", "grade 4.5"."""
    return value < GRADES.start or value != int(value)


def _in_a_range(message: Message, number: Number) -> bool:
    """Tell whether it is an end of a scale, as in "grades 5 to 10"."""
    return message.word(number.stop) in {"to", "do"} or message.word(number.start - 1) in {
        "to", "do", "between", "izmedju", "from", "od",
    }  # fmt: skip


def _put_into_letters(message: Message, number: Number) -> bool:
    """Tell whether it is to be converted, as in "a 9 in ECTS", "8 u slova"."""
    into = message.word(number.stop) in {"in", "u", "po", "to"}
    return into and message.word(number.stop + 1) in {"ects", "letter", "letters", "slova", "slovo"}


def _cue_before(message: Message, index: int) -> int | None:
    place = index - 1
    while place >= 0 and index - place < 3 and message.words[place] in _BETWEEN_CUE_AND_GRADE:
        if message.words[place] in GRADE_CUES:
            return place
        place -= 1
    if place >= 0 and message.words[place] in GRADE_CUES | _GOT:
        return place
    return None


def _named(message: Message) -> list[Placed]:
    placed: list[Placed] = []
    for match in _GRADE_NAMES.find(message):
        if match.value == _WEEK_TOO and not _near_cue(message, match.start):
            continue
        mention = GradeMention("grade", match.value)
        placed.append((match.start, match.stop, mention))
    return placed


def _near_cue(message: Message, index: int) -> bool:
    for step in (-1, 1):
        for distance in range(1, REACH + 1):
            place = index + step * distance
            if not 0 <= place < len(message) or message.ends_sentence(place):
                break
            if message.words[place] in CUES:
                return True
    return False


def _lettered(message: Message) -> list[Placed]:
    are_capitals: dict[str, list[bool]] = {}
    placed: list[Placed] = []
    for index, word in enumerate(message.words):
        if word not in LETTERS:
            continue
        if word not in are_capitals:
            are_capitals[word] = capitals(message, word)
        capital = are_capitals[word].pop(0)
        if _is_grade(message, index, capital=capital):
            placed.append((index, index + 1, GradeMention("ects", word.upper())))
    return placed


def _is_grade(message: Message, index: int, *, capital: bool) -> bool:
    before, after = message.word(index - 1), message.word(index + 1)
    if before in NOT_BEFORE_LETTER or before == "/":
        return False
    if before in {"-", "'"} or after == "'":
        return False
    word = message.words[index]
    if capital and (word != "a" or (index > 0 and not message.ends_sentence(index - 1))):
        return _near_cue(message, index)
    direct = before in CUES or (before in {"a", "an"} and message.word(index - 2) in CUES)
    if word in {"a", "e"}:
        return before in {"ects", "grade"} and (not after or message.ends_clause(index + 1))
    return direct
