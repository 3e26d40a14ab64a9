"""Updates that came in."""

import sqlite3
from collections.abc import Sequence

from bot.storage.records import Address, KeptSession, NewUpdate, WaitingUpdate

# Telegram keeps an update for a day at most, so a number is not offered again after that; and its
# numbers start anew after a quiet week, so a number must not be remembered for a week.
REMEMBER_NUMBERS_SECONDS = 2 * 24 * 3600.0
OFFSET_VALID_SECONDS = 6 * 24 * 3600.0


def append(
    connection: sqlite3.Connection,
    bot: int,
    updates: Sequence[NewUpdate],
    next_offset: int | None,
    now: float,
) -> int:
    """Write updates that are not known yet, and where polling goes on. Returns how many."""
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO inbox (bot, update_id, chat, person, received, payload) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(bot, new.update_id, new.chat, new.person, now, new.payload) for new in updates],
    )
    added = connection.total_changes - before
    if next_offset is not None:
        connection.execute(
            "INSERT INTO polling (bot, next_offset, saved) VALUES (?, ?, ?) ON CONFLICT (bot) "
            "DO UPDATE SET next_offset = excluded.next_offset, saved = excluded.saved",
            (bot, next_offset, now),
        )
    return added


def offset(connection: sqlite3.Connection, bot: int, now: float) -> int | None:
    """Return where polling goes on, unless that was saved too long ago."""
    row = connection.execute(
        "SELECT next_offset FROM polling WHERE bot = ? AND saved > ?",
        (bot, now - OFFSET_VALID_SECONDS),
    ).fetchone()
    return row[0] if row else None


def waiting_chats(connection: sqlite3.Connection, bot: int) -> tuple[int, ...]:
    """Return chats with undone updates, those that wait longest first."""
    rows = connection.execute(
        "SELECT chat FROM inbox INDEXED BY inbox_waiting WHERE bot = ? AND payload IS NOT NULL "
        "GROUP BY chat ORDER BY min(received)",
        (bot,),
    )
    return tuple(row[0] for row in rows)


# The index is named: the planner does not know how many done numbers are remembered, and would look
# through all of them for every message.
def next_update(connection: sqlite3.Connection, bot: int, chat: int) -> WaitingUpdate | None:
    """Return the first undone update of a chat, with its person's session."""
    row = connection.execute(
        "SELECT inbox.update_id, inbox.person, inbox.received, inbox.payload, "
        "session.state, session.version, session.locale, session.traces, session.office "
        "FROM inbox INDEXED BY inbox_waiting LEFT JOIN session "
        "ON session.bot = inbox.bot AND session.chat = inbox.chat "
        "AND session.person = inbox.person "
        "WHERE inbox.bot = ? AND inbox.chat = ? AND inbox.payload IS NOT NULL "
        "ORDER BY inbox.update_id LIMIT 1",
        (bot, chat),
    ).fetchone()
    if row is None:
        return None
    update_id, person, received, payload, state, *kept = row
    session = None if state is None else KeptSession(state, *kept)
    return WaitingUpdate(Address(bot, chat, person), update_id, received, payload, session)


def next_after(
    connection: sqlite3.Connection, address: Address, update_id: int
) -> tuple[int, str] | None:
    """Return the chat's next undone update behind a number, where it is of the same person."""
    row = connection.execute(
        "SELECT update_id, payload, person FROM inbox INDEXED BY inbox_waiting "
        "WHERE bot = ? AND chat = ? AND payload IS NOT NULL AND update_id > ? "
        "ORDER BY update_id LIMIT 1",
        (address.bot, address.chat, update_id),
    ).fetchone()
    return (row[0], row[1]) if row is not None and row[2] == address.person else None


def mark_done(connection: sqlite3.Connection, bot: int, update_id: int) -> bool:
    """Keep nothing of the update but its number. Returns whether it was still undone."""
    cursor = connection.execute(
        "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL "
        "WHERE bot = ? AND update_id = ? AND payload IS NOT NULL",
        (bot, update_id),
    )
    return cursor.rowcount == 1


def has_more(connection: sqlite3.Connection, bot: int, chat: int) -> bool:
    """Return whether the chat has undone updates."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM inbox INDEXED BY inbox_waiting "
        "WHERE bot = ? AND chat = ? AND payload IS NOT NULL)",
        (bot, chat),
    ).fetchone()
    return bool(row[0])


def purge(connection: sqlite3.Connection, bot: int, now: float) -> None:
    """Forget old numbers, and what came in for other bots and will not be done any more."""
    connection.execute(
        "DELETE FROM inbox WHERE received < ? AND (payload IS NULL OR bot <> ?)",
        (now - REMEMBER_NUMBERS_SECONDS, bot),
    )
