"""Looking into a database without being the bot: beside those that run, and changing nothing."""

import psycopg

from bot.storage.address import PostgresAddress
from bot.storage.postgres import sessions
from bot.storage.postgres.connecting import connect
from bot.storage.postgres.faults import storage_error
from bot.storage.records import NoteKind, StoredNote, WantedNotes
from bot.storage.store import StorageError


async def read_notes(
    address: PostgresAddress, kind: NoteKind, wanted: WantedNotes
) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first.

    Raises:
        StorageError: the database cannot be reached, or is not one of this program.
    """
    try:
        connection = await connect(address)
        try:
            found = await connection.execute("SELECT to_regclass('note') IS NOT NULL")
            if await found.fetchone() != (True,):
                raise StorageError(
                    f"the database {address.name} has no tables of this bot; it makes them when it "
                    "first runs. Check DATABASE_URL"
                )
            return await sessions.notes(connection, kind, wanted)
        finally:
            await connection.close()
    except psycopg.Error as error:
        raise storage_error(error, address) from None
