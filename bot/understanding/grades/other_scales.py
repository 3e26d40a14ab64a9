"""Recognise grades of other scales: "28/30", "B+", "4.5", "jeles", "u Zagrebu".

They are never looked up in a table of the institutions: the host's scale is converted by the
coordinators. They are unclear, `foreign_grade`.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import accumulate

from bot.understanding.grades.beside_points import counts_exams
from bot.understanding.grades.grade_lists import (
    CUES,
    GRADE_CUES,
    LETTERS,
    LIST_SEPARATORS,
    PERCENT,
    REACH,
    Placed,
    capitals,
)
from bot.understanding.people.places import ABROAD
from bot.understanding.quantities.numbers import Number
from bot.understanding.quantities.passed_exams import part_of_credits
from bot.understanding.tokens import Phrases, Tokens, WordSet
from bot.understanding.understanding import Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")
_HIGHEST_GRADES = frozenset({20, 30, 110})  # no month, so that "28/30" is no date
_HIGHEST_GRADES_BESIDE_A_CUE = _HIGHEST_GRADES | {4, 5, 6, 10, 12, 15, 18}
_OUT_OF = Phrases[bool](_VOCABULARY.phrases("out of"))
WORDS = Phrases[bool](_VOCABULARY.phrases("words"))
_GRADES_ALONE = frozenset({"fx", "jeles", "izvrstan"})
ALONE = WordSet(_GRADES_ALONE.__contains__)
_SIGNS = WordSet(frozenset("+-").__contains__)
_EXAM = _VOCABULARY.stems("exam")
_OF_OUR_SCALE = Phrases[bool](_VOCABULARY.phrases("of our scale"))
_PLACE_BEFORE = _VOCABULARY.words("place before")
_OF_A_COUNTRY = _VOCABULARY.stems("of a country")
_OF_A_COURSE = frozenset({"iz", "in"})  # "8 iz nemačkog"


def other_scales(
    message: Tokens, numbers: Mapping[int, Number], placed: list[Placed]
) -> tuple[list[Placed], list[Unclear]]:
    """Return the grades that can be of the table, and why the others are not."""
    points = {start for start, _, mention in placed if mention.kind == "points"}
    foreign = _numbers_of_a_scale(message, numbers, points) + _letters_with_a_sign(message)
    words = [(match.start, match.stop) for match in WORDS.find(message)]
    if placed or foreign or _has_a_cue(message):
        foreign += words
    foreign += [(index, index + 1) for index in ALONE.places(message)]
    kept: list[Placed] = []
    elsewhere = _Elsewhere.of(message) if placed else None
    # Points beside an ECTS letter are told along with it, whoever gave both.
    lettered = any(mention.kind == "ects" for _, _, mention in placed)
    for place in placed:
        gave = elsewhere and not (lettered and place[2].kind == "points") and elsewhere.gave(place)
        if _beside(message, place, foreign) or gave:
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
            found += [(one.start, one.stop) for one in _listed_before(message, numbers, number)]
            found.append((number.start, stop))
    return found


def _listed_before(message: Tokens, numbers: Mapping[int, Number], number: Number) -> list[Number]:
    """Return the marks that share the scale behind the last: "17, 14 and 12 out of 20"."""
    ending = {one.stop: one for one in numbers.values()}
    found: list[Number] = []
    place = number.start
    while message.word(place - 1) in LIST_SEPARATORS:
        place -= 1
        while message.word(place - 1) in LIST_SEPARATORS:
            place -= 1
        before = ending.get(place)
        if before is None:
            break
        found.append(before)
        place = before.start
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
    if part_of_credits(message, numbers, highest) is not None:
        return None
    first = min((one.start for one in _listed_before(message, numbers, number)), default=None)
    cue = _near_a_cue(message, number.start if first is None else first, highest.stop)
    cue = cue or any(_OF_OUR_SCALE.at(message, highest.stop + step) for step in (0, 1, 2))
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
