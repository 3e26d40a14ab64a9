"""Carry out changes and queries on PostgreSQL."""

from collections.abc import Iterable
from typing import Any

from psycopg import AsyncCursor

from bot.storage.changes import Query, RecordT, Statement
from bot.storage.postgres.transactions import Connection


async def apply(
    connection: Connection, statements: Iterable[Statement]
) -> "list[AsyncCursor[Any]]":
    """Send statements; returns the cursors of those that have to change exactly one row."""
    strict = []
    for statement in statements:
        cursor = await connection.execute(_sql(statement.sql), _values(statement.values))
        if statement.strict:
            strict.append(cursor)
    return strict


async def ask(connection: Connection, query: Query[Any]) -> "AsyncCursor[Any]":
    """Send a query, whose rows `Query.read` reads."""
    return await connection.execute(_sql(query.sql), _values(query.values))


async def read(connection: Connection, query: Query[RecordT]) -> tuple[RecordT, ...]:
    """Return what a query finds."""
    found = await ask(connection, query)
    return query.read(await found.fetchall())


def _sql(text: str) -> bytes:
    """Return SQL of the program's own; as bytes, which the driver takes where it is no literal."""
    return text.replace("?", "%s").encode()


def _values(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return values without the character NUL, for which PostgreSQL has no place in a text."""
    return tuple(one.replace("\0", "") if isinstance(one, str) else one for one in values)
