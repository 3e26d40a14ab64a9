"""A typed answer under reading, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.understanding.found import FactValue
from bot.understanding.numbers import Number, numbers
from bot.understanding.tokens import Message, take_apart
from bot.understanding.understand import Reading, read

UNKNOWN = "unknown"
"""The value of a fact that the person does not know."""


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
class Answer:
    """An answer under reading: the message with what every reader of it needs."""

    message: Message
    numbers: Mapping[int, Number]
    reading: Reading
    today: date


def answer_of(text: str, today: date) -> Answer:
    """Take an answer apart."""
    message = take_apart(text)
    return Answer(message, numbers(message), read(text, today), today)


def only_number(answer: Answer) -> int | Decimal | None:
    """The number of an answer that holds no other; None of several or of one beyond sense."""
    told = {number.value for number in answer.numbers.values()}
    return told.pop() if len(told) == 1 else None
