"""Looking into a database without being the bot: beside those that run, and changing nothing."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg

from bot.storage.address import PostgresAddress
from bot.storage.changes import Query, RecordT
from bot.storage.postgres import changes, sessions
from bot.storage.postgres.connecting import connect
from bot.storage.postgres.faults import storage_error
from bot.storage.postgres.transactions import Connection
from bot.storage.records import NoteKind, StoredNote, WantedNotes
from bot.storage.store import StorageError

FoundT = TypeVar("FoundT")


async def read_notes(
    address: PostgresAddress, kind: NoteKind, wanted: WantedNotes
) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first.

    Raises:
        StorageError: the database cannot be reached, or is not one of this program.
    """
    return await _looked(
        address, "note", lambda connection: sessions.notes(connection, kind, wanted)
    )


async def read_query(address: PostgresAddress, query: Query[RecordT]) -> tuple[RecordT, ...]:
    """Return what a query finds. Errors are those of `read_notes`."""
    return await _looked(address, "tally", lambda connection: changes.read(connection, query))


async def _looked(
    address: PostgresAddress, table: str, look: Callable[[Connection], Awaitable[FoundT]]
) -> FoundT:
    try:
        connection = await connect(address)
        try:
            found = await connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,))
            if await found.fetchone() != (True,):
                raise StorageError(
                    f"the database {address.name} has no tables of this bot; it makes them when it "
                    "first runs. Check DATABASE_URL"
                )
            return await look(connection)
        finally:
            await connection.close()
    except psycopg.Error as error:
        raise storage_error(error, address) from None
