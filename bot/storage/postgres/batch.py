"""One flight: the statements of many jobs, sent together and committed together.

In every flight the order is the same, and so is that of the rows within a statement: sessions are
locked, updates come in, outcomes and messages are noted, and what is looked for comes last, which
never waits. So two replicas wait for each other but never each for the other.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, LiteralString

from psycopg import AsyncCursor

from bot.storage.postgres import inbox, outbox, outcomes
from bot.storage.postgres.connecting import BEGIN, SET_UP
from bot.storage.postgres.jobs import (
    Append,
    BusyError,
    Commit,
    Job,
    NextAfter,
    NoteSent,
    Postpone,
    TakeMessage,
    TakeUpdate,
)
from bot.storage.postgres.transactions import Connection
from bot.storage.records import Address, WaitingMessage, WaitingUpdate

# An acknowledged update must have reached the disk; all else follows from it, and what a crash of
# the server itself takes of the last instants is done again from there.
# Plans are made once for all, by the indices that the statements were written for: planning anew
# for each flight costs more than the flight, and tables that were empty then are not for long.
_SET_UP: LiteralString = SET_UP.format(
    more="""
, CASE WHEN %(hasty)s THEN set_config('synchronous_commit', 'off', true) END,
       set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
       EXISTS (SELECT 1 FROM replica WHERE id = %(me)s)
"""
)


_Send = Callable[[Connection, Any, int], Awaitable[Sequence[AsyncCursor[Any]]]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What is sent for all jobs of a kind, and how their results are read from the rows."""

    kind: type[Job[Any]]
    send: _Send
    read: Callable[..., Sequence[Any]]


_PARTS = (
    _Part(Append, inbox.append, inbox.appended),
    _Part(Commit, outcomes.write, outcomes.written),
    _Part(NoteSent, outbox.note, outbox.noted),
    _Part(Postpone, outbox.postpone, outbox.postponed),
    _Part(TakeUpdate, inbox.take, inbox.taken),
    _Part(TakeMessage, outbox.take, outbox.taken),
    _Part(NextAfter, inbox.next_after, inbox.following),
)


async def fly(connection: Connection, jobs: Sequence[Job[Any]], me: int) -> tuple[bool, list[Any]]:
    """Do jobs in one transaction and one round trip.

    Returns:
        Whether this replica's claims are good, and the result of each job, or the error that it
        alone raises. Where they are not, nothing is given to it.

    Raises:
        psycopg.Error: nothing was written; one job may be to blame, or none.
    """
    groups = [
        (part, group)
        for part in _PARTS
        if (group := [job for job in jobs if isinstance(job, part.kind)])
    ]
    changed = [session for job in jobs if (session := _session_changed_by(job)) is not None]
    hasty = not any(isinstance(job, Append) for job in jobs)
    sent = []
    async with connection.pipeline():
        await connection.execute(BEGIN)
        alive = await connection.execute(_SET_UP, {"hasty": hasty, "me": me})
        if len(changed) > 1:
            await outcomes.lock_sessions(connection, changed)
        notes = [job for job in jobs if isinstance(job, NoteSent)]
        # First, so that whoever writes again at once comes with a session that has seen it.
        await outbox.remember(connection, notes)
        write: _Send = partial(outcomes.write, going=[note.message.id for note in notes])
        for part, group in groups:
            send = write if part.kind is Commit else part.send
            sent.append(await send(connection, group, me))
        await connection.execute("COMMIT")
    results: dict[int, Any] = {}
    for (part, group), cursors in zip(groups, sent, strict=True):
        found = part.read(group, *[await cursor.fetchall() for cursor in cursors])
        results |= {id(job): result for job, result in zip(group, found, strict=True)}
    *_, good = await alive.fetchone() or (False,)
    if not good:
        results = {number: _disowned(result) for number, result in results.items()}
    return good, [results[id(job)] for job in jobs]


def _session_changed_by(job: Job[Any]) -> Address | None:
    match job:
        case Commit() if job.outcome.state is not None:
            return job.outcome.update.address
        case NoteSent() if outbox.is_remembered(job):
            return job.message.address
    return None


def _disowned(result: Any) -> Any:
    """Return a result without what was claimed."""
    match result:
        case (int() as new, [*_]):
            return new, []
        case (bool() as again, WaitingMessage()):
            return again, None
        case WaitingUpdate() | WaitingMessage():
            return BusyError()
    return result
