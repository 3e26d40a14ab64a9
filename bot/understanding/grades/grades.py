"""Read grades: "61 poen", "ECTS C", "desetka"; averages are unclear, and in no table."""

from collections.abc import Mapping
from decimal import Decimal

from bot.messages.record import record
from bot.understanding.grades.amounts import points_and_credits
from bot.understanding.grades.beside_points import (
    beside_points,
    exams_counted,
    grades_concluded,
    letters_beside_points,
)
from bot.understanding.grades.grade_lists import (
    CUES,
    GRADE_CUES,
    GRADES,
    LETTERS,
    LIST_SEPARATORS,
    MOST_POINTS,
    NOT_BEFORE_LETTER,
    OF_A_COURSE,
    REACH,
    GradeMention,
    Kind,
    Placed,
    capitals,
    counts_a_noun,
    is_ambiguous,
    points_of_another,
    row_of_grades,
)
from bot.understanding.grades.other_scales import ALONE, WORDS, other_scales
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Span, Tokens, WordSet
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")
_AVERAGE = _VOCABULARY.stems("average")
_BETWEEN_AVERAGE_AND_NUMBER = _VOCABULARY.words("between average and number")
_LETTERS = WordSet(LETTERS.__contains__)
_LETTER_WORDS = _VOCABULARY.words("letter words")
_BEFORE_A_GRADE = _VOCABULARY.words("between letter and grade")
_GRADE_NAMES = Phrases[int](_VOCABULARY.numbers("grade names"))
_WEEK_TOO = 7  # "sedmica" is a week as well
_ANOTHER_COURSE = _VOCABULARY.words("another course")
_GOT = _VOCABULARY.words("got")
_BETWEEN_CUE_AND_GRADE = _VOCABULARY.words("between cue and grade")
# So many letters, each from a course of its own, are marks without a word for it.
_NO_CHANCE = 3
_FROM_A_COURSE = frozenset({"iz", "in", "from", "for", "na"})
FIELDS: Mapping[Kind, str] = {"points": "points", "ects": "ects_grade", "grade": "grade"}


def average_at(message: Tokens, number: Number) -> bool:
    """Tell whether a number is an average: "prosek 8,5", "GPA of 3.7", "8.5 prosek"."""
    if message.word(number.stop).startswith(_AVERAGE):
        return True
    place = number.start - 1
    while place >= 0 and number.start - place <= 4:
        word = message.words[place]
        if word.startswith(_AVERAGE):
            return True
        if word not in _BETWEEN_AVERAGE_AND_NUMBER:
            return False
        place -= 1
    return False


@record
class Marks:
    """All grades of a message.

    Attributes:
        mentions: in the order in which they were told.
        found: the same with their places.
        credits: numbers of credits, the fact `ects`.
        unclear: numbers that count nothing for certain.
        beside: numbers that are said of a mark and are none, "out of 100", "6 or 7?".
    """

    mentions: tuple[GradeMention, ...]
    found: tuple[Found, ...]
    credits: tuple[Found, ...]
    unclear: tuple[Unclear, ...]
    beside: tuple[Span, ...] = ()

    def only(self, kind: Kind) -> int | Decimal | str | None:
        """Return the one value of a kind that was told, None when there is none or several."""
        values = {mention.value for mention in self.mentions if mention.kind == kind}
        return values.pop() if len(values) == 1 else None


_NONE = Marks((), (), (), ())


def grades(message: Tokens, numbers: Mapping[int, Number]) -> Marks:
    """Read the points, letters, grades and credits of a message."""
    told = numbers or _LETTERS.places(message) or ALONE.places(message)
    if not (told or _GRADE_NAMES.may_begin_in(message) or WORDS.may_begin_in(message)):
        return _NONE
    found: list[Found] = []
    worth: list[Found] = []
    unclear: list[Unclear] = []
    beside: list[Span] = []
    placed = row_of_grades(message, numbers)
    if not placed:
        placed = points_and_credits(message, numbers, worth, unclear)
        placed += _numeric(message, numbers, unclear)
        placed += _named(message)
        placed += _lettered(message, numbers)
        placed += points_of_another(message, numbers, placed)
        placed += letters_beside_points(message, placed)
        placed, beside = beside_points(message, numbers, placed)
    elif is_ambiguous(placed):
        span = message.span(placed[0][0], placed[-1][1])
        placed, unclear = [], [Unclear("grade", "ambiguous", span)]
    placed.sort(key=lambda place: place[0])
    placed, foreign = other_scales(message, numbers, placed)
    unclear += foreign
    for start, stop, mention in placed:
        value = float(mention.value) if isinstance(mention.value, Decimal) else mention.value
        found.append(Found(FIELDS[mention.kind], value, start, stop))
    mentions = tuple(mention for _, _, mention in placed)
    beside += exams_counted(message, numbers)
    if mentions:
        beside += grades_concluded(message, numbers)
    return Marks(mentions, tuple(found), tuple(worth), tuple(unclear), tuple(beside))


def _numeric(
    message: Tokens, numbers: Mapping[int, Number], unclear: list[Unclear]
) -> list[Placed]:
    """Return numbers behind "ocena" or "dobio sam": a grade up to 10, points above ("grade 61")."""
    placed: list[Placed] = []
    for index, number in numbers.items():
        cue = _cue_before(message, index)
        if cue is None and average_at(message, number):
            unclear.append(_average(number, message.span(index, number.stop)))
            continue
        if cue is None and _put_into_letters(message, number):
            cue = min(number.stop + 1, len(message.words) - 1)
        if cue is None or counts_a_noun(message, number) or _in_a_range(message, number):
            continue
        span = message.span(index, number.stop)
        if average_at(message, number):
            unclear.append(_average(number, span))
        elif number.value is not None and _of_another_scale(number.value):
            unclear.append(Unclear("grade", "foreign_grade", span))
        elif number.whole is None or number.whole > MOST_POINTS:
            unclear.append(Unclear("grade", "nonsense", span))
        elif number.whole in GRADES:
            placed.append((index, number.stop, GradeMention("grade", number.whole)))
        elif message.words[cue] in GRADE_CUES:
            placed.append((index, number.stop, GradeMention("points", number.whole)))
    return placed


def _average(number: Number, span: Span) -> Unclear:
    """Return an average, which is no mark: the conditions of an institution may ask for it."""
    value = number.value
    known = () if value is None else (float(value) if isinstance(value, Decimal) else value,)
    return Unclear("grade", "average", span, known)


def _of_another_scale(value: int | Decimal) -> bool:
    """Tell whether a number can only be a grade of another scale: "ocena 3", "grade 4.5"."""
    return value < GRADES.start or value != int(value)


def _in_a_range(message: Tokens, number: Number) -> bool:
    """Tell whether it is an end of a scale, as in "grades 5 to 10"."""
    return message.word(number.stop) in {"to", "do"} or message.word(number.start - 1) in {
        "to", "do", "between", "izmedju", "from", "od",
    }  # fmt: skip


def _put_into_letters(message: Tokens, number: Number) -> bool:
    """Tell whether it is to be converted, as in "a 9 in ECTS", "8 u slova".

    "Which letter is a 9?" asks the same.
    """
    if _is_asked_as_a_letter(message, number):
        return True
    into = message.word(number.stop) in {"in", "u", "po", "to"}
    return into and message.word(number.stop + 1) in {"ects", "letter", "letters", "slova", "slovo"}


def _is_asked_as_a_letter(message: Tokens, number: Number) -> bool:
    """Tell whether its letter is asked for: "which letter is a 9", "koje je slovo 9"."""
    place = number.start - 1
    while message.word(place) in _BEFORE_A_GRADE and number.start - place < REACH:
        place -= 1
    return message.word(place) in _LETTER_WORDS


def _cue_before(message: Tokens, index: int) -> int | None:
    place = index - 1
    while place >= 0 and index - place < 5 and message.words[place] in _BETWEEN_CUE_AND_GRADE:
        if message.words[place] in GRADE_CUES:
            return place
        place -= 1
    if place >= 0 and message.words[place] in GRADE_CUES | _GOT:
        return place
    return None


def _named(message: Tokens) -> list[Placed]:
    placed: list[Placed] = []
    for match in _GRADE_NAMES.find(message):
        if match.value == _WEEK_TOO and not _near_cue(message, match.start):
            continue
        mention = GradeMention("grade", match.value)
        placed.append((match.start, match.stop, mention))
    return placed


def _near_cue(message: Tokens, index: int) -> bool:
    for step in (-1, 1):
        for distance in range(1, REACH + 1):
            place = index + step * distance
            if not 0 <= place < len(message) or message.ends_sentence(place):
                break
            if message.words[place] in CUES:
                return True
    return False


def _lettered(message: Tokens, numbers: Mapping[int, Number]) -> list[Placed]:
    are_capitals: dict[str, list[bool]] = {}
    placed: list[Placed] = []
    of_courses: list[Placed] = []
    for index in _LETTERS.places(message):
        word = message.words[index]
        if word not in are_capitals:
            are_capitals[word] = capitals(message, word)
        capital = are_capitals[word].pop(0)
        mention = GradeMention("ects", word.upper())
        another = capital and _is_another(message, index, placed)
        if another or _is_grade(message, index, capital=capital):
            placed.append((index, index + 1, mention))
        if capital and message.word(index + 1) in _FROM_A_COURSE:
            counted = numbers.get(index + 2)
            of_courses.append((index, counted.stop if counted else index + 1, mention))
    # "B in three courses and E in one": beside a word for grades each is one.
    several = len({one[2].value for one in of_courses}) > 1
    many = len(of_courses) >= _NO_CHANCE
    if several and (many or not CUES.isdisjoint(message.words)):
        own = {one[0] for one in of_courses}
        placed = of_courses + [one for one in placed if one[0] not in own]
    return placed


def _is_another(message: Tokens, index: int, placed: list[Placed]) -> bool:
    """Tell whether a letter is one more behind another: "A iz dva predmeta i D iz jednog"."""
    if not placed or message.words[index] == "a":
        return False
    between = range(placed[-1][1], index)
    joined = message.word(index - 1) in LIST_SEPARATORS | {"a"}
    of_it = not message.word(index + 1)[:1].isalpha() or message.word(index + 1) in OF_A_COURSE
    return joined and of_it and not any(message.ends_sentence(one) for one in between)


def _is_grade(message: Tokens, index: int, *, capital: bool) -> bool:
    before, after = message.word(index - 1), message.word(index + 1)
    if before in NOT_BEFORE_LETTER or before == "/":
        return False
    if before in {"-", "'"} or after == "'":
        return False
    word = message.words[index]
    if capital and (word != "a" or (index > 0 and not message.ends_sentence(index - 1))):
        return _near_cue(message, index) or _is_of_another_course(message, index + 1)
    direct = before in CUES or (before in {"a", "an"} and message.word(index - 2) in CUES)
    if word in {"a", "e"}:
        return before in {"ects", "grade"} and (not after or message.ends_clause(index + 1))
    return direct


def _is_of_another_course(message: Tokens, index: int) -> bool:
    """Tell whether it is said what a letter was given in: "B in another course", "C iz drugog"."""
    return message.word(index) in OF_A_COURSE and message.word(index + 1) in _ANOTHER_COURSE
