"""While no process dies nothing comes twice, whatever happens to the PostgreSQL server."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.postgres_server import PostgresServer
from tests.reliability.chats import Crowd, first_odd
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.unit.storage.replicas import TINY, replicas
from tests.unit.storage.wire import Wire
from tests.unit.telegram.waiting import until

ROUNDS = of_piece(short=1, long=5)
CHATS = 12
# Longer than a statement of the bot's waits for a lock.
LOCKED_SECONDS = 7.0
PATIENCE_SECONDS = 60.0


@dataclass
class Place:
    """A server of the test's own, a database on it, and two ways to it."""

    server: PostgresServer
    database: str
    one_way: Wire
    other_way: Wire
    chance: random.Random

    @property
    def url(self) -> str:
        """The address with both ways, one of them after the other."""
        ports = f"{self.one_way.port},127.0.0.1:{self.other_way.port}"
        return (
            f"postgresql://postgres@127.0.0.1:{ports}/{self.database}"
            "?sslmode=disable&gssencmode=disable"
        )

    async def sql(self, *statements: str) -> None:
        await asyncio.to_thread(self.server.run_sql, *statements, database=self.database)


@pytest.fixture
async def place(own_postgres: PostgresServer) -> AsyncIterator[Place]:
    async with AsyncExitStack() as stack:
        socket = own_postgres.folder / ".s.PGSQL.5432"
        ways = [await stack.enter_async_context(Wire(socket).listening()) for _ in range(2)]
        yield Place(own_postgres, own_postgres.new_database(), *ways, random.Random(seed(23)))


async def lock_the_outbox(place: Place) -> None:
    await lock(place, "outbox")


async def lock_the_inbox(place: Place) -> None:
    await lock(place, "inbox")


async def lock_the_sessions(place: Place) -> None:
    await lock(place, "session")


async def lock_the_pulse(place: Place) -> None:
    await lock(place, "replica")


async def lock(place: Place, table: str) -> None:
    await place.sql(
        f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; "
        f"SELECT pg_sleep({LOCKED_SECONDS}); COMMIT"
    )


async def restart_the_server(place: Place) -> None:
    await asyncio.to_thread(place.server.stop)
    await asyncio.to_thread(place.server.start)


async def leave_the_server_away(place: Place) -> None:
    await asyncio.to_thread(place.server.stop)
    await asyncio.sleep(LOCKED_SECONDS)
    await asyncio.to_thread(place.server.start)


async def end_all_connections(place: Place) -> None:
    for _ in range(10):
        await asyncio.to_thread(place.server.cut, place.database)
        await asyncio.sleep(place.chance.random() / 4)


async def lose_one_way(place: Place) -> None:
    """The first host is gone: what was under way is lost, and the second one is used."""
    place.one_way.end()
    await asyncio.sleep(2)


async def rewrite_the_tables(place: Place) -> None:
    for _ in range(5):
        await place.sql("VACUUM FULL inbox", "VACUUM FULL outbox", "VACUUM FULL session")


@pytest.mark.postgres
@pytest.mark.parametrize(
    "fault",
    of_length(
        short=[lock_the_outbox, restart_the_server, lose_one_way],
        long=[
            lock_the_outbox,
            lock_the_inbox,
            lock_the_sessions,
            lock_the_pulse,
            restart_the_server,
            leave_the_server_away,
            end_all_connections,
            lose_one_way,
            rewrite_the_tables,
        ],
    ),
)
async def test_nothing_is_lost_and_nothing_comes_twice_while_no_process_dies(
    telegram: LocalTelegram,
    place: Place,
    fault: Callable[[Place], Awaitable[None]],
    tmp_path: Path,
    tell: Tell,
) -> None:
    crowd = Crowd(telegram, [telegram.private_chat(telegram.person()) for _ in range(CHATS)])
    async with replicas(telegram, place.url, tmp_path, number=2, program=TINY) as running:
        await crowd.send(2)
        for _ in range(ROUNDS):
            trouble = asyncio.create_task(fault(place))
            while not trouble.done():
                await crowd.send(1)
                # Nobody is answered for long who writes more than once a second.
                await asyncio.sleep(0.5 + place.chance.random())
            await trouble
            await crowd.send(1)
        await until(lambda: crowd.answered, PATIENCE_SECONDS)
        assert all(replica.process.returncode is None for replica in running)
        assert all(replica.taken for replica in running)
    expected = [f"{number + 1}: message {number}" for number in range(crowd.sent)]
    twice = 0
    for chat in crowd.chats:
        texts = [reply.text for reply in chat.replies]
        runs = [(text, len(list(same))) for text, same in groupby(texts)]
        assert [text for text, _ in runs] == expected, f"{chat.id}: {first_odd(texts)}"
        twice += sum(times - 1 for _, times in runs)
    tell(f"{fault.__name__}: {CHATS * crowd.sent} messages, 0 lost, {twice} replies came twice")
    logs = await asyncio.to_thread(logs_in, tmp_path)
    assert twice == 0, logs
    assert "Traceback" not in logs


def logs_in(folder: Path) -> str:
    return "".join(each.read_text() for each in sorted(folder.glob("log-*")))
