"""What is said of a person, and how close to the one who writes it stands."""

from dataclasses import dataclass
from enum import IntEnum

from bot.understanding.stance import Stance
from bot.understanding.tokens import Message
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("people")

_SELF_BEFORE = _VOCABULARY.words("self before")

_SELF_ALONE = _SELF_BEFORE - {"a", "an"}

_OTHERS = _VOCABULARY.stems("others")

_OTHERS_DIRECTLY = _VOCABULARY.words("others directly")

_OTHERS_AFTER = _VOCABULARY.words("others after")

_NEGATIONS = _VOCABULARY.words("negations")


class Rank(IntEnum):
    """How close to the person a mention stands."""

    LEVEL = 0
    PERSON = 1
    SELF = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A role or a cycle that was named.

    Attributes:
        value: the role or cycle.
        rank: how close to the person it stands.
        stance: how it was told.
        start: index of its first word.
        stop: index after its last word.
        planned: a cycle that is named for the mobility to come ("razmena na masteru").
        to_come: a cycle that the person is yet to enrol in ("kad upišem master").
    """

    value: str
    rank: Rank
    stance: Stance
    start: int
    stop: int
    planned: bool = False
    to_come: bool = False


def negated(message: Message, start: int) -> bool:
    """Whether the person says not to be it: "nisam student"."""
    before = {message.word(start - back) for back in (1, 2)}
    return bool(before & _NEGATIONS) and message.word(start - 1) != ","


def of_oneself(message: Message, start: int, stop: int) -> bool:
    """Whether it is said of oneself: "profesor sam", "as a lecturer"."""
    if message.word(stop) == "sam" or message.word(stop + 1) == "sam":
        return True
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _SELF_ALONE:
            return True
    return False


def of_others(message: Message, start: int, stop: int, *, itself: bool = False) -> bool:
    """Whether somebody else is meant: "moj profesor kaže", "od profesora", "our students"."""
    before = message.word(start - 1)
    if before in _OTHERS_DIRECTLY:
        return True
    near = {before, message.word(start - 2)}
    if any(word.startswith(_OTHERS) and word not in {"nase", "nas"} for word in near if word):
        return True
    after = {message.word(stop + ahead) for ahead in range(3)}
    return not itself and bool(after & _OTHERS_AFTER)
