"""What a message says: facts of the person and the mobility out of free text, and typed answers."""

from bot.understanding.answer import UNKNOWN, AnswerReading
from bot.understanding.found import FactValue, Unclear
from bot.understanding.marks import GradeMention
from bot.understanding.tokens import Span
from bot.understanding.understand import Reading, read, understand
from bot.understanding.understanding import (
    Ambiguity,
    AskedQuestion,
    QuestionKind,
    SlotValue,
    Understanding,
    Unplaced,
)

__all__ = [
    "UNKNOWN",
    "Ambiguity",
    "AnswerReading",
    "AskedQuestion",
    "FactValue",
    "GradeMention",
    "QuestionKind",
    "Reading",
    "SlotValue",
    "Span",
    "Unclear",
    "Understanding",
    "Unplaced",
    "read",
    "understand",
]
