"""Jobs that come together share a connection, a flight to the server and back, and a commit."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg

from bot.storage.postgres.batch import fly
from bot.storage.postgres.jobs import Job, NoteSent
from bot.storage.postgres.replicas import Replicas
from bot.storage.postgres.transactions import Connection, Transactions
from bot.storage.store import StorageError

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

_MOST_AT_ONCE = 64
# One flight at a time, so that the next one is full; beside one that is held up, others go on.
_HELD_UP_SECONDS = 0.05
_MOST_FLIGHTS = 4
# Nobody waits for a message to be noted as sent, so it waits for company. That a crash falls into
# this time, and the message goes out twice, is far less likely than while it is being sent.
_PATIENT_SECONDS = 0.01


# Errors of one job's own making: the others of its flight are done again without it. A text that
# is none fails before it is sent.
_OWN_FAULTS = (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError, ValueError)


class _OwnFaultError(Exception):
    """A job is to blame for what failed."""

    def __init__(self, told: Exception) -> None:
        super().__init__()
        self.told = told


@dataclass(slots=True)
class _Asked:
    job: Job[Any]
    answer: "asyncio.Future[Any]"


class Flights:
    """Gives jobs to flights, in the order in which they were asked for."""

    def __init__(self, transactions: Transactions, replicas: Replicas) -> None:
        self._transactions = transactions
        self._replicas = replicas
        self._asked: deque[_Asked] = deque()
        self._under_way: set[asyncio.Task[None]] = set()
        self._in_time = 0
        self._timer: asyncio.TimerHandle | None = None

    async def run(self, job: Job[Result]) -> Result:
        """Return the job's result, once it is committed.

        Raises:
            StorageError: the database cannot be used; the job left no trace.
            Exception: whatever the job itself raises; it left no trace.
        """
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._asked.append(_Asked(job, answer))
        self._go_on(patient=isinstance(job, NoteSent))
        return await answer

    async def close(self) -> None:
        """Finish what was asked for."""
        while self._asked or self._under_way:
            self._depart()
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)

    def _go_on(self, *, patient: bool) -> None:
        """See that what was asked for goes out soon."""
        if self._in_time or len(self._under_way) >= _MOST_FLIGHTS:
            return
        loop = asyncio.get_running_loop()
        due = loop.time() + (_PATIENT_SECONDS if patient else 0.0)
        if self._timer is not None:
            if self._timer.when() <= due:
                return
            self._timer.cancel()
        # Never at once: whoever else is asking in this turn of the loop joins.
        self._timer = loop.call_at(due, self._depart)

    def _depart(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._asked and len(self._under_way) < _MOST_FLIGHTS:
            flight = asyncio.create_task(self._fly(self._next()), name="flight")
            self._under_way.add(flight)
            flight.add_done_callback(self._under_way.discard)

    def _next(self) -> list[_Asked]:
        """Take jobs that do not get into each other's way."""
        batch: list[_Asked] = []
        left: list[_Asked] = []
        places = set()
        while self._asked and len(batch) < _MOST_AT_ONCE:
            asked = self._asked.popleft()
            place = asked.job.place
            if place is not None and place in places:
                left.append(asked)
                continue
            places.add(place)
            batch.append(asked)
        self._asked.extendleft(reversed(left))
        return batch

    async def _fly(self, batch: list[_Asked]) -> None:
        self._in_time += 1
        held_up = False

        def hold_up() -> None:
            nonlocal held_up
            held_up = True
            self._landed()

        watch = asyncio.get_running_loop().call_later(_HELD_UP_SECONDS, hold_up)
        try:
            await self._do(batch)
        finally:
            watch.cancel()
            if not held_up:
                self._landed()

    def _landed(self) -> None:
        self._in_time -= 1
        if self._asked:
            patient = all(isinstance(asked.job, NoteSent) for asked in self._asked)
            self._go_on(patient=patient)

    async def _do(self, batch: list[_Asked]) -> None:
        try:
            results = await self._results([asked.job for asked in batch])
        except _OwnFaultError as fault:
            if len(batch) > 1:
                # One of them is to blame; the others do not suffer for it.
                for asked in batch:
                    await self._do([asked])
                return
            results = [fault.told]
        except StorageError as error:
            results = [StorageError(*error.args) for _ in batch]
        except Exception as error:
            # Whoever asked must hear of it, or would wait for ever.
            logger.exception("a flight to the database failed")
            results = [error for _ in batch]
        for asked, result in zip(batch, results, strict=True):
            if asked.answer.done():
                continue
            if isinstance(result, Exception):
                asked.answer.set_exception(result)
            else:
                asked.answer.set_result(result)

    async def _results(self, jobs: list[Job[Any]]) -> list[Any]:
        """Return what a flight brings.

        Raises:
            _OwnFaultError: the jobs cannot be done, or one of them.
            StorageError: the database cannot be used.
        """
        number = self._replicas.number

        async def work(connection: Connection) -> list[Any]:
            try:
                good, results = await fly(connection, jobs, number)
            except _OWN_FAULTS as error:
                raise _OwnFaultError(self._transactions.told(error)) from error
            if not good:
                await self._replicas.enrol_again(number, connection)
            return results

        return await self._transactions.on_connection(work)
