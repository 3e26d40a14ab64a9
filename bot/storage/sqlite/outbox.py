"""Messages to be sent."""

import sqlite3
from collections.abc import Sequence

from bot.storage.records import Address, WaitingMessage

# Messages of a conversation with an office, and those that are tried until they are out, as JSON;
# inside a text the quotes are escaped.
OF_A_TALK = '%"talk":"%'
LASTING = '%"lasting":true%'
# A reply is retried for ten minutes; what is older than this was left by a bot that is gone.
ABANDONED_SECONDS = 24 * 3600.0


def put(
    connection: sqlite3.Connection, address: Address, payloads: Sequence[str], now: float
) -> None:
    """Write messages to be sent, in this order."""
    connection.executemany(
        "INSERT INTO outbox (bot, chat, person, created, payload) VALUES (?, ?, ?, ?, ?)",
        [(address.bot, address.chat, address.person, now, payload) for payload in payloads],
    )


def unsent_chats(connection: sqlite3.Connection, bot: int) -> tuple[int, ...]:
    """Return chats with unsent messages, those that wait longest first."""
    rows = connection.execute(
        "SELECT chat FROM outbox WHERE bot = ? GROUP BY chat ORDER BY min(id)", (bot,)
    )
    return tuple(row[0] for row in rows)


def next_message(connection: sqlite3.Connection, bot: int, chat: int) -> WaitingMessage | None:
    """Return the first unsent message of a chat."""
    row = connection.execute(
        "SELECT outbox.id, outbox.person, outbox.payload, outbox.created, outbox.not_before, "
        "outbox.attempts, session.place, outbox.unsure FROM outbox LEFT JOIN session "
        "ON session.bot = outbox.bot AND session.chat = outbox.chat "
        "AND session.person = outbox.person "
        "WHERE outbox.bot = ? AND outbox.chat = ? ORDER BY outbox.id LIMIT 1",
        (bot, chat),
    ).fetchone()
    if row is None:
        return None
    number, person, payload, created, not_before, attempts, place, unsure = row
    return WaitingMessage(
        number, Address(bot, chat, person), payload, created, not_before, attempts, place, unsure
    )


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Delete a message that is out, or given up."""
    connection.execute("DELETE FROM outbox WHERE id = ?", (number,))


def postpone(
    connection: sqlite3.Connection, number: int, not_before: float, *, unsure: bool
) -> None:
    """Count a try, and note when the next one may be."""
    connection.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = ?, unsure = unsure + ? "
        "WHERE id = ?",
        (not_before, int(unsure), number),
    )


def has_more(connection: sqlite3.Connection, bot: int, chat: int) -> bool:
    """Return whether the chat has unsent messages."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE bot = ? AND chat = ?)", (bot, chat)
    ).fetchone()
    return bool(row[0])


def purge(connection: sqlite3.Connection, now: float) -> None:
    """Delete messages that nobody will send any more.

    What people wrote to each other stays: whoever wrote it is told that it did not arrive.
    """
    connection.execute(
        "DELETE FROM outbox WHERE created < ? AND payload NOT LIKE ? AND payload NOT LIKE ?",
        (now - ABANDONED_SECONDS, OF_A_TALK, LASTING),
    )
