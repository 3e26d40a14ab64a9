"""Looking into a file without being the bot: beside one that runs, and changing nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.records import NoteKind, StoredNote, WantedNotes
from bot.storage.sqlite import sessions
from bot.storage.sqlite.faults import storage_error
from bot.storage.store import StorageError

_BUSY_SECONDS = 5.0


def read_notes(path: Path, kind: NoteKind, wanted: WantedNotes) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first.

    Raises:
        StorageError: there is no such file, or it is no database of this program.
    """
    if not path.exists():
        raise StorageError(
            f"there is no database {path} here; the bot makes it when it first runs. Start this in "
            "the same folder and with the same DATABASE_URL as the bot"
        )
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)) as connection:
            tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'note'"
            if connection.execute(tables).fetchone() != (1,):
                raise StorageError(f"the database {path} is not one of this bot")
            return sessions.notes(connection, kind, wanted)
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
