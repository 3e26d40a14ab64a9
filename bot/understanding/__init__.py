"""What a message says: facts of the person and the mobility out of free text, and typed answers."""

from bot.understanding.answers import UNKNOWN, AnswerReading
from bot.understanding.grade_lists import GradeMention
from bot.understanding.tokens import Span
from bot.understanding.understand import Reading, read, understand
from bot.understanding.understanding import (
    Ambiguity,
    AskedQuestion,
    FactValue,
    QuestionKind,
    SlotValue,
    Unclear,
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
