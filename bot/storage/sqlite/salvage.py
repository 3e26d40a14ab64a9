"""What can still be read of a damaged database, row by row."""

import sqlite3
from contextlib import closing
from pathlib import Path

_COPIES = {
    "sessions": (
        "SELECT bot, chat, person, state, version, locale, place, changed FROM session",
        (
            "INSERT OR IGNORE INTO session "
            "(bot, chat, person, state, version, locale, place, changed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ),
    ),
    "updates": (
        "SELECT bot, update_id, chat, person, received, payload FROM inbox",
        (
            "INSERT OR IGNORE INTO inbox (bot, update_id, chat, person, received, payload) "
            "VALUES (?, ?, ?, ?, ?, ?)"
        ),
    ),
    "messages": (
        "SELECT id, bot, chat, person, created, not_before, attempts, payload FROM outbox",
        (
            "INSERT OR IGNORE INTO outbox "
            "(id, bot, chat, person, created, not_before, attempts, payload) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ),
    ),
    "button owners": (
        "SELECT bot, chat, message, person, since FROM button_owner",
        (
            "INSERT OR IGNORE INTO button_owner (bot, chat, message, person, since) "
            "VALUES (?, ?, ?, ?, ?)"
        ),
    ),
    "notes": (
        "SELECT id, kind, day, locale, text FROM note",
        "INSERT OR IGNORE INTO note (id, kind, day, locale, text) VALUES (?, ?, ?, ?, ?)",
    ),
    "offsets": (
        "SELECT bot, next_offset, saved FROM polling",
        "INSERT OR IGNORE INTO polling (bot, next_offset, saved) VALUES (?, ?, ?)",
    ),
}


def salvage(damaged: Path, into: sqlite3.Connection) -> str:
    """Copy the rows that can be read, and say how many of what there were.

    Reading a table ends at the first page that cannot be read; the rows before it are kept.
    """
    found = []
    with closing(sqlite3.connect(damaged, isolation_level=None)) as source:
        for what, (select, insert) in _COPIES.items():
            count = _copy(source, into, select, insert)
            if count:
                found.append(f"{what}: {count}")
    return ", ".join(found) or "nothing"


def _copy(source: sqlite3.Connection, into: sqlite3.Connection, select: str, insert: str) -> int:
    count = 0
    into.execute("BEGIN IMMEDIATE")
    try:
        for row in source.execute(select):
            into.execute(insert, row)
            count += 1
    except sqlite3.DatabaseError:
        # The damage begins here, or the table was never there: what was copied is all there is.
        return count
    finally:
        into.execute("COMMIT")
    return count
