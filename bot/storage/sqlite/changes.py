"""Carry out changes and queries on SQLite."""

import sqlite3
from collections.abc import Iterable

from bot.storage.changes import Query, RecordT, Statement
from bot.storage.store import SupersededError


def apply(connection: sqlite3.Connection, statements: Iterable[Statement]) -> None:
    """Carry out statements.

    Raises:
        SupersededError: what one of them was made from is out of date.
    """
    for statement in statements:
        cursor = connection.execute(statement.sql, statement.values)
        if statement.strict and cursor.rowcount != 1:
            raise SupersededError


def read(connection: sqlite3.Connection, query: Query[RecordT]) -> tuple[RecordT, ...]:
    """Return what a query finds."""
    return query.read(connection.execute(query.sql, query.values).fetchall())
