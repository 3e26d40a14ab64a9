"""Behind PgBouncer: transaction mode simply works, and nothing of the bot stays in the pool."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import Handled, NewUpdate, Sent, StorageError, Store, open_store
from tests.unit.storage.pooler import MISSING, Pooler, pooling, program
from tests.unit.storage.replicas import TINY, replicas
from tests.unit.telegram.waiting import until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(program() is None, reason=MISSING),
]
BOT = 7
CHATS, EACH = 12, 10


@pytest.fixture(scope="module", params=["transaction", "session"])
def pooler(request: pytest.FixtureRequest, postgres: PostgresServer) -> Iterator[Pooler]:
    with pooling(postgres, request.param) as pooler:
        yield pooler


@pytest.fixture
def url(pooler: Pooler, tables: str, postgres_url: str) -> str:
    """The address of an empty database behind the pooler."""
    assert postgres_url
    return pooler.url(tables)


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


async def converse(store: Store, chat: int) -> None:
    for number in range(EACH):
        await store.append(BOT, [NewUpdate(number * 1000 + chat, chat, chat, str(number))])
        update = await store.next_update(BOT, chat)
        assert update is not None
        before = "" if update.session is None else update.session.state
        state = f"{before} {update.payload}"
        await store.commit(Handled(update, state=state, messages=(update.payload,)))
        message = await store.next_message(BOT, chat)
        assert message is not None
        assert message.payload == str(number)
        await store.note_sent(message, Sent(message=number + 1, trace='{"m": 1}', owned=True))


async def test_two_stores_work_side_by_side(url: str) -> None:
    stores = await asyncio.gather(open_store(url), open_store(url))
    await asyncio.gather(*(converse(stores[chat % 2], chat) for chat in range(CHATS)))
    backlog = await stores[0].backlog(BOT)
    assert (backlog.updates, backlog.messages) == (0, 0)
    await asyncio.gather(*(store.forget_person(BOT, chat) for store in stores for chat in (1, 2)))
    await asyncio.gather(*(store.close() for store in stores))


async def test_nothing_that_the_bot_sets_or_locks_is_left_to_others_of_the_pool(
    url: str, postgres: PostgresServer, tables: str
) -> None:
    store = await open_store(url)
    await asyncio.gather(*(converse(store, chat) for chat in range(CHATS)))
    await store.append(BOT, [NewUpdate(9_999_999, 1, 1, "waits")])
    assert await store.next_update(BOT, 1) is not None
    sql = postgres.run_sql
    held = "SELECT count(*) FROM pg_locks WHERE locktype IN ('advisory', 'tuple', 'relation')"
    of_others = f"{held} AND pid <> pg_backend_pid() AND database <> 0"
    for _ in range(50):
        locks = await asyncio.to_thread(sql, of_others, database=tables)
        if locks == [(0,)]:
            break
        await asyncio.sleep(0.02)  # a pulse, or a look at what is to be cleared
    assert locks == [(0,)]
    await store.close()
    await others_find_the_pool_clean(url)
    assert await asyncio.to_thread(sql, "SELECT count(*) FROM replica", database=tables) == [(0,)]


async def others_find_the_pool_clean(url: str) -> None:
    """As another program would that is given a connection which the bot has used."""
    psycopg = pytest.importorskip("psycopg")
    for _ in range(3):
        other = await psycopg.AsyncConnection.connect(url, autocommit=True, prepare_threshold=None)
        found = await other.execute(
            "SELECT current_setting('synchronous_commit'), current_setting('statement_timeout'), "
            "current_setting('lock_timeout'), current_setting('enable_seqscan'), "
            "current_setting('plan_cache_mode'), (SELECT count(*) FROM pg_prepared_statements)"
        )
        assert await found.fetchone() == ("on", "0", "0", "on", "auto", 0)
        await other.close()


async def test_replicas_answer_everything_once_and_in_order_also_when_one_is_ended(
    telegram: LocalTelegram, url: str, tmp_path: Path
) -> None:
    chats = [telegram.private_chat(telegram.person()) for _ in range(CHATS)]
    async with replicas(telegram, url, tmp_path, number=2, program=TINY) as (one, other):
        for number in range(EACH):
            for chat in chats:
                await chat.send(f"message {number}")
        await until(lambda: len(telegram.calls_of("sendMessage")) >= CHATS * EACH // 3)
        assert await one.terminate() == 0
        wanted = [f"{number + 1}: message {number}" for number in range(EACH)]
        await until(lambda: all(wanted[-1] in texts(chat) for chat in chats))
        assert other.taken
    for chat in chats:
        assert texts(chat) == wanted
    assert "ERROR" not in one.log.read_text() + other.log.read_text()


def texts(chat: PrivateChat) -> list[str]:
    return [reply.text for reply in chat.replies]


async def test_statement_mode_is_refused_in_one_line_that_says_why(
    postgres: PostgresServer, tables: str
) -> None:
    with (
        pooling(postgres, "statement") as pooler,
        pytest.raises(StorageError, match=r"pooler in statement mode.*pool_mode") as caught,
    ):
        await open_store(pooler.url(tables))
    assert "\n" not in str(caught.value)
