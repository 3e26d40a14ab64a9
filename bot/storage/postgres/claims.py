"""Which chats this replica works on just now: advisory locks, all held by one connection.

A claim is an advisory lock of the session, not of a transaction. A turn lasts as long as the
conversation, or as Telegram, takes; a transaction open for so long would hold one connection per
chat under way, keep the server from cleaning up, and block `/forget`, which deletes rows that the
turn has locked. Session locks need one connection for all chats together, and the server frees
them with it: a replica that is killed holds nothing back, and what it was about to do is still in
the database for the others.

No wake-up is lost between replicas. Whoever finds a chat claimed walks away, and may: the holder
looks once more after it has let go of the lock, and then sees whatever was written before.
"""

import asyncio
import contextlib
import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import AsyncConnection

from bot.storage.address import PostgresAddress
from bot.storage.postgres.connecting import connect
from bot.storage.postgres.faults import storage_error
from bot.storage.store import StorageError

Statement = tuple[LiteralString, Sequence[object]]
Row = tuple[Any, ...]

# Looking locks rows for an instant and writes nothing that matters: no need to wait for the disk.
_SETTINGS = "SET synchronous_commit = off"
# Whether the claim is held, for the statement that follows: one that looks has it among its
# conditions, and without the claim finds nothing and locks nothing. The two may not be one
# statement: it would see the rows as they were before the lock was taken, and be out of date.
_TAKE = "SELECT set_config('razmena.mine', pg_try_advisory_lock(%s)::text, false) = 'true'"
_KEEP = "SELECT set_config('razmena.mine', 'true', false) = 'true'"
_FREE = "SELECT pg_advisory_unlock(%s)"
_MOST_AT_ONCE = 64
_MOST_LOOKS = 5
_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 5.0


def lock_number(*parts: object) -> int:
    """Return the number of an advisory lock: the same in every process, of 64 bits with a sign."""
    named = "/".join(("razmena", *map(str, parts)))
    digest = hashlib.blake2b(named.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(slots=True)
class _Asked:
    key: int
    take: bool
    statement: Statement
    answer: "asyncio.Future[tuple[bool, Row | None]]"


class Claims:
    """Takes and frees claims. What is asked for at the same moment shares one round trip."""

    def __init__(self, address: PostgresAddress) -> None:
        self._address = address
        self._connection: AsyncConnection[Any] | None = None
        self._held: set[int] = set()
        self._asked: deque[_Asked] = deque()
        self._working: asyncio.Task[None] | None = None
        self._failures = 0
        self._not_before = 0.0
        self._last_error = StorageError(f"the database {address.name} is closed")
        self._closed = False

    async def take(self, key: int, look: Statement, more: Statement) -> Row | None:
        """Claim, and look what there is to do.

        Args:
            key: of the lock.
            look: the first thing to do, as a row; on condition of the setting `razmena.mine`.
            more: whether there is any, as a row with one truth value.

        Returns:
            The row of `look`, with the claim held until `free`. None when another replica has the
            claim, or there is nothing to do; then nothing is held.

        Raises:
            StorageError: the server cannot be reached; nothing is held.
        """
        for _ in range(_MOST_LOOKS):
            mine, row = await self._ask(key, look, take=True)
            if not mine:
                return None
            if row is not None:
                return row
            # Another replica that came with something new may have found this claim held.
            if not await self.free(key, more):
                return None
        return None

    async def free(self, key: int, more: Statement) -> bool:
        """Free a claim, if it is held. Returns whether to look again: there is more to do."""
        try:
            _, row = await self._ask(key, more, take=False)
        except StorageError:
            # What the claim was for is done all the same; looking again tells whether the server
            # is back, and the claim went with the connection.
            return True
        return bool(row and row[0])

    async def close(self) -> None:
        """Free every claim."""
        self._closed = True
        if self._working is not None:
            await asyncio.wait([self._working])
        await self._drop()

    async def _ask(self, key: int, statement: Statement, *, take: bool) -> tuple[bool, Row | None]:
        answer: asyncio.Future[tuple[bool, Row | None]] = asyncio.get_running_loop().create_future()
        self._asked.append(_Asked(key, take, statement, answer))
        if self._working is None or self._working.done():
            # A task of its own: who asked may be cancelled, and the claim must still be known.
            self._working = asyncio.create_task(self._work(), name="claims")
        return await answer

    async def _work(self) -> None:
        while self._asked:
            batch = [self._asked.popleft() for _ in range(min(_MOST_AT_ONCE, len(self._asked)))]
            try:
                results = await self._run(batch)
            except StorageError as error:
                _settle(batch, error)
            else:
                for asked, (mine, row) in zip(batch, results, strict=True):
                    if not asked.answer.done():
                        asked.answer.set_result((mine, row))

    async def _run(self, batch: list[_Asked]) -> list[tuple[bool, Row | None]]:
        connection = await self._connected()
        try:
            sent = []
            async with connection.pipeline():
                for asked in batch:
                    held = asked.key in self._held
                    lock = None
                    if asked.take and held:
                        lock = await connection.execute(_KEEP)
                    elif asked.take or held:
                        lock = await connection.execute(
                            _TAKE if asked.take else _FREE, (asked.key,)
                        )
                    sent.append((asked, lock, await connection.execute(*asked.statement)))
            return [
                (self._note(asked, await lock.fetchone() if lock else None), await found.fetchone())
                for asked, lock, found in sent
            ]
        except psycopg.Error as error:
            # Which locks were taken is not known any more; with the connection they all go.
            await self._drop()
            raise self._failed(error) from None

    def _note(self, asked: _Asked, locked: Row | None) -> bool:
        """Remember what became of a lock. Returns whether the claim is held."""
        if not asked.take:
            self._held.discard(asked.key)
            return False
        if locked == (True,):
            self._held.add(asked.key)
        return asked.key in self._held

    async def _connected(self) -> "AsyncConnection[Any]":
        if self._closed:
            raise StorageError(f"the database {self._address.name} is closed")
        if self._connection is None:
            if asyncio.get_running_loop().time() < self._not_before:
                raise self._last_error
            try:
                self._connection = await connect(self._address)
                await self._connection.execute(_SETTINGS)
            except psycopg.Error as error:
                await self._drop()
                raise self._failed(error) from None
            self._failures = 0
        return self._connection

    def _failed(self, error: psycopg.Error) -> StorageError:
        """Let some time pass before the next try, more each time."""
        pause = min(_FIRST_PAUSE_SECONDS * 2.0**self._failures, _LONGEST_PAUSE_SECONDS)
        self._failures = min(self._failures + 1, 10)
        self._not_before = asyncio.get_running_loop().time() + pause
        self._last_error = storage_error(error, self._address)
        return self._last_error

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is not None:
            with contextlib.suppress(psycopg.Error):  # it is lost already
                await connection.close()


def _settle(batch: list[_Asked], error: StorageError) -> None:
    for asked in batch:
        if not asked.answer.done():
            asked.answer.set_exception(StorageError(*error.args))
