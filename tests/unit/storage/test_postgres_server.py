"""The PostgreSQL server itself: lost connections, refusals, versions, and what is said of them."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import pytest

from bot.preview.kit.postgres_server import PASSWORD, PostgresServer
from bot.storage import Handled, NewUpdate, StorageError, Store, open_store
from bot.storage.postgres import batch
from bot.storage.postgres.schema import MIGRATIONS

BOT = 7

Result = TypeVar("Result")


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    store = await open_store(postgres_url)
    yield store
    await store.close()


@pytest.fixture
def new_database(postgres: PostgresServer) -> str:
    """A database without tables."""
    return postgres.new_database()


async def sql(server: PostgresServer, database: str, *statements: str) -> list[tuple[object, ...]]:
    return await asyncio.to_thread(server.run_sql, *statements, database=database)


async def until_it_works(work: Callable[[], Awaitable[Result]], seconds: float = 10.0) -> Result:
    """Do it again as a turn would, until the database is back."""
    for _ in range(int(seconds / 0.05)):
        try:
            return await work()
        except StorageError:
            await asyncio.sleep(0.05)
    raise AssertionError(f"the database is not used again within {seconds:g} s")


async def test_replicas_may_start_at_once_on_an_empty_database(
    postgres: PostgresServer, new_database: str
) -> None:
    stores = await asyncio.gather(*(open_store(postgres.url(new_database)) for _ in range(6)))
    await stores[0].append(BOT, [NewUpdate(1, 1, 1, "hello")])
    assert await stores[-1].waiting_chats(BOT) == (1,)
    await asyncio.gather(*(store.close() for store in stores))
    steps = [(number,) for number, _ in enumerate(MIGRATIONS.glob("*.sql"), start=1)]
    done = await sql(postgres, new_database, "SELECT step FROM razmena_schema ORDER BY step")
    assert done == steps


async def test_a_replica_that_dies_in_the_middle_of_the_migrations_leaves_none_of_them(
    postgres: PostgresServer, new_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = "bot.storage.postgres.schema._steps"
    broken = [(1, "CREATE TABLE inbox (bot bigint)"), (2, "CREATE TABLE inbox (twice bigint)")]
    with monkeypatch.context() as patch:
        patch.setattr(steps, lambda: iter(broken))
        with pytest.raises(StorageError, match=r"cannot be used \(42P07\)"):
            await open_store(postgres.url(new_database))
    store = await open_store(postgres.url(new_database))
    assert await store.append(BOT, [NewUpdate(1, 1, 1, "hello")]) == 1
    await store.close()


async def test_a_database_of_a_newer_version_is_left_alone(
    postgres: PostgresServer, new_database: str
) -> None:
    await (await open_store(postgres.url(new_database))).close()
    await sql(postgres, new_database, "INSERT INTO razmena_schema (step) VALUES (999)")
    with pytest.raises(StorageError, match="newer version"):
        await open_store(postgres.url(new_database))


async def test_a_database_that_cannot_hold_serbian_is_one_clear_line(
    postgres: PostgresServer,
) -> None:
    name = postgres.new_database("TEMPLATE template0 ENCODING 'LATIN1'")
    with pytest.raises(StorageError, match=r"has the encoding LATIN1.*createdb --encoding=UTF8"):
        await open_store(postgres.url(name))


async def test_a_server_that_crashes_and_comes_back_loses_nothing_that_was_kept(
    store: Store, postgres: PostgresServer
) -> None:
    await store.append(BOT, [NewUpdate(1, 1, 11, "before")])
    update = await store.next_update(BOT, 1)
    assert update is not None
    # fsync is off in the tests: what a crash of the machine would lose is not what this is about.
    postgres.stop(signal.SIGINT)
    try:
        for asked in (
            lambda: store.append(BOT, [NewUpdate(2, 1, 11, "tajna")]),
            lambda: store.commit(Handled(update, messages=("tajna",))),
            lambda: store.next_update(BOT, 1),
            store.ping,
        ):
            with pytest.raises(StorageError) as caught:
                await asked()
            assert "test_" in str(caught.value)
            assert "tajna" not in str(caught.value)
            assert "\n" not in str(caught.value)
    finally:
        postgres.start()
    again = await until_it_works(lambda: store.next_update(BOT, 1))
    assert again == update
    more = await until_it_works(lambda: store.commit(Handled(update, messages=("reply",))))
    assert more is False
    message = await until_it_works(lambda: store.next_message(BOT, 1))
    assert message is not None
    assert message.payload == "reply"


async def test_connections_that_are_cut_are_made_anew(
    store: Store, postgres: PostgresServer, tables: str
) -> None:
    await store.append(BOT, [NewUpdate(1, 1, 11, "before")])
    assert await store.next_update(BOT, 1) is not None
    await asyncio.to_thread(postgres.cut, tables)
    assert await until_it_works(lambda: store.append(BOT, [NewUpdate(2, 1, 11, "after")])) == 1
    update = await until_it_works(lambda: store.next_update(BOT, 1))
    assert update is not None
    assert update.payload == "before"
    await store.commit(Handled(update))


async def test_a_table_that_somebody_has_locked_is_one_clear_line(
    postgres: PostgresServer, postgres_url: str, tables: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = batch._SET_UP.replace("'lock_timeout', '5s'", "'lock_timeout', '50ms'")
    assert impatient != batch._SET_UP
    monkeypatch.setattr(batch, "_SET_UP", impatient)
    store = await open_store(postgres_url)
    with postgres.connection(tables) as other:
        other.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageError, match="is locked by another program") as caught:
            await store.append(BOT, [NewUpdate(1, 1, 11, "tajna")])
    assert "tajna" not in str(caught.value)
    assert await store.append(BOT, [NewUpdate(1, 1, 11, "later")]) == 1
    await store.close()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (
            ("nowhere", "postgres", ""),
            'nowhere at .* cannot be reached .*database "nowhere" does no',
        ),
        (("postgres", "with_password", "wrong-tajna"), "password authentication failed"),
        (("postgres", "with_password", ""), "no password supplied"),
        (("postgres", "nobody", ""), 'role "nobody" does not exist'),
        (("postgres", "guest", ""), r"refuses its user.*\(42501\)"),
    ],
)
async def test_a_server_that_refuses_is_one_clear_line_at_once_without_the_password(
    postgres: PostgresServer,
    caplog: pytest.LogCaptureFixture,
    where: tuple[str, str, str],
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StorageError, match=said) as caught:
        await open_store(postgres.url(*where))
    assert "\n" not in str(caught.value)
    assert "tajna" not in str(caught.value) + caplog.text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:tajna@127.0.0.1:1/x", "x at 127.0.0.1:1 cannot be reached .*refused"),
        ("postgresql://u:tajna@/x?host=/nowhere", "x at /nowhere cannot be reached .*No such file"),
        ("postgresql://u:tajna@/x?host=/nowhere&no_such=tajna", "x at /nowhere cannot be used"),
    ],
)
async def test_a_server_that_is_not_there_is_one_clear_line_without_the_password(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, url: str, said: str
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("bot.storage.postgres.transactions.PATIENCE_SECONDS", 0.3)
    with pytest.raises(StorageError, match=said) as caught:
        await open_store(url)
    assert "\n" not in str(caught.value)
    assert "tajna" not in str(caught.value) + caplog.text


async def test_a_bot_that_starts_before_its_server_waits_for_it(
    postgres: PostgresServer, tables: str
) -> None:
    postgres.stop()
    opening = asyncio.create_task(open_store(postgres.url(tables)))
    await asyncio.sleep(0.3)
    assert not opening.done()
    await asyncio.to_thread(postgres.start)
    await (await opening).close()


async def test_the_password_is_in_no_log_while_the_server_is_used_lost_and_found(
    postgres: PostgresServer, tables: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = await open_store(postgres.url(tables, "with_password", PASSWORD))
    await store.ping()
    postgres.stop()
    with pytest.raises(StorageError):
        await store.ping()
    with pytest.raises(StorageError):
        await store.next_update(BOT, 1)
    postgres.start()
    await until_it_works(store.ping)
    await store.close()
    assert "psycopg" in " ".join(record.name for record in caplog.records)
    for part in (PASSWORD, "tajna", "pa%24s", "wo%40rd", "wo@rd"):
        assert part not in caplog.text


async def test_a_server_that_became_read_only_is_not_healthy(
    store: Store, postgres: PostgresServer, tables: str
) -> None:
    read_only = "ALTER DATABASE {} SET default_transaction_read_only = {}"
    await store.ping()
    await sql(postgres, "postgres", read_only.format(tables, "on"))
    await asyncio.to_thread(postgres.cut, tables)
    for _ in range(3):
        with pytest.raises(StorageError):
            await store.ping()
    await sql(postgres, "postgres", read_only.format(tables, "off"))
    await until_it_works(store.ping, 15)


async def test_without_the_driver_one_line_says_how_to_install_it(postgres_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "sys.modules['psycopg'] = None\n"
        "from bot.storage import StorageError, open_store\n"
        "from bot.storage.opening import AddressError, check_address\n"
        "for ask in (lambda: asyncio.run(open_store(sys.argv[1])),\n"
        "            lambda: check_address(sys.argv[1])):\n"
        "    try:\n"
        "        ask()\n"
        "    except (StorageError, AddressError) as error:\n"
        "        print(error)\n"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, postgres_url), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    lines = said.decode().splitlines()
    assert len(lines) == 2
    assert all("make run EXTRAS=postgresql" in line for line in lines)


async def test_the_driver_is_not_loaded_for_sqlite() -> None:
    program = (
        "import sys, bot.storage\n"
        "from bot.storage.opening import check_address\n"
        "check_address('sqlite:///x.db')\n"
        "print('psycopg' in sys.modules)\n"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert said == b"False\n"
