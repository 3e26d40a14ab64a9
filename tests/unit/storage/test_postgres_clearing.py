"""Who asks to be forgotten is vacuumed away from PostgreSQL's tables, however long it takes."""

import asyncio
import logging
from collections.abc import Callable

import psycopg
import pytest

from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import Address, Handled, NewUpdate, Store, open_store
from bot.storage.postgres import clearing

pytestmark = pytest.mark.postgres
BOT, PERSON, OTHER = 7, 5_123_456_789, 5_987_654_321
WORDS = "tajna"
PATIENCE_SECONDS = 20.0
_TABLES = ("inbox", "session", "outbox", "button_owner")
_WHOLE = "SELECT t::text FROM {table} AS t"
_ROWS = """
SELECT '{table}', lp
FROM generate_series(0, pg_relation_size('{table}') / current_setting('block_size')::int - 1) AS n,
     heap_page_items(get_raw_page('{table}', n::int))
WHERE position('{words}'::bytea IN t_data) > 0
"""


async def converse(store: Store, person: int, first: int, words: str) -> None:
    """One update answered, one message waiting, buttons in a group, one update waiting."""
    await store.append(BOT, [NewUpdate(first, person, person, f"{words} update")])
    update = await store.next_update(BOT, person)
    assert update is not None
    await store.commit(Handled(update, state=f'{{"w": "{words}"}}', messages=(f"{words} reply",)))
    await store.append(BOT, [NewUpdate(first + 1, person, person, f"{words} waits")])


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(int(PATIENCE_SECONDS / 0.05)):
        if await asyncio.to_thread(condition):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("what was waited for did not happen")


class Tables:
    """What stands in the tables, read by an administrator."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self._server = server
        self.database = database
        self.sql("CREATE EXTENSION IF NOT EXISTS pageinspect")

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        return self._server.run_sql(statement, database=self.database)

    def mentions(self, *sought: str) -> list[str]:
        """Every table of which a row holds one of these anywhere."""
        names = self.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [
            str(name)
            for (name,) in names
            for (row,) in self.sql(_WHOLE.format(table=name))
            if any(one in str(row) for one in sought)
        ]

    def dead(self) -> list[tuple[object, ...]]:
        """Rows of pages, deleted ones too, whose bytes hold the words."""
        return [
            row for table in _TABLES for row in self.sql(_ROWS.format(table=table, words=WORDS))
        ]

    def waiting(self) -> int:
        ((count,),) = self.sql("SELECT count(*) FROM clearing")
        return int(str(count))


@pytest.fixture
def seen(postgres: PostgresServer, tables: str, postgres_url: str) -> Tables:
    return Tables(postgres, tables)


async def test_nothing_of_the_person_is_left_in_any_table(seen: Tables, postgres_url: str) -> None:
    store = await open_store(postgres_url)
    await converse(store, PERSON, 1, WORDS)
    await converse(store, OTHER, 10, "drugo")
    assert seen.mentions(str(PERSON), WORDS)
    assert seen.dead()
    await store.forget_person(BOT, PERSON)
    assert seen.mentions(str(PERSON), WORDS) == []
    await until(lambda: not seen.waiting())
    assert seen.dead() == []
    assert await store.session(Address(BOT, OTHER, OTHER)) is not None
    await store.close()


async def test_an_old_snapshot_delays_it_and_the_operator_is_told(
    seen: Tables,
    postgres: PostgresServer,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(clearing, "_TELL_AFTER_SECONDS", 0.5)
    store = await open_store(postgres_url)
    await converse(store, PERSON, 1, WORDS)
    with postgres.connection(seen.database) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute("SELECT count(*) FROM session").fetchone()
        await store.forget_person(BOT, PERSON)
        with caplog.at_level(logging.ERROR):
            await until(lambda: "may still stand in tables" in caplog.text)
        assert (await store.backlog(BOT)).uncleared_since is not None
        assert seen.dead()
    await until(lambda: not seen.waiting())
    assert seen.dead() == []
    assert (await store.backlog(BOT)).uncleared_since is None
    await store.close()


async def test_what_was_not_done_is_done_after_the_next_start(
    seen: Tables, postgres: PostgresServer, postgres_url: str
) -> None:
    store = await open_store(postgres_url)
    await converse(store, PERSON, 1, WORDS)
    with postgres.connection(seen.database) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute("SELECT count(*) FROM session").fetchone()
        await store.forget_person(BOT, PERSON)
        await store.close()
    assert seen.waiting()
    store = await open_store(postgres_url)
    await until(lambda: not seen.waiting())
    assert seen.dead() == []
    await store.close()
