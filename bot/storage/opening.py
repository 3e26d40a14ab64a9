"""From a database's address to an open store."""

import importlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.storage import sqlite
from bot.storage.address import AddressError, PostgresAddress, read_address
from bot.storage.changes import Query, RecordT
from bot.storage.records import ALL_NOTES, NoteKind, StoredNote, WantedNotes
from bot.storage.store import StorageError, Store

__all__ = ["DEFAULT_URL", "AddressError", "check_address", "open_store", "read_notes", "read_query"]

DEFAULT_URL = "sqlite:///razmena.db"
_DRIVER_MISSING = (
    "a postgresql:// address needs the PostgreSQL driver, which is not installed; install it with: "
    "make run EXTRAS=postgresql (or: .venv/bin/pip install --require-hashes -r "
    "requirements-postgresql.lock)"
)


def check_address(url: str) -> None:
    """Check that a store can be opened at such an address, as far as can be told beforehand.

    Raises:
        AddressError: it cannot; the message goes on from the name of the setting.
    """
    if isinstance(read_address(url), PostgresAddress):
        try:
            _postgres()
        except StorageError as error:
            raise AddressError(f"cannot be used: {error}") from None


async def open_store(url: str, *, clock: Callable[[], float] = time.time) -> Store:
    """Return the store at an address.

    Raises:
        AddressError: for an address of no kind that is supported.
        StorageError: when the database cannot be used.
    """
    address = read_address(url)
    if isinstance(address, Path):
        return await sqlite.SqliteStore.open(address, clock=clock)
    store: Store = await _postgres().PostgresStore.open(address, clock=clock)
    return store


async def read_notes(
    url: str, kind: NoteKind, wanted: WantedNotes = ALL_NOTES
) -> tuple[StoredNote, ...]:
    """Read the notes of a kind, oldest first, from a database that a bot may be using.

    Raises:
        AddressError: for an address of no kind that is supported.
        StorageError: there is no such database, or it cannot be read.
    """
    address = read_address(url)
    if isinstance(address, Path):
        return sqlite.read_notes(address, kind, wanted)
    notes: tuple[StoredNote, ...] = await _postgres().read_notes(address, kind, wanted)
    return notes


async def read_query(url: str, query: Query[RecordT]) -> tuple[RecordT, ...]:
    """Return what a query finds in a database that a bot may be using.

    Raises:
        AddressError: for an address of no kind that is supported.
        StorageError: there is no such database, or it cannot be read.
    """
    address = read_address(url)
    if isinstance(address, Path):
        return sqlite.read_query(address, query)
    found: tuple[RecordT, ...] = await _postgres().read_query(address, query)
    return found


def _postgres() -> Any:
    """Return the package for PostgreSQL, loaded when it is wanted: the driver is an extra.

    Raises:
        StorageError: the driver is not installed.
    """
    try:
        return importlib.import_module("bot.storage.postgres")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("psycopg", "psycopg_pool"):
            raise
        raise StorageError(_DRIVER_MISSING) from None
