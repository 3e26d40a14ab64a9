"""Numbers that are said of points, and are no marks: "out of 100", "is it a 6 or a 7?".

And those that count exams: "passed 3 of 5" tells no mark of another scale. A letter beside points
is a mark of its own: "85 points and a B".
"""

from collections.abc import Mapping

from bot.understanding.grades.grade_lists import (
    GRADE_CUES,
    GRADES,
    LETTERS,
    MOST_POINTS,
    NOT_BEFORE_LETTER,
    PERCENT,
    REACH,
    GradeMention,
    Placed,
    capitals,
)
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Span, Tokens
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")
_OUT_OF = Phrases[bool](_VOCABULARY.phrases("out of"))
_PASSING = _VOCABULARY.stems("passing or failing")
_EXAMS = _VOCABULARY.stems("counted exams")
_REACH_OF_PASSING = 8
_EITHER = frozenset({"or", "ili"})
_ARTICLES = frozenset({"a", "an"})
# "So that's 9 and ...?" concludes a grade from the marks told.
_CONCLUDED = Phrases[bool](_VOCABULARY.phrases("so it is"))


def beside_points(
    message: Tokens, numbers: Mapping[int, Number], placed: list[Placed]
) -> tuple[list[Placed], list[Span]]:
    """Return the marks of a message that may tell points, and the numbers said of these.

    A percentage is points where it is asked which of two grades it is: "is 75% an 8 or a 9?".
    """
    pairs = _two_grades(message, numbers)
    if pairs and not placed:
        placed = [
            (number.start, number.stop + 1, GradeMention("points", number.whole))
            for number in numbers.values()
            if number.whole is not None
            and number.whole <= MOST_POINTS
            and message.word(number.stop) in PERCENT
        ]
    points = [one for one in placed if one[2].kind == "points"]
    if not points:
        return placed, []
    compared = {index for start, stop in pairs for index in range(start, stop)}
    kept = [one for one in placed if one[2].kind == "points" or one[0] not in compared]
    return kept, [message.span(*one) for one in (*pairs, *_out_of_all(message, numbers, points))]


def letters_beside_points(message: Tokens, placed: list[Placed]) -> list[Placed]:
    """Return letters that are marks beside points: "85 points and a B", "B in one and 61 points".

    "61 points: D or E?" asks which of the two it is.
    """
    points = [one for one in placed if one[2].kind == "points"]
    taken = {index for start, stop, _ in placed for index in range(start, stop)}
    if not points:
        return []
    are_capitals = {word: capitals(message, word) for word in set(message.words) & LETTERS}
    found: list[Placed] = []
    for index, word in enumerate(message.words):
        if word not in LETTERS or not are_capitals[word].pop(0) or index in taken:
            continue
        around = {message.word(index - 1), message.word(index + 1)}
        signed = message.word(index + 1) in {"'", "+"}
        if signed or message.word(index - 1) in NOT_BEFORE_LETTER or not around.isdisjoint(_EITHER):
            continue
        if any(_is_near(message, index, one) for one in points):
            found.append((index, index + 1, GradeMention("ects", word.upper())))
    return found


def _is_near(message: Tokens, index: int, place: Placed) -> bool:
    """Tell whether a letter stands near points, in their sentence."""
    between = range(place[1], index) if index >= place[1] else range(index + 1, place[0])
    return len(between) <= REACH and not any(message.ends_sentence(one) for one in between)


def grades_concluded(message: Tokens, numbers: Mapping[int, Number]) -> list[Span]:
    """Return where a grade is concluded from the marks told: "so that's 9 and ...?"."""
    return [
        message.span(number.start, number.stop)
        for match in _CONCLUDED.find(message)
        if (number := numbers.get(match.stop)) is not None and number.whole in GRADES
    ]


def _two_grades(message: Tokens, numbers: Mapping[int, Number]) -> list[tuple[int, int]]:
    """Find "6 ili 7", "an 8 or a 9": two grades side by side on the scale."""
    found: list[tuple[int, int]] = []
    for number in numbers.values():
        if message.word(number.stop) not in _EITHER or number.whole not in GRADES:
            continue
        place = number.stop + 1
        place += message.word(place) in _ARTICLES
        other = numbers.get(place)
        if other is None or other.whole not in GRADES or number.whole is None:
            continue
        if other.whole is not None and abs(other.whole - number.whole) == 1:
            found.append((number.start, other.stop))
    return found


def _out_of_all(
    message: Tokens, numbers: Mapping[int, Number], points: list[Placed]
) -> list[tuple[int, int]]:
    """Find the "out of 100" behind points."""
    found: list[tuple[int, int]] = []
    for _, stop, _ in points:
        match = _OUT_OF.at(message, stop) if stop < len(message) else None
        whole = None if match is None else numbers.get(match.stop)
        if whole is not None and whole.whole == MOST_POINTS:
            found.append((stop, whole.stop))
    return found


def exams_counted(message: Tokens, numbers: Mapping[int, Number]) -> list[Span]:
    """Return where exams are counted: the "2 of 5" of "passed 2 of 5"."""
    found: list[Span] = []
    for part in numbers.values():
        of = message.word(part.stop)
        match = _OUT_OF.at(message, part.stop) if part.stop < len(message) else None
        behind = part.stop + 1 if of == "of" else None if match is None else match.stop
        whole = None if behind is None or of == "/" else numbers.get(behind)
        if whole is None or (whole.whole or 0) >= MOST_POINTS:
            continue
        if counts_exams(message, part, whole):
            found.append(message.span(part.start, whole.stop))
    return found


def counts_exams(message: Tokens, part: Number, whole: Number) -> bool:
    """Tell whether "3 of 5" counts exams: their name is behind it, or a word for passing near it.

    "Dobio sam 4 od 5 iz ispita" is a grade all the same.
    """
    behind = message.words[part.stop : whole.stop + 2]
    if any(word.startswith(_EXAMS) for word in behind):
        return True
    first, last = max(0, part.start - REACH), whole.stop + _REACH_OF_PASSING
    near = message.words[first:last]
    return GRADE_CUES.isdisjoint(near) and any(word.startswith(_PASSING) for word in near)
