"""What a message says: facts of the person and the mobility out of free text, and typed answers."""

from bot.understanding.answer import UNKNOWN, AnswerReading
from bot.understanding.found import FactValue, Unclear
from bot.understanding.marks import GradeMention
from bot.understanding.slot_answers import read_answer
from bot.understanding.tokens import Span
from bot.understanding.understand import Reading, read

__all__ = [
    "UNKNOWN",
    "AnswerReading",
    "FactValue",
    "GradeMention",
    "Reading",
    "Span",
    "Unclear",
    "read",
    "read_answer",
]
