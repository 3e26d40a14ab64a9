"""Reads what is to be sent to a person: it is kept for longer than their session."""

from dataclasses import dataclass

from bot.storage.changes import Query


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A reminder, as JSON, or an institution whose news somebody wants."""

    kind: str
    content: str


def kept_of(bot: int, chat: int, person: int) -> Query[KeptRow]:
    """Read a person's reminders and news, in one go."""
    whose = (bot, chat, person)
    return Query(
        "SELECT 'reminder', payload FROM reminder WHERE bot = ? AND chat = ? AND person = ? "
        "UNION ALL "
        "SELECT 'news', institution FROM subscription WHERE bot = ? AND chat = ? AND person = ?",
        (*whose, *whose),
        KeptRow,
    )
