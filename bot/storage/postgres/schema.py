"""Numbered migrations, run by whichever replica comes first."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

from psycopg import AsyncConnection

from bot.storage.address import PostgresAddress
from bot.storage.postgres.claims import lock_number
from bot.storage.store import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = lock_number("migrations")


async def migrate(connection: "AsyncConnection[Any]", address: PostgresAddress) -> None:
    """Bring the schema to the newest number: all steps that are missing, or none.

    Replicas that start at once wait for each other at an advisory lock, which ends with the
    transaction: the first does the work, the others find it done.

    Raises:
        StorageError: a newer version made it, or its encoding cannot hold what people write.
        psycopg.Error: it cannot be changed.
    """
    steps = list(_steps())
    (encoding,) = await _row(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        raise StorageError(
            f"the database {address.name} has the encoding {encoding}, which cannot hold Serbian; "
            "make it with: createdb --encoding=UTF8 --template=template0 <name>"
        )
    async with connection.transaction():
        # Waiting for a replica that migrates is no fault, however long it takes.
        await connection.execute("SET LOCAL lock_timeout = 0")
        await connection.execute("SET LOCAL statement_timeout = 0")
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        current = await _current(connection)
        if current > len(steps):
            raise StorageError(
                f"the database {address.name} was made by a newer version of the program (schema "
                f"{current}, this version knows {len(steps)}); start that version, or name another "
                "DATABASE_URL"
            )
        for number, sql in steps[current:]:
            # Of the program's own files; as bytes, which the driver takes where text is no literal.
            await connection.execute(sql.encode())
            await connection.execute("INSERT INTO razmena_schema (step) VALUES (%s)", (number,))


async def _current(connection: "AsyncConnection[Any]") -> int:
    (known,) = await _row(connection, "SELECT to_regclass('razmena_schema') IS NOT NULL")
    if not known:
        await connection.execute(
            "CREATE TABLE razmena_schema "
            "(step integer PRIMARY KEY, done timestamptz NOT NULL DEFAULT now())"
        )
    (step,) = await _row(connection, "SELECT coalesce(max(step), 0) FROM razmena_schema")
    return int(step)


async def _row(connection: "AsyncConnection[Any]", sql: LiteralString) -> tuple[Any, ...]:
    row = await (await connection.execute(sql)).fetchone()
    return tuple(row or ())


def _steps() -> Iterator[tuple[int, str]]:
    for number, file in enumerate(sorted(MIGRATIONS.glob("*.sql")), start=1):
        if int(file.name.split("_", maxsplit=1)[0]) != number:
            raise StorageError(f"{file}: migrations must be numbered without gaps")
        yield number, file.read_text(encoding="utf-8")
