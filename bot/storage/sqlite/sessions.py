"""Sessions, and notes for the editors."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.storage.records import (
    MOST_TRACES,
    Address,
    Handled,
    KeptSession,
    NoteKind,
    StoredNote,
    WantedNotes,
)
from bot.storage.store import SupersededError


def write(connection: sqlite3.Connection, outcome: Handled, now: float) -> None:
    """Write the session that an update leads to.

    Raises:
        SupersededError: the session is not the one that the outcome was made from.
    """
    address, seen = outcome.update.address, outcome.update.session
    if outcome.state is None:
        return
    if seen is None:
        cursor = connection.execute(
            "INSERT OR IGNORE INTO session (bot, chat, person, state, version, locale, changed) "
            "VALUES (?, ?, ?, ?, 1, ?, ?)",
            (address.bot, address.chat, address.person, outcome.state, outcome.locale, now),
        )
    else:
        cursor = connection.execute(
            "UPDATE session SET state = ?, version = version + 1, changed = ?, "
            "locale = coalesce(?, locale) "
            "WHERE bot = ? AND chat = ? AND person = ? AND version = ?",
            (
                outcome.state,
                now,
                outcome.locale,
                address.bot,
                address.chat,
                address.person,
                seen.version,
            ),
        )
    if cursor.rowcount != 1:
        raise SupersededError


def read(connection: sqlite3.Connection, address: Address) -> str | None:
    """Return the JSON of a session."""
    row = connection.execute(
        "SELECT state FROM session WHERE bot = ? AND chat = ? AND person = ?",
        (address.bot, address.chat, address.person),
    ).fetchone()
    return row[0] if row else None


def kept(connection: sqlite3.Connection, address: Address) -> KeptSession | None:
    """Return a session with its version."""
    row = connection.execute(
        "SELECT state, version, locale, traces, office FROM session "
        "WHERE bot = ? AND chat = ? AND person = ?",
        (address.bot, address.chat, address.person),
    ).fetchone()
    return KeptSession(*row) if row else None


def set_place(connection: sqlite3.Connection, address: Address, message: int) -> None:
    """Remember which message is the person's last in-place reply."""
    connection.execute(
        "UPDATE session SET place = ? WHERE bot = ? AND chat = ? AND person = ?",
        (message, address.bot, address.chat, address.person),
    )


def add_trace(connection: sqlite3.Connection, address: Address, trace: str) -> None:
    """Keep something of a reply with the session; where there are too many, the oldest goes."""
    connection.execute(
        "UPDATE session SET traces = json_insert(CASE WHEN json_array_length(traces) >= ? "
        "THEN json_remove(traces, '$[0]') ELSE traces END, '$[#]', json(?)) "
        "WHERE bot = ? AND chat = ? AND person = ?",
        (MOST_TRACES, trace, address.bot, address.chat, address.person),
    )


def set_button_owner(
    connection: sqlite3.Connection, address: Address, message: int, now: float
) -> None:
    """Remember whose buttons a message has, as long as a session is kept of that person."""
    connection.execute(
        "INSERT OR REPLACE INTO button_owner (bot, chat, message, person, since) "
        "SELECT bot, chat, ?, person, ? FROM session WHERE bot = ? AND chat = ? AND person = ?",
        (message, now, address.bot, address.chat, address.person),
    )


def button_owner(connection: sqlite3.Connection, bot: int, chat: int, message: int) -> int | None:
    """Return whose buttons a message has."""
    row = connection.execute(
        "SELECT person FROM button_owner WHERE bot = ? AND chat = ? AND message = ?",
        (bot, chat, message),
    ).fetchone()
    return row[0] if row else None


def write_notes(connection: sqlite3.Connection, notes: Sequence[StoredNote], now: float) -> None:
    """Keep notes, rounded to the day."""
    if notes:
        day = datetime.fromtimestamp(now, UTC).date().isoformat()
        connection.executemany(
            "INSERT INTO note (kind, day, locale, text) VALUES (?, ?, ?, ?)",
            [(note.kind.value, day, note.locale, note.text) for note in notes],
        )


def notes(
    connection: sqlite3.Connection, kind: NoteKind, wanted: WantedNotes
) -> tuple[StoredNote, ...]:
    """Return the notes of a kind, oldest first."""
    rows = connection.execute(
        "SELECT text, locale, day FROM note WHERE kind = ? AND day >= ? ORDER BY id DESC LIMIT ?",
        (kind.value, wanted.since or "", -1 if wanted.latest is None else wanted.latest),
    ).fetchall()
    return tuple(StoredNote(kind, text, locale, day) for text, locale, day in reversed(rows))


def purge(connection: sqlite3.Connection, retention_days: int, now: float) -> int:
    """Delete sessions that were silent, and notes that are older, than so many days."""
    oldest = now - retention_days * 24 * 3600.0
    gone = connection.execute("DELETE FROM session WHERE changed < ?", (oldest,)).rowcount
    connection.execute("DELETE FROM button_owner WHERE since < ?", (oldest,))
    day = datetime.fromtimestamp(oldest, UTC).date().isoformat()
    connection.execute("DELETE FROM note WHERE day < ?", (day,))
    # A clock that was ahead wrote them.
    today = datetime.fromtimestamp(now, UTC).date().isoformat()
    connection.execute("UPDATE note SET day = ? WHERE day > ?", (today, today))
    return gone
