"""What a message says: facts of the person and the mobility out of free text, and typed answers."""

from bot.understanding.answers.answers import UNKNOWN, AnswerReading
from bot.understanding.tokens import Span
from bot.understanding.understand import understand
from bot.understanding.understanding import (
    Ambiguity,
    AskedQuestion,
    DateMeaning,
    FactValue,
    QuestionKind,
    SlotValue,
    ToldDate,
    ToldStay,
    Understanding,
    Unplaced,
)

__all__ = [
    "UNKNOWN",
    "Ambiguity",
    "AnswerReading",
    "AskedQuestion",
    "DateMeaning",
    "FactValue",
    "QuestionKind",
    "SlotValue",
    "Span",
    "ToldDate",
    "ToldStay",
    "Understanding",
    "Unplaced",
    "understand",
]
