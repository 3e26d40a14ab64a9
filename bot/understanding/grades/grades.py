"""Read grades: "61 poen", "ECTS C", "desetka"; and recognise those of other scales.

"28/30", "B+", "4.5", "jeles", "u Zagrebu" and averages are never looked up in a table of the three
institutions: the host's scale is converted by the coordinators. They are unclear, `foreign_grade`.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from bot.messages.record import record
from bot.understanding.grades.amounts import points_and_credits
from bot.understanding.grades.beside_points import beside_points, counts_exams, exams_counted
from bot.understanding.grades.grade_lists import (
    CUES,
    GRADE_CUES,
    GRADES,
    LETTERS,
    LIST_SEPARATORS,
    MOST_POINTS,
    NOT_BEFORE_LETTER,
    OF_A_COURSE,
    PERCENT,
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
from bot.understanding.people.places import ABROAD
from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import Phrases, Span, Tokens, WordSet
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")
_AVERAGE = _VOCABULARY.stems("average")
_BETWEEN_AVERAGE_AND_NUMBER = _VOCABULARY.words("between average and number")
_HIGHEST_GRADES = frozenset({20, 30, 110})  # no month, so that "28/30" is no date
_HIGHEST_GRADES_BESIDE_A_CUE = _HIGHEST_GRADES | {4, 5, 6, 10, 12, 15, 18}
_OUT_OF = Phrases[bool](_VOCABULARY.phrases("out of"))
_WORDS = Phrases[bool](_VOCABULARY.phrases("words"))
_GRADES_ALONE = frozenset({"fx", "jeles", "izvrstan"})
_ALONE = WordSet(_GRADES_ALONE.__contains__)
_SIGNS = WordSet(frozenset("+-").__contains__)
_LETTERS = WordSet(LETTERS.__contains__)
_LETTER_WORDS = _VOCABULARY.words("letter words")
_BEFORE_A_GRADE = _VOCABULARY.words("between letter and grade")
_EXAM = _VOCABULARY.stems("exam")
_PLACE_BEFORE = _VOCABULARY.words("place before")
_GRADE_NAMES = Phrases[int](_VOCABULARY.numbers("grade names"))
_WEEK_TOO = 7  # "sedmica" is a week as well
_GOT = _VOCABULARY.words("got")
_BETWEEN_CUE_AND_GRADE = _VOCABULARY.words("between cue and grade")
_OF_A_COUNTRY = _VOCABULARY.stems("of a country")
_OF_A_COURSE = frozenset({"iz", "in"})  # "8 iz nemačkog"
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


def other_scales(
    message: Tokens, numbers: Mapping[int, Number], placed: list[Placed]
) -> tuple[list[Placed], list[Unclear]]:
    """Return the grades that can be of the table, and why the others are not."""
    points = {start for start, _, mention in placed if mention.kind == "points"}
    foreign = _numbers_of_a_scale(message, numbers, points) + _letters_with_a_sign(message)
    words = [(match.start, match.stop) for match in _WORDS.find(message)]
    if placed or foreign or _has_a_cue(message):
        foreign += words
    foreign += [(index, index + 1) for index in _ALONE.places(message)]
    kept: list[Placed] = []
    elsewhere = _Elsewhere.of(message) if placed else None
    for place in placed:
        if _beside(message, place, foreign) or (elsewhere and elsewhere.gave(place)):
            foreign.append(place[:2])
        else:
            kept.append(place)
    if not foreign:
        return kept, []
    span = message.span(min(start for start, _ in foreign), max(stop for _, stop in foreign))
    return kept, [Unclear("grade", "foreign_grade", span)]


def _has_a_cue(message: Tokens) -> bool:
    return not GRADE_CUES.isdisjoint(message.words)


def _near_a_cue(message: Tokens, start: int, stop: int) -> bool:
    near = message.words[max(0, start - REACH) : start] + message.words[stop : stop + REACH]
    return not CUES.isdisjoint(near) or any(word.startswith(_EXAM) for word in near)


def _numbers_of_a_scale(
    message: Tokens, numbers: Mapping[int, Number], points: Set[int]
) -> list[tuple[int, int]]:
    """Find "28/30", "18 out of 20", "30L", "30 e lode", "85%", "my Austrian 2"."""
    found: list[tuple[int, int]] = []
    for number in numbers.values():
        if number.stop >= len(message) or message.word(number.start - 1) == "/":
            continue
        stop = _of_highest(message, numbers, number) or _with_honours(message, number)
        if stop is None and _of_a_country(message, number):
            stop = number.stop
        percent = message.word(number.stop) in PERCENT and number.start not in points
        if stop is None and percent and _near_a_cue(message, number.start, number.stop):
            stop = number.stop + 1
        if stop is not None:
            found.append((number.start, stop))
    return found


def _of_highest(message: Tokens, numbers: Mapping[int, Number], number: Number) -> int | None:
    match = _OUT_OF.at(message, number.stop)
    highest = None if match is None else numbers.get(match.stop)
    if highest is None or number.value is None or highest.value is None:
        return None
    if highest.whole is None or number.value > highest.value:
        return None
    slash = message.words[number.stop] == "/"
    if not slash and counts_exams(message, number, highest):
        return None
    cue = _near_a_cue(message, number.start, highest.stop)
    if highest.whole in _HIGHEST_GRADES and (slash or cue):
        return highest.stop
    return highest.stop if highest.whole in _HIGHEST_GRADES_BESIDE_A_CUE and cue else None


def _with_honours(message: Tokens, number: Number) -> int | None:
    after = message.word(number.stop)
    if after == "l" and message.glued(number.stop):
        return number.stop + 1
    if after == "e" and message.word(number.stop + 1) == "lode":
        return number.stop + 2
    return None


def _of_a_country(message: Tokens, number: Number) -> bool:
    """Tell whether a grade is named by its country: "my Austrian 2", "nemačka ocena 1,7"."""
    place = number.start - 1
    if message.word(place) in GRADE_CUES:
        place -= 1
    of_a_course = message.word(place - 1) in _OF_A_COURSE
    return message.word(place).startswith(_OF_A_COUNTRY) and not of_a_course


def _letters_with_a_sign(message: Tokens) -> list[tuple[int, int]]:
    """Find "B+" and "A-"; not "A-level" or "plan B - Beč"."""
    found: list[tuple[int, int]] = []
    has_capital: dict[str, bool] = {}
    for index in _SIGNS.places(message):
        if message.word(index - 1) not in LETTERS:
            continue
        if not message.glued(index) or message.glued(index + 1):
            continue
        letter = message.words[index - 1]
        if letter not in has_capital:
            has_capital[letter] = any(capitals(message, letter))
        if has_capital[letter] or _near_a_cue(message, index, index):
            found.append((index - 1, index + 1))
    return found


def _beside(message: Tokens, place: Placed, foreign: list[tuple[int, int]]) -> bool:
    """Tell whether a grade stands in the sentence of another scale's: "peticu (izvrstan)"."""
    for start, stop in foreign:
        low, high = min(stop, place[1]), max(start, place[0])
        if not any(message.ends_sentence(index) for index in range(low, high)):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where a message names other places, so that a grade was given there: "peticu u Zagrebu".

    Attributes:
        message: what is read.
        places: where a place is named.
        ends: how many clauses have ended before each word.
    """

    message: Tokens
    places: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, message: Tokens) -> "_Elsewhere | None":
        """Return the places of a message; None where it names none."""
        places = tuple(
            index
            for index in range(len(message))
            if message.word(index - 1) in _PLACE_BEFORE and ABROAD.at(message, index)
        )
        if not places:
            return None
        ended = (message.ends_clause(index) for index in range(len(message)))
        return cls(message, places, tuple(accumulate(ended, initial=0)))

    def gave(self, place: Placed) -> bool:
        """Tell whether a grade stands in one clause with another place; an ECTS letter is none."""
        start, stop, mention = place
        if mention.kind == "ects":
            return False
        return any(
            self.ends[index + 1] == self.ends[stop]
            if index >= stop
            else index < start and self.ends[index] == self.ends[start]
            for index in self.places
        )


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
    told = numbers or _LETTERS.places(message) or _ALONE.places(message)
    if not (told or _GRADE_NAMES.may_begin_in(message) or _WORDS.may_begin_in(message)):
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
        placed += _lettered(message)
        placed += points_of_another(message, numbers, placed)
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
    while place >= 0 and index - place < 3 and message.words[place] in _BETWEEN_CUE_AND_GRADE:
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


def _lettered(message: Tokens) -> list[Placed]:
    are_capitals: dict[str, list[bool]] = {}
    placed: list[Placed] = []
    for index in _LETTERS.places(message):
        word = message.words[index]
        if word not in are_capitals:
            are_capitals[word] = capitals(message, word)
        capital = are_capitals[word].pop(0)
        another = capital and _is_another(message, index, placed)
        if another or _is_grade(message, index, capital=capital):
            placed.append((index, index + 1, GradeMention("ects", word.upper())))
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
        return _near_cue(message, index)
    direct = before in CUES or (before in {"a", "an"} and message.word(index - 2) in CUES)
    if word in {"a", "e"}:
        return before in {"ects", "grade"} and (not after or message.ends_clause(index + 1))
    return direct
