"""Pieces of a message: words that only tell a fact, as people send them one after the other."""

from datetime import date

from bot.dialogue.telling import told_in
from bot.understanding import understand

_MOST_WORDS = 3
# A topic by its name, and a mark to convert, are questions of their own.
_ASKED_BY_THEMSELVES = frozenset({"programme", "mark", "semester_start"})


def is_piece(text: str, today: date) -> bool:
    """Say whether a message tells one fact and asks nothing."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or "?" in text or text.startswith("/"):
        return False
    told = told_in(understand(text, today)).keys()
    return bool(told) and not told & _ASKED_BY_THEMSELVES
