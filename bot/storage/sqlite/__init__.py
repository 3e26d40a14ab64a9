"""The store in one SQLite file, for one process."""

from bot.storage.sqlite.reading import read_notes, read_query
from bot.storage.sqlite.store import SqliteStore

__all__ = ["SqliteStore", "read_notes", "read_query"]
