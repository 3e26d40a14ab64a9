"""SQLite's errors in words for an operator."""

import sqlite3
from pathlib import Path

from bot.storage.store import StorageError

_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_WHAT_TO_DO = {
    sqlite3.SQLITE_BUSY: "is locked by another program; close that program",
    sqlite3.SQLITE_LOCKED: "is locked by another program; close that program",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; free some space",
    sqlite3.SQLITE_READONLY: "may not be written; check the permissions of the file and its folder",
    sqlite3.SQLITE_PERM: "may not be written; check the permissions of the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error; check the disk",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_NOTADB: "is not an SQLite database",
}


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary error code; the upper bytes only say which kind of it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_corrupt(error: sqlite3.Error) -> bool:
    """Return whether the file itself is damaged, so that trying again cannot help."""
    return _code(error) in _CORRUPT


def storage_error(error: sqlite3.Error, path: Path) -> StorageError:
    """Return the error as one line that names the file.

    Values that were being written are not in it.
    """
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    what = _WHAT_TO_DO.get(_code(error), "cannot be used")
    return StorageError(f"the database {path} {what} ({name})")
