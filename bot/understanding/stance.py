"""How a message stands to what it says: told of the past, of now, of a plan, or asked of the rule.

A person tells two stays in one breath ("bio 8 meseci na masteru, mogu li još 6?"). Small words part
them: from such a word on, until the next one or the end of the sentence, what is said stands so.
"""

from collections.abc import Mapping
from enum import Enum

from bot.understanding.tokens import Message
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")

_PAST = _VOCABULARY.in_order("past")
_NOW = _VOCABULARY.in_order("now")
_PLAN = _VOCABULARY.in_order("plan")
_NEUTRAL = _VOCABULARY.in_order("neutral")
_WISHES = _VOCABULARY.words("wishes")
_NEEDS_PERSON = _VOCABULARY.words("needs person")
_TIMES = _VOCABULARY.words("times")
_RETURNING = _VOCABULARY.words("returning")
_PERSONS = _VOCABULARY.words("persons")
_LATE_PAST = _VOCABULARY.words("late past")
_LATE_REACH = 4


class Stance(Enum):
    """How what is said stands to the time and the person."""

    NEUTRAL = "neutral"
    PAST = "past"
    NOW = "now"
    PLAN = "plan"


_CUES: Mapping[str, Stance] = {
    **dict.fromkeys(_PAST, Stance.PAST),
    **dict.fromkeys(_NOW, Stance.NOW),
    **dict.fromkeys(_PLAN, Stance.PLAN),
    **dict.fromkeys(_NEUTRAL, Stance.NEUTRAL),
}


def stances(message: Message) -> tuple[Stance, ...]:
    """The stance of every word, in one pass from left to right."""
    current = Stance.NEUTRAL
    found: list[Stance] = []
    for index, word in enumerate(message.words):
        if message.ends_sentence(index):
            current = Stance.NEUTRAL
        else:
            cue = _CUES.get(word)
            if cue is Stance.PAST:
                current = _of_past_cue(message, index, word, current)
            elif cue is not None:
                current = cue
        found.append(current)
    return tuple(found)


def _of_past_cue(message: Message, index: int, word: str, current: Stance) -> Stance:
    near = {message.word(index + ahead) for ahead in (-3, -2, -1, 1, 2)}
    if word == "back" and message.word(index - 1) not in _RETURNING:
        return current
    if word == "last" and message.word(index + 1) not in _TIMES:
        return current
    if word in _NEEDS_PERSON:
        before = {message.word(index - back) for back in (1, 2, 3)}
        return Stance.PAST if before & _PERSONS else current
    if word not in {"vec", "already"} and near & (_WISHES - {"da"}):
        return Stance.PLAN
    return Stance.PAST


def stance_of(message: Message, told: tuple[Stance, ...], start: int, stop: int) -> Stance:
    """The stance of a length between two places; a word of the past may also follow it."""
    if "more" in message.words[start : stop + 1]:  # "eight months used, six more wanted"
        return Stance.PLAN
    if told[start] is Stance.PAST:
        return Stance.PAST
    for index in range(stop, min(stop + _LATE_REACH, len(message))):
        if message.ends_clause(index) or told[index] is Stance.PLAN:
            break
        if message.words[index] in _LATE_PAST and told[index] is Stance.PAST:
            return Stance.PAST
    return told[start]
