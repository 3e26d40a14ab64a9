"""What a message costs on the wire, and in commits and flushes, so that it cannot creep back."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.preview.kit.postgres_server import PostgresServer, binaries
from bot.storage import Handled, NewUpdate, Sent, Store, open_store
from tests.unit.storage.wire import Counts, Wire

pytestmark = pytest.mark.postgres
BOT = 7
MESSAGES = 60
CHATS, EACH = 100, 6


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of these tests' own, which flushes its log as it does in earnest."""
    programs = binaries()
    assert programs is not None
    server = PostgresServer(programs, {"fsync": "on"})
    try:
        server.create()
        yield server
    finally:
        server.remove()


@pytest.fixture
async def wire(server: PostgresServer) -> AsyncIterator[Wire]:
    async with Wire(server.folder / ".s.PGSQL.5432").listening() as wire:
        yield wire


async def converse(store: Store, chat: int, messages: int, *, at_once: bool) -> None:
    """Write, get the answer, and write again: at once, or after it was noted as sent."""
    noting: list[asyncio.Task[bool]] = []
    for number in range(messages):
        update_id = number * 1_000_000 + chat
        assert await store.append(BOT, [NewUpdate(update_id, chat, chat, "question")]) == 1
        update = await store.next_update(BOT, chat)
        assert update is not None
        await store.commit(Handled(update, state='{"v": 1}', locale="en", messages=("answer",)))
        message = await store.next_message(BOT, chat)
        assert message is not None
        sent = Sent(message=number + 1, trace='{"m": 1}')
        noting.append(asyncio.create_task(store.note_sent(message, sent)))
        if at_once:
            await asyncio.sleep(0)
        else:
            await noting[-1]
    await asyncio.gather(*noting)


async def cost(
    server: PostgresServer, wire: Wire, chats: int, messages: int, *, at_once: bool
) -> tuple[float, float, float, float]:
    """Return statements, round trips, transactions and flushes of the log for each message."""
    database = server.new_database()
    store = await open_store(wire.url(database))
    # The first ones open connections and plan statements.
    await asyncio.gather(*(converse(store, 1000 + chat, 6, at_once=True) for chat in range(chats)))
    await store.close()
    seen = []
    for number in (0, messages):
        before = await asyncio.to_thread(counted, server, database)
        store = await open_store(wire.url(database))
        await converse(store, 999 - bool(number), 1, at_once=False)
        wire.seen = Counts()
        await asyncio.gather(
            *(converse(store, chat, number, at_once=at_once) for chat in range(1, chats + 1))
        )
        on_the_wire = (wire.seen.statements, wire.seen.round_trips)
        # The server counts a connection's transactions when that is closed.
        await store.close()
        after = await asyncio.to_thread(counted, server, database)
        seen.append((*on_the_wire, after[0] - before[0], after[1] - before[1]))
    without, with_messages = seen
    statements, round_trips, transactions, flushes = (
        (now - then) / (chats * messages) for then, now in zip(without, with_messages, strict=True)
    )
    return statements, round_trips, transactions, flushes


def counted(server: PostgresServer, database: str) -> tuple[int, int]:
    """Return the transactions of a database, and the flushes of the whole server, so far."""
    found = server.run_sql(
        "SELECT xact_commit, (SELECT wal_sync FROM pg_stat_wal) FROM pg_stat_database "
        "WHERE datname = current_database()",
        database=database,
    )
    transactions, flushes = found[0]
    return transactions, flushes


async def test_one_message_at_a_time_takes_few_round_trips_transactions_and_flushes(
    server: PostgresServer, wire: Wire
) -> None:
    statements, round_trips, transactions, flushes = await cost(
        server, wire, 1, MESSAGES, at_once=True
    )
    # A pulse a second is counted too.
    assert statements <= 14
    assert round_trips <= 2.2
    assert transactions <= 2.2
    assert flushes <= 1.5


async def test_a_message_that_is_noted_before_the_next_one_comes_takes_one_more(
    server: PostgresServer, wire: Wire
) -> None:
    statements, round_trips, transactions, flushes = await cost(
        server, wire, 1, MESSAGES, at_once=False
    )
    assert statements <= 16
    assert round_trips <= 3.2
    assert transactions <= 3.2
    assert flushes <= 1.5


async def test_under_load_messages_share_round_trips_and_commits(
    server: PostgresServer, wire: Wire
) -> None:
    statements, round_trips, transactions, flushes = await cost(
        server, wire, CHATS, EACH, at_once=True
    )
    assert statements <= 2
    assert round_trips <= 0.3
    assert transactions <= 0.3
    assert flushes <= 0.3


async def test_an_answer_that_meets_the_note_of_the_one_before_comes_along(
    server: PostgresServer, wire: Wire
) -> None:
    store = await open_store(wire.url(server.new_database()))
    asked = 0
    noting: asyncio.Task[bool] | None = None
    for number in range(1, 31):
        assert await store.append(BOT, [NewUpdate(number, 5, 5, "question")]) == 1
        update = await store.next_update(BOT, 5)
        assert update is not None
        handled = Handled(update, state='{"v": 1}', locale="en", messages=(f"answer {number}",))
        await store.commit(handled)
        if noting is not None:
            await noting
        before = wire.seen.statements
        message = await store.next_message(BOT, 5)
        asked += wire.seen.statements - before
        assert message is not None
        assert message.payload == f"answer {number}"
        noting = asyncio.create_task(store.note_sent(message, Sent(message=number)))
        await asyncio.sleep(0)
    await store.close()
    # A pulse may fall into it.
    assert asked <= 10
