"""What a message says: facts of the person and the mobility out of free text, and typed answers."""

from bot.conversation.reading.answer import UNKNOWN, AnswerReading
from bot.conversation.reading.answers import read_answer
from bot.conversation.reading.found import FactValue, Unclear
from bot.conversation.reading.marks import GradeMention
from bot.conversation.reading.reading import Reading, read
from bot.conversation.reading.words import Span

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
