"""Vacuuming away what was forgotten, and making sure that nobody's old snapshot kept it.

A deleted row stays in its page until a vacuum comes that no open transaction stops. The table
`clearing` holds the numbers of the transactions that deleted, and nothing of whom; any replica goes
on from it, also after a restart. Free space in pages, the WAL, archives and backups are out of
reach: docs/operations.md says what to do.
"""

import asyncio
import logging
import time

import psycopg

from bot.storage.address import PostgresAddress
from bot.storage.postgres.connecting import connect
from bot.storage.postgres.transactions import Connection

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 60.0
# A quarter of an hour of tries; then the operator is told, and it goes on once a minute.
_TELL_AFTER_SECONDS = 900.0
_STOP_SECONDS = 0.2
_TABLES = (
    "inbox, session, outbox, button_owner, office_talk, office_copy, entry_draft, reminder, "
    "subscription, recipient"
)
# What may still see a row deleted by a transaction: those that ran then, snapshots that are as old,
# in this database or of a standby, replication slots, and prepared transactions. A backend of
# which this role may see nothing counts too.
_HELD = """
SELECT pg_snapshot_xmin(pg_current_snapshot()) <= %(last)s::xid8 OR EXISTS (
    SELECT 1 FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
    AND (query = '<insufficient privilege>' OR age(backend_xmin) >= age(%(last)s::xid8::xid))
    UNION ALL SELECT 1 FROM pg_replication_slots WHERE age(xmin) >= age(%(last)s::xid8::xid)
    UNION ALL SELECT 1 FROM pg_prepared_xacts
    WHERE database = current_database() AND age(transaction) >= age(%(last)s::xid8::xid)
)
"""

logger = logging.getLogger(__name__)


async def note(connection: Connection, now: float) -> None:
    """Note, in the transaction that deletes, that its rows are to be vacuumed away."""
    await connection.execute(
        "INSERT INTO clearing (since) VALUES (%s) ON CONFLICT DO NOTHING", (now,)
    )


class Vacuuming:
    """Sees to it, beside everything else, that forgotten rows go."""

    def __init__(self, address: PostgresAddress) -> None:
        self._address = address
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin; what an earlier run left is gone on with."""
        self._wanted.set()
        self._task = asyncio.create_task(self._run(), name="clearing")

    def wake(self) -> None:
        """Hear that something was forgotten."""
        self._wanted.set()

    async def stop(self) -> None:
        """End; what is not done is done after the next start, or by another replica."""
        self._stopping = True
        while self._task is not None and not self._task.done():
            # A statement that is cancelled may end in the driver's own error instead.
            self._task.cancel()
            await asyncio.wait([self._task], timeout=_STOP_SECONDS)

    async def _run(self) -> None:
        while not self._stopping:
            # Once a minute also for a replica that was killed before it was done.
            try:
                async with asyncio.timeout(_LONGEST_PAUSE_SECONDS):
                    await self._wanted.wait()
            except TimeoutError:
                logger.debug("looking whether another replica left something to clear")
            self._wanted.clear()
            await self._until_clear()

    async def _until_clear(self) -> None:
        began, told, pause = time.monotonic(), False, _FIRST_PAUSE_SECONDS
        while not self._stopping and not await self._try():
            if not told and time.monotonic() - began > _TELL_AFTER_SECONDS:
                told = True
                logger.error(
                    "what was forgotten may still stand in tables of the database %s: end old "
                    "transactions of other programs, and look for replication slots and prepared "
                    "transactions that nobody uses",
                    self._address.name,
                )
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _try(self) -> bool:
        try:
            connection = await connect(self._address)
            try:
                return await self._clear(connection)
            finally:
                await connection.close()
        except psycopg.Error as error:
            logger.debug("what was forgotten cannot be vacuumed now: %s", type(error).__name__)
            return False

    async def _clear(self, connection: Connection) -> bool:
        """Vacuum what can be vacuumed. Returns whether nothing is left to do here."""
        found = await connection.execute("SELECT max(deleted_by)::text FROM clearing")
        (last,) = await found.fetchone() or (None,)
        if last is None:
            return True
        found = await connection.execute(_HELD, {"last": last})
        if await found.fetchone() != (False,):
            return False
        # Every page, also one that somebody reads just now.
        await connection.execute(f"VACUUM (DISABLE_PAGE_SKIPPING) {_TABLES}".encode())
        await connection.execute("DELETE FROM clearing WHERE deleted_by <= %s::xid8", (last,))
        logger.info(
            "what was forgotten is vacuumed from the tables of the database %s", self._address.name
        )
        return True
