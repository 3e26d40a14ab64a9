"""Points, grades and credits: "61 poen", "ECTS C", "desetka", "61 ESPB", "A, B, C".

"Bod" is a point of an exam or a credit; the sentence around it tells which, and where it does not,
neither is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from bot.conversation.reading.found import Found, Unclear
from bot.conversation.reading.limits import not_the_persons
from bot.conversation.reading.numbers import Number
from bot.conversation.reading.words import DASHES, Message, Phrases, word_set
from locales import fold

Kind: TypeAlias = Literal["points", "ects", "grade"]

_COUNTED = Phrases[str](
    {
        "poen|poena|poeni|poene|poenima|points|point|pts": "points",
        "/|od|of 100": "points",
        "out of 100": "points",
        "espb|ects|esbp|ecst|credit|credits|kredit|kredita|krediti|kredite": "credits",
        "espb|ects|esbp bod*|poen*|point*|kredit*|credit*": "credits",
        "bod|boda|bodova|bodove|bodovi|bodovima": "either",
    }
)
_POINTS_CONTEXT = (
    "ispit", "kolokv", "poloz", "ocen", "pao", "pala", "prolaz", "osvoji", "skupi", "test", "exam",
    "grade", "mark",
)  # fmt: skip
_CREDITS_CONTEXT = (
    "semest", "razmen", "ects", "espb", "esbp", "godin", "nosi", "kredit", "credit", "bip", "prizn",
    "mobilnost", "prenos", "prebac", "learning",
)  # fmt: skip
_GRADE_NAMES = Phrases[int](
    {
        "desetka|desetku|desetke|desetkom": 10,
        "devetka|devetku|devetke|devetkom": 9,
        "osmica|osmicu|osmice|osmicom": 8,
        "sedmica|sedmicu|sedmicom": 7,
        "sestica|sesticu|sestice|sesticom": 6,
        "petica|peticu|petice|peticom": 5,
    }
)
_WEEK_TOO = 7  # "sedmica" is a week as well
_CUES = word_set(
    "ocena ocenu ocene oceni ocenom ocjena ocjenu grade grades graded mark marks ects dobio dobila"
    " dobijem got earned received polozio polozila"
)
_GRADE_CUES = word_set("ocena ocenu ocene oceni ocenom ocjena ocjenu grade grades mark marks")
_GOT = word_set("dobio dobila dobijem got earned received")
_BETWEEN_CUE_AND_GRADE = word_set("sam je a an of : = ocena ocenu grade mark je is sa s from")
_AVERAGES = ("prose", "prosj", "average", "gpa", "mean")
_LETTERS = frozenset("abcdef")
_NOT_BEFORE_LETTER = word_set("table tabela tabeli tabele tabelu annex section part plan option")
_LIST_SEPARATORS = word_set(", ; / i and & | + -")
_LIST_FILLERS = _GRADE_CUES | _LIST_SEPARATORS | word_set(": . ? / moje my imam ects")
_ALONE = re.compile(r"(?<![\w'’])\w(?![\w'’])")
_REACH = 5
# What a number behind "ocena" can be at all; what a grade is worth, the rules know.
GRADES = range(5, 11)
MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class GradeMention:
    """One grade that was told.

    Attributes:
        kind: `points` of an exam, `ects` letter, or `grade` of the scale from 5 to 10.
        value: the points, the capital letter, or the grade.
    """

    kind: Kind
    value: int | Decimal | str


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


_Placed: TypeAlias = tuple[int, int, GradeMention]


def grades(message: Message, numbers: Mapping[int, Number]) -> Marks:
    """Points, letters, grades and credits of a message."""
    found: list[Found] = []
    worth: list[Found] = []
    unclear: list[Unclear] = []
    placed = _list(message, numbers)
    if not placed:
        placed = _counted(message, numbers, worth, unclear)
        placed += _numeric(message, numbers, unclear)
        placed += _named(message)
        placed += _lettered(message)
    placed.sort(key=lambda place: place[0])
    for start, stop, mention in placed:
        value = float(mention.value) if isinstance(mention.value, Decimal) else mention.value
        found.append(Found(_FIELDS[mention.kind], value, start, stop))
    mentions = tuple(mention for _, _, mention in placed)
    return Marks(mentions, tuple(found), tuple(worth), tuple(unclear))


_FIELDS: Mapping[Kind, str] = {"points": "points", "ects": "ects_grade", "grade": "grade"}


def _counted(
    message: Message,
    numbers: Mapping[int, Number],
    worth: list[Found],
    unclear: list[Unclear],
) -> list[_Placed]:
    """Numbers of points and credits; the credits go to `worth`."""
    placed: list[_Placed] = []
    read_until = 0
    for number in numbers.values():
        if number.start < read_until:  # the 100 of "61 od 100 poena"
            continue
        counted = _what_it_counts(message, numbers, number)
        if counted is None:
            continue
        unit, start, stop = counted
        read_until = stop
        span = message.span(start, stop)
        field = "ects" if unit == "credits" else "points"
        reason = _why_not(message, numbers, number, start, stop)
        kind: str | None = unit
        if unit == "either":
            kind = _in_context(message, start)
            reason = reason or (None if kind else "points_or_credits")
        if reason is not None or number.value is None or kind is None:
            unclear.append(Unclear(field, reason or "nonsense", span))
        elif kind == "credits":
            value = float(number.value) if isinstance(number.value, Decimal) else number.value
            worth.append(Found("ects", value, start, stop))
        else:
            placed.append((start, stop, GradeMention("points", number.value)))
    return placed


def _what_it_counts(
    message: Message, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    if number.stop < len(message):
        match = _COUNTED.at(message, number.stop)
        if match is not None:
            return match.value, number.start, match.stop
    other = numbers.get(number.stop + 1)  # the 95 of "95 i 50 poena"
    if other is not None and message.word(number.stop) in {"i", "and"}:
        match = _COUNTED.at(message, other.stop) if other.stop < len(message) else None
        if match is not None and match.value == "points":
            return "points", number.start, number.stop
    return _counted_before(message, numbers, number)


def _counted_before(
    message: Message, numbers: Mapping[int, Number], number: Number
) -> tuple[str, int, int] | None:
    """As in "poeni: 61", "ects 3": the unit first, and nothing behind that is counted."""
    after = message.word(number.stop)
    if after and after[0].isalpha() and after not in {"i", "and", "na", "iz", "u"}:
        return None
    if after and (after[0].isdigit() or after in DASHES or number.stop in numbers):
        return None
    place = number.start - 2 if message.word(number.start - 1) in {":", "="} else number.start - 1
    if place < 0 or message.words[place] in {"od", "of", "/", "out"}:
        return None
    match = _COUNTED.at(message, place)
    if match is None or match.stop != place + 1 or place - 1 in numbers:
        return None
    return match.value, place, number.stop


def _why_not(
    message: Message, numbers: Mapping[int, Number], number: Number, start: int, stop: int
) -> str | None:
    joiner = message.word(number.start - 1)
    if (joiner in DASHES or joiner in {"do", "to", "ili", "or"}) and any(
        other.stop == number.start - 1 for other in numbers.values()
    ):
        return "range"
    return not_the_persons(message, start, stop)


def _in_context(message: Message, index: int) -> str | None:
    """What "bod" is in its sentence: `points`, `credits`, or None where both or neither fit."""
    first, last = index, index
    while first > 0 and not message.ends_sentence(first - 1):
        first -= 1
    while last < len(message) and not message.ends_sentence(last):
        last += 1
    words = message.words[first:last]
    points = any(word.startswith(_POINTS_CONTEXT) for word in words)
    credits_ = any(word.startswith(_CREDITS_CONTEXT) for word in words)
    if points == credits_:
        return None
    return "points" if points else "credits"


def _numeric(
    message: Message, numbers: Mapping[int, Number], unclear: list[Unclear]
) -> list[_Placed]:
    """Numbers behind "ocena" or "dobio sam": a grade up to 10, points above ("grade 61")."""
    placed: list[_Placed] = []
    for index, number in numbers.items():
        cue = _cue_before(message, index)
        if cue is None or _counts_a_noun(message, number):
            continue
        span = message.span(index, number.stop)
        near = [message.word(cue - back) for back in (0, 1, 2)]
        if any(word.startswith(_AVERAGES) for word in near if word):
            unclear.append(Unclear("grade", "average", span))
        elif number.whole is None or not GRADES.start <= number.whole <= MOST_POINTS:
            unclear.append(Unclear("grade", "nonsense", span))
        elif number.whole in GRADES:
            placed.append((index, number.stop, GradeMention("grade", number.whole)))
        elif message.words[cue] in _GRADE_CUES:
            placed.append((index, number.stop, GradeMention("points", number.whole)))
    return placed


def _cue_before(message: Message, index: int) -> int | None:
    place = index - 1
    while place >= 0 and index - place < 3 and message.words[place] in _BETWEEN_CUE_AND_GRADE:
        if message.words[place] in _GRADE_CUES:
            return place
        place -= 1
    if place >= 0 and message.words[place] in _GRADE_CUES | _GOT:
        return place
    return None


def _counts_a_noun(message: Message, number: Number) -> bool:
    after = message.word(number.stop)
    return bool(after) and (
        (after[0].isalpha() and after not in _AFTER_GRADE) or after in {"%", "€", "/"} | DASHES
    )


_AFTER_GRADE = word_set("iz na u i and in on from for a ili or kod je is to po which koja koliko")


def _named(message: Message) -> list[_Placed]:
    placed: list[_Placed] = []
    for match in _GRADE_NAMES.find(message):
        if match.value == _WEEK_TOO and not _near_cue(message, match.start):
            continue
        mention = GradeMention("grade", match.value)
        placed.append((match.start, match.stop, mention))
    return placed


def _near_cue(message: Message, index: int) -> bool:
    for step in (-1, 1):
        for distance in range(1, _REACH + 1):
            place = index + step * distance
            if not 0 <= place < len(message) or message.ends_sentence(place):
                break
            if message.words[place] in _CUES:
                return True
    return False


def _lettered(message: Message) -> list[_Placed]:
    capitals: dict[str, list[bool]] = {}
    placed: list[_Placed] = []
    for index, word in enumerate(message.words):
        if word not in _LETTERS:
            continue
        if word not in capitals:
            capitals[word] = _capitals(message, word)
        capital = capitals[word].pop(0)
        if _is_grade(message, index, capital=capital):
            placed.append((index, index + 1, GradeMention("ects", word.upper())))
    return placed


def _capitals(message: Message, letter: str) -> list[bool]:
    """Of each place of a letter that stands alone, whether it was written as a capital one."""
    count = message.words.count(letter)
    if message.text.isupper():
        return [False] * count
    written = [found for found in _ALONE.findall(message.text) if fold(found) == letter]
    if len(written) != count:
        return [False] * count
    return [found.isupper() for found in written]


def _is_grade(message: Message, index: int, *, capital: bool) -> bool:
    before, after = message.word(index - 1), message.word(index + 1)
    if before in _NOT_BEFORE_LETTER or before == "/":
        return False
    if before in {"-", "'"} or after == "'":
        return False
    word = message.words[index]
    if capital and (word != "a" or (index > 0 and not message.ends_sentence(index - 1))):
        return _near_cue(message, index)
    direct = before in _CUES or (before in {"a", "an"} and message.word(index - 2) in _CUES)
    if word in {"a", "e"}:
        return before in {"ects", "grade"} and (not after or message.ends_clause(index + 1))
    return direct


def _list(message: Message, numbers: Mapping[int, Number]) -> list[_Placed]:
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
        message.words[index] in _ROW_CUES for index in range(max(0, row[0][0] - _REACH), row[0][0])
    )
    letters = all(placed[2].kind == "ects" for placed in row)
    if len(row) == 1:
        return row if alone and cued else []
    if letters and (len(row) > 2 or cued or alone):
        return row
    grades_only = all(placed[2].kind == "grade" for placed in row)
    return row if cued or (alone and grades_only) else []


_ROW_CUES = _GRADE_CUES | word_set("imam dobio dobila got have transkript transkriptu transcript")


def _outside(message: Message, row: list[_Placed]) -> tuple[str, ...]:
    return message.words[: row[0][0]] + message.words[row[-1][1] :]


def _rows(message: Message, numbers: Mapping[int, Number]) -> list[list[_Placed]]:
    """Grades that stand side by side, with nothing but separators between."""
    rows: list[list[_Placed]] = [[]]
    capitals = {word: _capitals(message, word) for word in set(message.words) & _LETTERS}
    nothing_else = all(
        word in _LETTERS or word in _LIST_FILLERS or word[0].isdigit() for word in message.words
    )
    index = 0
    while index < len(message):
        word, number = message.words[index], numbers.get(index)
        stop = number.stop if number else index + 1
        mention = None
        if word in _LETTERS:
            capital = capitals[word].pop(0)
            if (capital or nothing_else) and message.word(index - 1) not in _NOT_BEFORE_LETTER:
                mention = GradeMention("ects", word.upper())
        elif (
            number is not None and number.whole is not None and not _counts_a_noun(message, number)
        ):
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
