"""Sessions, and notes for the editors."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import LiteralString

from bot.storage.postgres.transactions import Connection
from bot.storage.records import (
    Address,
    Handled,
    KeptSession,
    NoteKind,
    StoredNote,
    WantedNotes,
)

Statement = tuple[LiteralString, Sequence[object]]


def write(outcome: Handled, state: str, now: float) -> Statement:
    """Write the session that an update leads to.

    It changes no row where the session is not the one that the outcome was made from.
    """
    address, seen = outcome.update.address, outcome.update.session
    if seen is None:
        return (
            (
                "INSERT INTO session (bot, chat, person, state, version, locale, changed) "
                "VALUES (%s, %s, %s, %s, 1, %s, %s) ON CONFLICT DO NOTHING"
            ),
            (address.bot, address.chat, address.person, state, outcome.locale, now),
        )
    return (
        (
            "UPDATE session SET state = %s, version = version + 1, changed = %s, "
            "locale = coalesce(%s::text, locale) "
            "WHERE bot = %s AND chat = %s AND person = %s AND version = %s"
        ),
        (
            state,
            now,
            outcome.locale,
            address.bot,
            address.chat,
            address.person,
            seen.version,
        ),
    )


async def read(connection: Connection, address: Address) -> str | None:
    """Return the JSON of a session."""
    found = await connection.execute(
        "SELECT state FROM session WHERE bot = %s AND chat = %s AND person = %s",
        (address.bot, address.chat, address.person),
    )
    row = await found.fetchone()
    return row[0] if row else None


async def kept(connection: Connection, address: Address) -> KeptSession | None:
    """Return a session with its version."""
    found = await connection.execute(
        "SELECT state, version, locale, traces::text, office FROM session "
        "WHERE bot = %s AND chat = %s AND person = %s",
        (address.bot, address.chat, address.person),
    )
    row = await found.fetchone()
    return KeptSession(*row) if row else None


async def button_owner(connection: Connection, bot: int, chat: int, message: int) -> int | None:
    """Return whose buttons a message has."""
    found = await connection.execute(
        "SELECT person FROM button_owner WHERE bot = %s AND chat = %s AND message = %s",
        (bot, chat, message),
    )
    row = await found.fetchone()
    return row[0] if row else None


async def write_notes(connection: Connection, notes: Sequence[StoredNote], now: float) -> None:
    """Keep notes, rounded to the day."""
    day = datetime.fromtimestamp(now, UTC).date()
    for note in notes:
        # PostgreSQL has no place for the character NUL in a text, and nobody misses it.
        text = note.text.replace("\0", "")
        await connection.execute(
            "INSERT INTO note (kind, day, locale, text) VALUES (%s, %s, %s, %s)",
            (note.kind.value, day, note.locale, text),
        )


async def notes(
    connection: Connection, kind: NoteKind, wanted: WantedNotes
) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first."""
    rows = await connection.execute(
        "SELECT text, locale, day FROM note "
        "WHERE kind = %s AND day >= coalesce(%s::date, '-infinity') ORDER BY id DESC LIMIT %s",
        (kind.value, wanted.since, wanted.latest),
    )
    found = [StoredNote(kind, text, locale, day.isoformat()) async for text, locale, day in rows]
    return tuple(reversed(found))


async def purge(connection: Connection, retention_days: int, now: float) -> int:
    """Delete sessions that were silent, and notes that are older, than so many days."""
    oldest = now - retention_days * 24 * 3600.0
    gone = await connection.execute("DELETE FROM session WHERE changed < %s", (oldest,))
    await connection.execute("DELETE FROM button_owner WHERE since < %s", (oldest,))
    day = datetime.fromtimestamp(oldest, UTC).date()
    await connection.execute("DELETE FROM note WHERE day < %s", (day,))
    # A clock that was ahead wrote them.
    today = datetime.fromtimestamp(now, UTC).date()
    await connection.execute("UPDATE note SET day = %s WHERE day > %s", (today, today))
    return gone.rowcount
