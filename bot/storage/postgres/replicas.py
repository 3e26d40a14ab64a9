"""Which replicas run: each has a number, and a pulse in a row that the others watch.

A claim is the number of a replica in the row that it works on, and is good for as long as the
replica has its own row. So it needs no session of the server's, and holds through a lost
connection, behind a pooler, and while the server restarts. A replica that ends deletes its row. One
that was killed is noticed by the others: each measures with its own steady clock for how long it
has seen a pulse stand still. While nobody can reach the server nobody sees anything, and so nobody
is taken for dead.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

import psycopg

from bot.storage.address import PostgresAddress
from bot.storage.postgres.connecting import BEGIN, connect
from bot.storage.postgres.faults import storage_error
from bot.storage.postgres.transactions import Connection

PULSE_SECONDS = 1.0
# A pulse that stands still for so long is that of a dead replica.
DEAD_SECONDS = 5.0
# For so long after a pulse that went through no other replica can have missed it, with room to
# spare for what is begun then.
_SURE_SECONDS = 3.0
# Whoever looked away for longer than this begins to watch anew.
_GAP_SECONDS = 2.5
_ANSWER_SECONDS = 2.0
_CLOSE_SECONDS = 1.0
# A pulse that a crash of the server loses is missed by nobody: no need to wait for the disk.
_SETTINGS = """
SELECT set_config('lock_timeout', '1s', true), set_config('statement_timeout', '2s', true),
       set_config('synchronous_commit', 'off', true)
"""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Watched:
    pulse: int
    since: float


class Replicas:
    """Keeps this replica's row alive and deletes those of dead ones."""

    def __init__(self, address: PostgresAddress, number: int) -> None:
        self._address = address
        self.number = number
        self._connection: Connection | None = None
        self._watched: dict[int, _Watched] = {}
        self._seen_at = float("-inf")
        self._beaten_at = float("-inf")
        self._enrolling = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def enrol(cls, address: PostgresAddress) -> "Replicas":
        """Take a number, and keep it.

        Raises:
            psycopg.Error: the database cannot be used.
        """
        connection = await connect(address)
        begun = asyncio.get_running_loop().time()
        try:
            found = await connection.execute("INSERT INTO replica DEFAULT VALUES RETURNING id")
            (number,) = await found.fetchone() or (0,)
        except BaseException:
            await connection.close()
            raise
        replicas = cls(address, number)
        replicas._connection, replicas._beaten_at = connection, begun
        replicas._task = asyncio.create_task(replicas._run(), name="pulse")
        return replicas

    def sure_number(self) -> int | None:
        """Return this replica's number; None where others may take it for dead before long."""
        now = asyncio.get_running_loop().time()
        return self.number if now - self._beaten_at < _SURE_SECONDS else None

    async def enrol_again(self, lost: int, connection: Connection) -> None:
        """Take a new number where the others took this replica for dead.

        Args:
            lost: the number that is no good any more; another call may have changed it already.
            connection: the database, outside a transaction.
        """
        async with self._enrolling:
            if self.number != lost:
                return
            found = await connection.execute("INSERT INTO replica DEFAULT VALUES RETURNING id")
            (self.number,) = await found.fetchone() or (lost,)
        logger.warning(
            "other replicas had not heard of this one for %g s; what it worked on is theirs",
            DEAD_SECONDS,
        )

    async def close(self) -> None:
        """Free every claim."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                connection = self._connection or await connect(self._address)
                self._connection = connection
                await connection.execute("DELETE FROM replica WHERE id = %s", (self.number,))
        except (psycopg.Error, TimeoutError):
            logger.info("the server is away: other replicas go on in %g s", DEAD_SECONDS)
        await self._drop()

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    await self._beat()
            except (psycopg.Error, TimeoutError) as error:
                if isinstance(error, psycopg.Error):
                    logger.debug("no pulse: %s", storage_error(error, self._address))
                await self._drop()
            except Exception:
                # Without a pulse the others would take over what goes on here.
                logger.exception("a fault of the pulse; it goes on")
                await self._drop()
            await asyncio.sleep(PULSE_SECONDS)

    async def _beat(self) -> None:
        if self._connection is None:
            self._connection = await connect(self._address)
        connection, number = self._connection, self.number
        begun = asyncio.get_running_loop().time()
        async with connection.pipeline():
            await connection.execute(BEGIN)
            await connection.execute(_SETTINGS)
            beaten = await connection.execute(
                "UPDATE replica SET pulse = pulse + 1 WHERE id = %s", (number,)
            )
            found = await connection.execute("SELECT id, pulse FROM replica")
            await connection.execute("COMMIT")
        if beaten.rowcount == 0:
            await self.enrol_again(number, connection)
        self._beaten_at = begun
        for dead, pulse in self._watch(dict(await found.fetchall())):
            # One transaction frees all it had; somebody else may be quicker, or it beats again.
            gone = await connection.execute(
                "DELETE FROM replica WHERE id = %s AND pulse = %s", (dead, pulse)
            )
            if gone.rowcount:
                logger.info("replica %d is gone; what it worked on goes on here", dead)

    def _watch(self, pulses: dict[int, int]) -> list[tuple[int, int]]:
        """Return which replicas have no pulse any more."""
        now = asyncio.get_running_loop().time()
        if now - self._seen_at > _GAP_SECONDS:
            self._watched.clear()
        self._seen_at = now
        for number in self._watched.keys() - pulses.keys():
            del self._watched[number]
        dead = []
        for number, pulse in pulses.items():
            watched = self._watched.get(number)
            if number == self.number or watched is None or watched.pulse != pulse:
                self._watched[number] = _Watched(pulse, now)
            elif now - watched.since > DEAD_SECONDS:
                dead.append((number, pulse))
        return dead

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):  # it is lost already
                await connection.close()
