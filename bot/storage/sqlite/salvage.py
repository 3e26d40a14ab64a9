"""What can still be read of a damaged database, row by row."""

import sqlite3
from contextlib import closing
from pathlib import Path

# What the log calls the rows of a table.
_CALLED = {
    "session": "sessions",
    "inbox": "updates",
    "outbox": "messages",
    "button_owner": "button owners",
    "note": "notes",
    "polling": "offsets",
}


def salvage(damaged: Path, into: sqlite3.Connection) -> str:
    """Copy the rows that can be read, and say how many of what there were.

    All columns are copied that both files have. Reading a table ends at the first page that cannot
    be read; the rows before it are kept.
    """
    found = []
    with closing(sqlite3.connect(damaged, isolation_level=None)) as source:
        for table in _tables(into):
            count = _copy(source, into, table)
            if count:
                found.append(f"{_CALLED.get(table, table)}: {count}")
    return ", ".join(found) or "nothing"


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY rowid"
    )
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]


def _copy(source: sqlite3.Connection, into: sqlite3.Connection, table: str) -> int:
    count = 0
    into.execute("BEGIN IMMEDIATE")
    try:
        there = set(_columns(source, table))
        names = [name for name in _columns(into, table) if name in there]
        if not names:
            return 0
        columns, values = ", ".join(names), ", ".join("?" * len(names))
        # The names are those of our own tables.
        insert = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})"  # noqa: S608
        for row in source.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608
            into.execute(insert, row)
            count += 1
    except sqlite3.DatabaseError:
        # The damage begins here, or the table was never there: what was copied is all there is.
        return count
    finally:
        into.execute("COMMIT")
    return count
