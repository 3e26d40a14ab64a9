"""A few connections for the short transactions, made anew where they are lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psycopg
from psycopg import AsyncConnection, AsyncCursor
from psycopg_pool import AsyncConnectionPool

from bot.storage.address import PostgresAddress
from bot.storage.postgres.connecting import BEGIN, SETTINGS, connect, parameters, set_up
from bot.storage.postgres.faults import is_collision, is_passing, storage_error
from bot.storage.postgres.schema import migrate
from bot.storage.store import StorageError

Result = TypeVar("Result")
Connection = AsyncConnection[Any]

# With the pulse's own, nine connections a replica: ten replicas fit into PostgreSQL's usual 100.
MOST_CONNECTIONS = 8
_WAIT_SECONDS = 2.0
_TRIES = 4
# A bot started together with its server waits a little for it; signals end it within five seconds.
PATIENCE_SECONDS = 4.0
_PAUSE_SECONDS = 0.2

logger = logging.getLogger(__name__)


class Transactions:
    """Runs short jobs, each as a transaction on a connection of its own."""

    def __init__(self, address: PostgresAddress, pool: "AsyncConnectionPool[Connection]") -> None:
        self._address = address
        self._pool = pool
        self._checking: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, address: PostgresAddress) -> "Transactions":
        """Bring the schema up to date, and be ready for jobs.

        Raises:
            StorageError: the database cannot be used.
        """
        try:
            first = await _first_connection(address)
            try:
                await migrate(first, address)
            finally:
                await first.close()
        except psycopg.Error as error:
            raise storage_error(error, address) from None
        pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            kwargs={"autocommit": True, **parameters(address)},
            min_size=1,
            max_size=MOST_CONNECTIONS,
            configure=set_up,
            open=False,
            timeout=_WAIT_SECONDS,
            # The pool doubles its pauses for so long and then begins anew: never minutes apart.
            reconnect_timeout=5.0,
            name="storage",
        )
        await pool.open()
        return cls(address, pool)

    async def run(
        self, job: Callable[[Connection], Awaitable[Result]], *, pipelined: bool = False
    ) -> Result:
        """Return what the job returns, once it is committed.

        Args:
            job: what is done.
            pipelined: the server's answers are waited for only where the job fetches rows. How many
                rows a statement changed is known only after the next such fetch.

        Raises:
            StorageError: the database cannot be used. Nothing was written, with the exception that
                every server has: where the connection is lost just while a commit is confirmed.
                Every job can be done again, or finds that it was done.
            Exception: whatever the job itself raises; it left no trace.
        """

        async def transaction(connection: Connection) -> Result:
            async with connection.pipeline():
                await connection.execute(BEGIN)
                await connection.execute(SETTINGS)
                if pipelined:
                    result = await job(connection)
                    await connection.execute("COMMIT")
            if not pipelined:
                result = await job(connection)
                await connection.execute("COMMIT")
            return result

        return await self.on_connection(transaction)

    async def read(
        self, ask: Callable[[Connection], Awaitable["AsyncCursor[Any]"]]
    ) -> list[tuple[Any, ...]]:
        """Return the rows that one statement finds, in one round trip. Raises as `run` does."""

        async def transaction(connection: Connection) -> list[tuple[Any, ...]]:
            async with connection.pipeline():
                await connection.execute(BEGIN)
                await connection.execute(SETTINGS)
                found = await ask(connection)
                await connection.execute("COMMIT")
            return await found.fetchall()

        return await self.on_connection(transaction)

    async def on_connection(self, work: Callable[[Connection], Awaitable[Result]]) -> Result:
        """Return what `work` returns, which begins and ends its transaction itself.

        Raises as `run` does.
        """
        for tries_left in reversed(range(_TRIES)):
            if self._closed:
                raise StorageError(f"the database {self._address.name} is closed")
            try:
                async with self._pool.connection() as connection:
                    try:
                        return await work(connection)
                    finally:
                        if connection.broken:
                            self._check_the_others()
            except psycopg.Error as error:
                if not is_collision(error) or not tries_left:
                    raise storage_error(error, self._address) from None
        raise AssertionError("the last try returns or raises")

    def told(self, error: Exception) -> Exception:
        """Return an error as whoever asked is to be told of it."""
        return storage_error(error, self._address) if isinstance(error, psycopg.Error) else error

    async def close(self) -> None:
        """Close the connections; what runs ends first."""
        self._closed = True
        if self._checking is not None:
            self._checking.cancel()
            await asyncio.gather(self._checking, return_exceptions=True)
        await self._pool.close(timeout=1.0)

    def _check_the_others(self) -> None:
        """Check the other connections where one is lost, before they are needed."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(self._pool.check(), name="checking connections")


async def _first_connection(address: PostgresAddress) -> Connection:
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE_SECONDS
    waiting = False
    while True:
        try:
            return await connect(address)
        except psycopg.OperationalError as error:
            if loop.time() >= until or not is_passing(error):
                raise
            if not waiting:
                logger.info("%s; waiting for it", storage_error(error, address))
                waiting = True
        await asyncio.sleep(_PAUSE_SECONDS)
