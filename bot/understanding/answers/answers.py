"""Typed answers to a question of the bot: what one may come to, yes and no, misspelt words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.quantities.numbers import Number, numbers
from bot.understanding.tokens import Phrases, Tokens, take_apart
from bot.understanding.understand import understand
from bot.understanding.understanding import FactValue, Understanding
from knowledge.vocabulary import load_vocabulary

UNKNOWN = "unknown"
"""The value of a fact that the person does not know."""
_VOCABULARY = load_vocabulary("answers")
_UNKNOWN = Phrases[bool](_VOCABULARY.phrases("unknown"))
_CONFUSED = Phrases[bool](_VOCABULARY.phrases("confused"))
_YES = Phrases[bool](_VOCABULARY.phrases("yes"))
_NO = Phrases[bool](_VOCABULARY.phrases("no"))
_FILLERS = _VOCABULARY.words("fillers")
_ENDS_AN_ANSWER = frozenset({",", ".", "!", ";", "-"})
_ASKING = _VOCABULARY.words("asking")
_AFTER_DA = _VOCABULARY.words("after da")
_MOST_WORDS = 12
_MOST_WORDS_TO_CORRECT = 8
_SHORTEST = 4
_NEAR_ENOUGH = 0.75
ROLE_WORDS = _VOCABULARY.in_order("role words")
CYCLE_WORDS = _VOCABULARY.in_order("cycle words")
LENGTH_WORDS = _VOCABULARY.in_order("length words")
ORDINAL_WORDS = _VOCABULARY.in_order("ordinal words")
PROGRAMME_WORDS = _VOCABULARY.in_order("programme words")
YES_NO_WORDS = _VOCABULARY.in_order("yes no words")
INSTITUTION_WORDS = _VOCABULARY.in_order("institution words")


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What a typed answer comes to.

    Attributes:
        value: the answer in the form of the facts, `UNKNOWN` when the person does not know, None
            when it was not understood.
        candidates: what it may mean where it was not understood for certain ("pola godine" is one
            semester or six months): to be offered for choice.
    """

    value: FactValue | None
    candidates: tuple[FactValue, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether there is a value (`UNKNOWN` among them)."""
        return self.value is not None

    @property
    def unknown(self) -> bool:
        """Whether the person said that they do not know."""
        return self.value == UNKNOWN


NOT_UNDERSTOOD = AnswerReading(None)


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """An answer under reading: the message with what every reader of it needs."""

    message: Tokens
    numbers: Mapping[int, Number]
    understanding: Understanding
    today: date


def answer_of(text: str, today: date) -> AnswerContext:
    """Take an answer apart."""
    message = take_apart(text)
    return AnswerContext(message, numbers(message), understand(text, today), today)


def only_number(answer: AnswerContext) -> int | Decimal | None:
    """Return the number of an answer that holds no other.

    None of several or of one beyond sense.
    """
    told = {number.value for number in answer.numbers.values()}
    return told.pop() if len(told) == 1 else None


class YesOrNo(Enum):
    """What a short answer comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def yes_or_no(message: Tokens) -> YesOrNo | None:
    """Return what a short answer comes to; None for anything else, a question among others."""
    words = [word for word in message.words if word[0].isalnum()]
    if len(words) > _MOST_WORDS or _CONFUSED.find(message):
        return None
    if is_unknown(message):
        return YesOrNo.UNKNOWN
    index = _first(message)
    if index is None or (message.word(len(message) - 1) == "?" and len(words) > 1):
        return None
    if message.word(index + 1) in _ASKING:
        return None
    if _NO.at(message, index) is not None:
        return YesOrNo.NO
    if _YES.at(message, index) is None:
        return None
    after = message.word(index + 1)
    if message.words[index] == "da" and after[:1].isalpha() and after not in _AFTER_DA:
        return None
    return YesOrNo.YES


def is_unknown(message: Tokens) -> bool:
    """Return whether the person says that they do not know."""
    return bool(_UNKNOWN.find(message)) or message.words == ("?",)


def _first(message: Tokens) -> int | None:
    """Return the first word that says something: "pa da", "mislim da ne" begin with fillers."""
    last = None
    for index, word in enumerate(message.words):
        if word not in _FILLERS:
            return index
        if word == "da":
            if message.word(index + 1) in _ENDS_AN_ANSWER:
                return index
            last = index
    return last


def corrected(message: Tokens, words: tuple[str, ...]) -> str | None:
    """Return the answer with misspelt words put right; None when nothing was near enough."""
    if len(message) > _MOST_WORDS_TO_CORRECT:
        return None
    fixed: list[str] = []
    for word in message.words:
        best = None
        if len(word) >= _SHORTEST and word.isalpha() and word not in words:
            best = process.extractOne(
                word, words, scorer=OSA.normalized_similarity, score_cutoff=_NEAR_ENOUGH
            )
        fixed.append(word if best is None else best[0])
    return None if tuple(fixed) == message.words else " ".join(fixed)
