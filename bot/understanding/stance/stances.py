"""Tell how what is said stands to time: past, now, planned.

A person tells two stays in one breath ("bio 8 meseci na masteru, mogu li još 6?"). Small words part
them: from such a word on, until the next one or the end of the sentence, what is said stands so.
"""

import itertools
from collections.abc import Mapping, Sequence
from enum import Enum

from bot.understanding.quantities.numbers import Number
from bot.understanding.tokens import CLAUSE_ENDS, Tokens, WordSet
from knowledge.vocabulary import load_vocabulary


class Stance(Enum):
    """How what is said stands to the time and the person."""

    NEUTRAL = "neutral"
    PAST = "past"
    NOW = "now"
    PLAN = "plan"


_VOCABULARY = load_vocabulary("modality")
_CUES: Mapping[str, Stance] = {
    **dict.fromkeys(_VOCABULARY.in_order("past"), Stance.PAST),
    **dict.fromkeys(_VOCABULARY.in_order("now"), Stance.NOW),
    **dict.fromkeys(_VOCABULARY.in_order("plan"), Stance.PLAN),
    **dict.fromkeys(_VOCABULARY.in_order("neutral"), Stance.NEUTRAL),
}
_WISHES = _VOCABULARY.words("wishes")
_CONDITIONALS = _WISHES - {"cu", "da"}
_NEEDS_PERSON = _VOCABULARY.words("needs person")
_NEEDS_NO_PERSON_BEFORE = _VOCABULARY.words("needs no person before")
_TIMES = _VOCABULARY.words("times")
_RETURNING = _VOCABULARY.words("returning")
_PERSONS = _VOCABULARY.words("persons")
_CARRIED_ON = _VOCABULARY.words("carried on")
_LATE_PAST = _VOCABULARY.words("late past")
_LATE_REACH = 6
_STATES = _VOCABULARY.stems("states")
_REACH_OF_STATES = 2
_OF_A_CLAUSE = _VOCABULARY.words("past of a clause")
_NEVER = _VOCABULARY.words("never")
_REACH_OF_NEVER = 3
_NOT = _VOCABULARY.words("ne")
_AFTER_BUT = _VOCABULARY.words("after vec")
_REACH_OF_NOT = 8
_PARTICIPLES = ("o", "la", "li", "le")
_BUT = "vec"
_ALREADY = frozenset({_BUT, "already", "allready"})
_MORE = frozenset({"more", "another", "jos"})
_UNTIL_NOW = {"sad": "do", "sada": "do", "danas": "do", "far": "so", "now": "until"}


# From these words on something may stand otherwise; between them nothing changes.
_TURNS = WordSet(
    lambda word: (
        word in CLAUSE_ENDS
        or word in _CUES
        or word in _UNTIL_NOW
        or word in _CONDITIONALS
        or word == _BUT
    )
)
_LATE_WORDS = WordSet(_LATE_PAST.__contains__)


def stances(message: Tokens, numbers: Mapping[int, Number]) -> tuple[Stance, ...]:
    """Return the stance of every word, in one pass from left to right."""
    found: list[Stance] = []
    current = before_clause = Stance.NEUTRAL
    only_the_clause = conditional = False
    for index in _TURNS.places(message):
        word = message.words[index]
        found += [current] * (index - len(found))
        if message.ends_sentence(index):
            current, only_the_clause, conditional = Stance.NEUTRAL, False, False
        elif only_the_clause and message.ends_clause(index):
            current, only_the_clause = before_clause, False
        else:
            cue = _cue(message, index, word)
            conditional = conditional or word in _CONDITIONALS
            if cue is None or _carries_on(message, index, current):
                told = current
            elif cue is not Stance.PAST:
                told = cue
            elif conditional and word.endswith(_PARTICIPLES):  # "počela bi u maju i trajala ..."
                told = current
            else:
                told = _of_past_cue(message, index, word, current)
            if told is not current:
                only_the_clause = told is Stance.PAST and _is_of_a_clause(message, index)
                before_clause, current = current, told
        found.append(current)
    found += [current] * (len(message) - len(found))
    _reach_back(message, numbers, found)
    return tuple(found)


def _cue(message: Tokens, index: int, word: str) -> Stance | None:
    if word in _UNTIL_NOW and message.word(index - 1) == _UNTIL_NOW[word]:
        return Stance.PAST  # "do sad", "so far", "until now"
    if word == _BUT and is_but(message, index):
        return Stance.NEUTRAL
    return _CUES.get(word)


def _is_of_a_clause(message: Tokens, index: int) -> bool:
    """Tell whether a word tells of the past only up to the next comma: no stay is told with it."""
    if message.words[index] in _OF_A_CLAUSE:
        return True
    after = message.words[index + 1 : index + 1 + _REACH_OF_STATES]
    return any(word.startswith(_STATES) for word in after)


def is_but(message: Tokens, index: int) -> bool:
    """Tell whether "već" is "but" here, behind something negated: "ne na praksu već na studije"."""
    if message.word(index + 1) not in _AFTER_BUT:
        return False
    for back in range(1, _REACH_OF_NOT + 1):
        if index < back or message.ends_sentence(index - back):
            return False
        if message.words[index - back] in _NOT:
            return True
    return False


def _carries_on(message: Tokens, index: int, current: Stance) -> bool:
    """Return whether "more" adds to what was told as past: "and then 3 more", "I did another"."""
    if current is not Stance.PAST or message.words[index] not in _MORE:
        return False
    before = message.words[max(0, index - 2) : index]
    return any(word in _CARRIED_ON or _CUES.get(word) is Stance.PAST for word in before)


def _of_past_cue(message: Tokens, index: int, word: str, current: Stance) -> Stance:
    near = {message.word(index + ahead) for ahead in (-3, -2, -1, 1, 2)}
    before = message.words[max(0, index - _REACH_OF_NEVER) : index]
    if word == "back" and message.word(index - 1) not in _RETURNING:
        return current
    if word == "last" and message.word(index + 1) not in _TIMES:
        return current
    if word not in _ALREADY and not _NEVER.isdisjoint(before):
        return Stance.NEUTRAL  # "nisam nigde bio", "never been"
    if word in _NEEDS_PERSON:
        return Stance.PAST if _is_told_of_a_person(message, index, word) else current
    if word not in _ALREADY and near & (_WISHES - {"da"}):
        return Stance.PLAN
    return Stance.PAST


def _is_told_of_a_person(message: Tokens, index: int, word: str) -> bool:
    """Tell whether somebody did it: "I was", "and had", and at the start of a clause "was away"."""
    if not _PERSONS.isdisjoint(message.words[max(0, index - 3) : index]):
        return True
    if word == "done":  # "3 months of traineeship done, ..."
        return index + 1 >= len(message) or message.ends_clause(index + 1)
    begins = index == 0 or message.ends_clause(index - 1)
    after = message.word(index + 1)
    return begins and bool(after) and after[0].isalnum() and after not in _NEEDS_NO_PERSON_BEFORE


def _reach_back(message: Tokens, numbers: Mapping[int, Number], found: list[Stance]) -> None:
    """Take what stands between an amount and a late word of the past as past too."""
    for index in _LATE_WORDS.places(message):
        if found[index] is not Stance.PAST:
            continue
        for back in range(index - 1, max(-1, index - 1 - _LATE_REACH - 2), -1):
            if message.ends_clause(back) or found[back] is not Stance.NEUTRAL:
                break
            if back in numbers:
                found[back:index] = [Stance.PAST] * (index - back)
                break


def stance_of(message: Tokens, told: tuple[Stance, ...], start: int, stop: int) -> Stance:
    """Return the stance of a length between two places; a word of the past may also follow it."""
    more = "more" in message.words[start : stop + 1]
    if more and message.word(start - 1) not in _CARRIED_ON:  # "eight months used, six more wanted"
        later = message.words[stop : stop + _LATE_REACH]
        return Stance.PAST if _told_of_last_year(later) else Stance.PLAN
    if told[start] is Stance.PAST:
        return Stance.PAST
    for index in range(stop, min(stop + _LATE_REACH, len(message))):
        if message.ends_clause(index):
            break
        if message.words[index] in _LATE_PAST and told[index] is Stance.PAST:
            return Stance.PAST
        if _CUES.get(message.words[index]) is Stance.PLAN:
            break
    return told[start]


def _told_of_last_year(words: Sequence[str]) -> bool:
    """Return whether "last spring" stands behind an amount: "2 months more in Ghent last year"."""
    return any(
        word == "last" and after in _TIMES for word, after in itertools.pairwise((*words, ""))
    )
