"""Recognise grades of other scales and averages: "28/30", "30L", "B+", "4.5", "jeles", "u Zagrebu".

They are never looked up in a table of the three institutions: the host's scale is converted by the
coordinators.
"""

from collections.abc import Mapping

from bot.understanding.found import Unclear
from bot.understanding.marks import CUES, GRADE_CUES, LETTERS, REACH, Placed, capitals
from bot.understanding.numbers import Number
from bot.understanding.tokens import Message, Phrases
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("grades")

_AVERAGE = _VOCABULARY.stems("average")
_BETWEEN_AVERAGE_AND_NUMBER = _VOCABULARY.words("between average and number")
_HIGHEST_GRADES = frozenset({20, 30, 110})  # no month, so that "28/30" is no date
_HIGHEST_GRADES_BESIDE_A_CUE = _HIGHEST_GRADES | {4, 5, 6, 10, 12, 15, 18}
_OUT_OF = Phrases[bool](_VOCABULARY.phrases("out of"))
_PERCENT = _VOCABULARY.words("percent")
_WORDS = Phrases[bool](_VOCABULARY.phrases("words"))
_GRADES_ALONE = frozenset({"fx", "jeles", "izvrstan"})
_EXAM = _VOCABULARY.stems("exam")
_PLACE_BEFORE = _VOCABULARY.words("place before")
_PLACES = Phrases[bool](_VOCABULARY.phrases("places"))


def average_at(message: Message, number: Number) -> bool:
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
    message: Message, numbers: Mapping[int, Number], placed: list[Placed]
) -> tuple[list[Placed], list[Unclear]]:
    """Return the grades that can be of the table, and why the others are not."""
    foreign = _numbers_of_a_scale(message, numbers) + _letters_with_a_sign(message)
    words = [(match.start, match.stop) for match in _WORDS.find(message)]
    if placed or foreign or _has_a_cue(message):
        foreign += words
    foreign += [
        (index, index + 1) for index, word in enumerate(message.words) if word in _GRADES_ALONE
    ]
    kept: list[Placed] = []
    for place in placed:
        if _beside(message, place, foreign) or _in_another_place(message, place):
            foreign.append(place[:2])
        else:
            kept.append(place)
    if not foreign:
        return kept, []
    span = message.span(min(start for start, _ in foreign), max(stop for _, stop in foreign))
    return kept, [Unclear("grade", "foreign_grade", span)]


def _has_a_cue(message: Message) -> bool:
    return not GRADE_CUES.isdisjoint(message.words)


def _near_a_cue(message: Message, start: int, stop: int) -> bool:
    near = message.words[max(0, start - REACH) : start] + message.words[stop : stop + REACH]
    return not CUES.isdisjoint(near) or any(word.startswith(_EXAM) for word in near)


def _numbers_of_a_scale(message: Message, numbers: Mapping[int, Number]) -> list[tuple[int, int]]:
    """Find "28/30", "18 out of 20", "30L", "30 e lode", "85%"."""
    found: list[tuple[int, int]] = []
    for number in numbers.values():
        if number.stop >= len(message) or message.word(number.start - 1) == "/":
            continue
        stop = _of_highest(message, numbers, number) or _with_honours(message, number)
        percent = message.word(number.stop) in _PERCENT
        if stop is None and percent and _near_a_cue(message, number.start, number.stop):
            stop = number.stop + 1
        if stop is not None:
            found.append((number.start, stop))
    return found


def _of_highest(message: Message, numbers: Mapping[int, Number], number: Number) -> int | None:
    match = _OUT_OF.at(message, number.stop)
    highest = None if match is None else numbers.get(match.stop)
    if highest is None or number.value is None or highest.value is None:
        return None
    if highest.whole is None or number.value > highest.value:
        return None
    slash = message.words[number.stop] == "/"
    cue = _near_a_cue(message, number.start, highest.stop)
    if highest.whole in _HIGHEST_GRADES and (slash or cue):
        return highest.stop
    return highest.stop if highest.whole in _HIGHEST_GRADES_BESIDE_A_CUE and cue else None


def _with_honours(message: Message, number: Number) -> int | None:
    after = message.word(number.stop)
    if after == "l" and message.glued(number.stop):
        return number.stop + 1
    if after == "e" and message.word(number.stop + 1) == "lode":
        return number.stop + 2
    return None


def _letters_with_a_sign(message: Message) -> list[tuple[int, int]]:
    """Find "B+" and "A-"; not "A-level" or "plan B - Beč"."""
    found: list[tuple[int, int]] = []
    for index, word in enumerate(message.words):
        if word not in {"+", "-"} or message.word(index - 1) not in LETTERS:
            continue
        if not message.glued(index) or message.glued(index + 1):
            continue
        if any(capitals(message, message.words[index - 1])) or _near_a_cue(message, index, index):
            found.append((index - 1, index + 1))
    return found


def _beside(message: Message, place: Placed, foreign: list[tuple[int, int]]) -> bool:
    """Tell whether a grade stands in the sentence of another scale's: "peticu (izvrstan)"."""
    for start, stop in foreign:
        low, high = min(stop, place[1]), max(start, place[0])
        if not any(message.ends_sentence(index) for index in range(low, high)):
            return True
    return False


def _in_another_place(message: Message, place: Placed) -> bool:
    """Tell whether a grade was given elsewhere: "peticu u Zagrebu"; an ECTS letter is one."""
    if place[2].kind == "ects" and "ects" in message.words[max(0, place[0] - 3) : place[1] + 3]:
        return False
    for step, first in ((1, place[1]), (-1, place[0] - 1)):
        index = first
        while 0 <= index < len(message) and not message.ends_clause(index):
            if message.word(index - 1) in _PLACE_BEFORE and _PLACES.at(message, index):
                return True
            index += step
    return False
