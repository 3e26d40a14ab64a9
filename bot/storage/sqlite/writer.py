"""The one thread that uses the connection. Jobs that come in together share a transaction."""

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.storage.sqlite.clearing import Clearing
from bot.storage.sqlite.faults import is_corrupt, storage_error
from bot.storage.sqlite.identity import FileIdentity
from bot.storage.sqlite.remains import Whose
from bot.storage.sqlite.schema import replace_damaged
from bot.storage.store import StorageError

Result = TypeVar("Result")
Job = Callable[[sqlite3.Connection], Result]

_MOST_AT_ONCE = 64
# Errors of one job's own making: the others of its batch are done again without it.
_OWN_FAULT = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError)

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Asked:
    job: Job[Any]
    answer: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None


class Writer:
    """Runs jobs on the database, in the order they were asked for, all on one thread."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Begin to work on an open database."""
        self._path = path
        self._connection = connection
        self._identity = FileIdentity(path)
        self._loop = asyncio.get_running_loop()
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._closed = False
        self._clearing = Clearing(path, self._connection)
        self._thread = threading.Thread(target=self._work, name="storage", daemon=True)
        self._thread.start()

    async def run(self, job: Job[Result]) -> Result:
        """Return what the job returns, once it is on the disk.

        Raises:
            StorageError: the database cannot be used, or is closed; the job left no trace.
            Exception: whatever the job itself raises; it left no trace.
        """
        if self._closed:
            raise StorageError(f"the database {self._path} is closed")
        answer: asyncio.Future[Result] = self._loop.create_future()
        self._asked.put(_Asked(job, answer))
        return await answer

    def forget(self, connection: sqlite3.Connection, whose: Whose, now: float) -> None:
        """See that what is about to be deleted goes from all files too.

        For jobs to call, on the thread, before they delete.
        """
        self._clearing.seek(connection, whose, now)

    async def close(self) -> None:
        """Finish the jobs that were asked for, then close the database."""
        if not self._closed:
            self._closed = True
            self._asked.put(None)
            await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        more = True
        while more:
            try:
                first = self._asked.get(timeout=self._clearing.patience)
            except queue.Empty:
                self._clearing.go_on(self._connection, idle=True)
                continue
            if first is None:
                break
            batch = [first]
            while len(batch) < _MOST_AT_ONCE and not self._asked.empty():
                following = self._asked.get()
                if following is None:
                    more = False
                    break
                batch.append(following)
            self._run_batch(batch)
            self._clearing.go_on(self._connection, idle=False)
            self._deliver(batch)
        self._connection.close()
        self._clearing.close()

    def _run_batch(self, batch: list[_Asked]) -> None:
        unusable = self._unusable_file()
        if unusable is None:
            self._run_together(batch)
        else:
            for asked in batch:
                asked.error = unusable

    def _run_together(self, batch: list[_Asked]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for asked in batch:
                self._run_one(asked, alone=len(batch) == 1)
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            if isinstance(error, _OWN_FAULT) and len(batch) > 1:
                for asked in batch:
                    self._run_together([asked])
                return
            told = storage_error(error, self._path)
            for asked in batch:
                asked.error = told
            if is_corrupt(error):
                self._begin_anew()
        else:
            self._clearing.note_writing()

    def _unusable_file(self) -> StorageError | None:
        """Return why nothing that is written would be kept; an emptied file is begun anew."""
        try:
            if self._identity.is_emptied():
                self._begin_anew()
        except StorageError as error:
            return error
        return None

    def _run_one(self, asked: _Asked, *, alone: bool) -> None:
        """Do one job; when it fails for a reason of its own, the others of the batch stay."""
        if not alone:
            self._connection.execute("SAVEPOINT job")
        try:
            asked.result = asked.job(self._connection)
            asked.error = None
        except sqlite3.Error:
            raise
        except Exception as error:  # handed to whoever asked; the thread goes on
            logger.debug("a job on the database failed", exc_info=True)
            asked.error = error
            self._connection.execute("ROLLBACK" if alone else "ROLLBACK TO job")
        if not alone:
            self._connection.execute("RELEASE job")

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:  # already rolled back by SQLite itself, as it does on a full disk
            return

    def _begin_anew(self) -> None:
        self._connection.close()
        try:
            self._connection = replace_damaged(self._path)
            self._identity = FileIdentity(self._path)
        except StorageError:
            # Without a usable file every later job says so by itself.
            self._connection = sqlite3.connect(":memory:", check_same_thread=False)
            self._connection.close()

    def _deliver(self, batch: list[_Asked]) -> None:
        try:
            self._loop.call_soon_threadsafe(_settle, batch)
        except RuntimeError:  # the loop is gone, and with it everybody who waited
            return


def _settle(batch: list[_Asked]) -> None:
    for asked in batch:
        if asked.answer.done():
            continue
        if asked.error is None:
            asked.answer.set_result(asked.result)
        else:
            asked.answer.set_exception(asked.error)
