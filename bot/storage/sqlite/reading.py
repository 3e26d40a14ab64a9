"""Looking into a file without being the bot: beside one that runs, and changing nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bot.storage.changes import Query, RecordT
from bot.storage.records import NoteKind, StoredNote, WantedNotes
from bot.storage.sqlite import changes, sessions
from bot.storage.sqlite.faults import storage_error
from bot.storage.store import StorageError

_BUSY_SECONDS = 5.0
FoundT = TypeVar("FoundT")


def read_notes(path: Path, kind: NoteKind, wanted: WantedNotes) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first.

    Raises:
        StorageError: there is no such file, or it is no database of this program.
    """
    return _looked(path, "note", lambda connection: sessions.notes(connection, kind, wanted))


def read_query(path: Path, query: Query[RecordT]) -> tuple[RecordT, ...]:
    """Return what a query finds. Errors are those of `read_notes`."""
    return _looked(path, "tally", lambda connection: changes.read(connection, query))


def _looked(path: Path, table: str, look: Callable[[sqlite3.Connection], FoundT]) -> FoundT:
    if not path.exists():
        raise StorageError(
            f"there is no database {path} here; the bot makes it when it first runs. Start this in "
            "the same folder and with the same DATABASE_URL as the bot"
        )
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)) as connection:
            tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            if connection.execute(tables, (table,)).fetchone() != (1,):
                raise StorageError(f"the database {path} is not one of this bot")
            return look(connection)
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
