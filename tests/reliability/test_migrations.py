"""SIGTERM while the tables are brought up to date: it ends, and everything or nothing is done."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import NewUpdate, open_store
from bot.storage.postgres import schema as postgres_schema
from bot.storage.sqlite import schema as sqlite_schema
from tests.unit.cli.test_run import Process, running, settings
from tests.unit.telegram.waiting import until

BOT = 7
_SECONDS = 5.0
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
_LOCKS = "SELECT count(*) FROM pg_locks WHERE database <> 0 AND pid <> pg_backend_pid()"
_STEP = "SELECT max(step) FROM razmena_schema"
# The last one of the releases before replicas claimed chats in rows.
_EARLIER = 5


def earlier(server: PostgresServer) -> str:
    """A database as an earlier release left it, with an update that waits."""
    name = server.new_database()
    files = sorted(postgres_schema.MIGRATIONS.glob("*.sql"))[:_EARLIER]
    server.run_sql(
        *(file.read_text() for file in files),
        "CREATE TABLE razmena_schema "
        "(step integer PRIMARY KEY, done timestamptz NOT NULL DEFAULT now())",
        "INSERT INTO razmena_schema SELECT generate_series(1, 5)",
        "INSERT INTO inbox (bot, update_id, chat, person, received, payload) "
        "VALUES (7, 1, 1, 11, extract(epoch FROM now()), 'waits')",
        database=name,
    )
    return name


async def terminate(process: Process) -> None:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(_SECONDS):
        await process.communicate()
    assert process.returncode == 0


@pytest.mark.postgres
async def test_on_postgresql_nothing_is_done_and_nothing_stays_locked(
    telegram: LocalTelegram, own_postgres: PostgresServer, tmp_path: Path
) -> None:
    name = await asyncio.to_thread(earlier, own_postgres)

    def one(statement: str) -> object:
        return own_postgres.run_sql(statement, database=name)[0][0]

    environment = {**settings(telegram, tmp_path), "DATABASE_URL": own_postgres.url(name)}
    with own_postgres.connection(name) as other:
        other.execute("LOCK TABLE inbox IN ACCESS SHARE MODE")
        async with running("-m", "bot", "run", **environment) as process:
            await until(lambda: one(_WAITING) == 1)
            await terminate(process)
        other.rollback()
    await until(lambda: one(_LOCKS) == 0)
    assert one(_STEP) == _EARLIER
    store = await open_store(own_postgres.url(name))
    update = await store.next_update(BOT, 1)
    assert update is not None
    assert update.payload == "waits"
    await store.close()


async def test_on_sqlite_it_ends_while_another_program_holds_the_file(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    environment = settings(telegram, tmp_path)
    path = tmp_path / "razmena.db"
    first = min(sqlite_schema.MIGRATIONS.glob("*.sql"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.executescript(first.read_text() + "\nPRAGMA user_version = 1;")
        other.execute(
            "INSERT INTO inbox (bot, update_id, chat, person, received, payload) "
            "VALUES (7, 1, 1, 11, unixepoch(), 'waits')"
        )
        other.execute("BEGIN IMMEDIATE")
        async with running("-m", "bot", "run", **environment) as process:
            await asyncio.sleep(1.5)
            assert process.returncode is None
            await terminate(process)
        other.execute("COMMIT")
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
    store = await open_store(environment["DATABASE_URL"])
    assert await store.append(BOT, [NewUpdate(2, 1, 11, "more")]) == 1
    update = await store.next_update(BOT, 1)
    assert update is not None
    assert update.payload == "waits"
    await store.close()
