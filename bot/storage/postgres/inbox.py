"""Updates that came in."""

from collections.abc import Sequence
from typing import Any, LiteralString

from psycopg import AsyncCursor

from bot.storage.postgres.arrays import array
from bot.storage.postgres.claims import TAKE, Cursors, InChat, Row, columns
from bot.storage.postgres.jobs import Append, BusyError, NextAfter, TakeUpdate
from bot.storage.postgres.transactions import Connection
from bot.storage.records import Address, KeptSession, WaitingUpdate

# Telegram keeps an update for a day at most, so a number is not offered again after that; and its
# numbers start anew after a quiet week, so a number must not be remembered for a week.
REMEMBER_NUMBERS_SECONDS = 2 * 24 * 3600.0
OFFSET_VALID_SECONDS = 6 * 24 * 3600.0

# In the order of their numbers, so that two replicas given the same ones wait for each other and
# never both. The first of a chat is claimed with it: whoever is given an update answers it.
_APPEND = """
WITH new AS (
    SELECT * FROM unnest(%(bot)s::bigint[], %(number)s::bigint[], %(chat)s::bigint[],
        %(person)s::bigint[], %(at)s::float8[], %(payload)s::text[])
        AS new (bot, update_id, chat, person, received, payload)
), written AS (
    INSERT INTO inbox (bot, update_id, chat, person, received, payload, taken_by)
    SELECT new.*, CASE
        WHEN row_number() OVER (PARTITION BY bot, chat ORDER BY update_id) = 1 AND NOT EXISTS (
            SELECT 1 FROM inbox
            WHERE inbox.bot = new.bot AND inbox.chat = new.chat AND inbox.payload IS NOT NULL
        ) THEN %(me)s END
    FROM new ORDER BY bot, update_id
    ON CONFLICT DO NOTHING RETURNING bot, update_id, chat, person, taken_by
)
SELECT written.bot, written.update_id, taken_by IS NOT NULL,
    session.state, session.version, session.locale, session.traces::text, session.office
FROM written LEFT JOIN session ON taken_by IS NOT NULL AND session.bot = written.bot
    AND session.chat = written.chat AND session.person = written.person
"""
_OFFSET = """
INSERT INTO polling (bot, next_offset, saved) VALUES (%s, %s, %s)
ON CONFLICT (bot) DO UPDATE SET next_offset = excluded.next_offset, saved = excluded.saved
"""
_TAKE: LiteralString = TAKE.format(
    table="inbox",
    number="update_id",
    undone="AND inbox.payload IS NOT NULL",
    wanted="inbox.received, inbox.payload, "
    "session.state, session.version, session.locale, session.traces::text, session.office",
)
_NEXT_AFTER = """
SELECT asked.place, following.update_id, following.payload
FROM unnest(%(place)s::int[], %(bot)s::bigint[], %(chat)s::bigint[], %(person)s::bigint[],
    %(number)s::bigint[]) AS asked (place, bot, chat, person, number)
CROSS JOIN LATERAL (
    SELECT update_id, payload, person FROM inbox
    WHERE inbox.bot = asked.bot AND inbox.chat = asked.chat AND inbox.payload IS NOT NULL
        AND update_id > asked.number ORDER BY update_id LIMIT 1
) AS following
WHERE following.person = asked.person
"""
_MORE = """
SELECT asked.place FROM unnest(%(place)s::int[], %(bot)s::bigint[], %(chat)s::bigint[])
    AS asked (place, bot, chat)
WHERE EXISTS (
    SELECT 1 FROM inbox
    WHERE inbox.bot = asked.bot AND inbox.chat = asked.chat AND inbox.payload IS NOT NULL
)
"""


async def append(connection: Connection, jobs: Sequence[Append], me: int) -> Cursors:
    """Write updates that are not known yet, and where polling goes on; for `appended`."""
    new = [(job, each) for job in jobs for each in job.updates]
    written = await connection.execute(
        _APPEND,
        {
            "bot": array(job.bot for job, _ in new),
            "number": array(each.update_id for _, each in new),
            "chat": array(each.chat for _, each in new),
            "person": array(each.person for _, each in new),
            "at": array(job.now for job, _ in new),
            "payload": array(each.payload for _, each in new),
            "me": me,
        },
    )
    for job in jobs:
        if job.next_offset is not None:
            await connection.execute(_OFFSET, (job.bot, job.next_offset, job.now))
    return [written]


def appended(jobs: Sequence[Append], rows: Sequence[Row]) -> list[tuple[int, list[WaitingUpdate]]]:
    """Return what `append` wrote for each job."""
    written = {(bot, number): rest for bot, number, *rest in rows}
    results = []
    for job in jobs:
        new, claimed = 0, []
        for each in job.updates:
            # Of two jobs that bring the same update the first has brought it.
            rest = written.pop((job.bot, each.update_id), None)
            if rest is None:
                continue
            new += 1
            mine, *session = rest
            if mine:
                address = Address(job.bot, each.chat, each.person)
                claimed.append(
                    WaitingUpdate(address, each.update_id, job.now, each.payload, _session(session))
                )
        results.append((new, claimed))
    return results


async def take(connection: Connection, jobs: Sequence[TakeUpdate], me: int) -> Cursors:
    """Claim the first undone update of each chat; for `taken`."""
    return [await connection.execute(_TAKE, {**columns(jobs), "me": me})]


def taken(
    jobs: Sequence[TakeUpdate], rows: Sequence[Row]
) -> list[WaitingUpdate | BusyError | None]:
    """Return what `take` claimed for each job."""
    results: list[WaitingUpdate | BusyError | None] = [None] * len(jobs)
    for place, standing, number, person, received, payload, *session in rows:
        job = jobs[place]
        if standing == "busy":
            results[place] = BusyError()
        elif standing == "mine":
            address = Address(job.bot, job.chat, person)
            results[place] = WaitingUpdate(address, number, received, payload, _session(session))
    return results


def _session(row: Sequence[Any]) -> KeptSession | None:
    state, *kept = row
    return None if state is None else KeptSession(state, *kept)


async def next_after(connection: Connection, jobs: Sequence[NextAfter], _: int) -> Cursors:
    """Find each chat's next undone update behind a number, for `following`."""
    asked = {
        **columns([job.address for job in jobs]),
        "person": array(job.address.person for job in jobs),
        "number": array(job.update_id for job in jobs),
    }
    return [await connection.execute(_NEXT_AFTER, asked)]


def following(jobs: Sequence[NextAfter], rows: Sequence[Row]) -> list[tuple[int, str] | None]:
    """Return what `next_after` found for each job."""
    found = {place: (number, payload) for place, number, payload in rows}
    return [found.get(place) for place in range(len(jobs))]


async def more(connection: Connection, chats: Sequence[InChat]) -> "AsyncCursor[Any]":
    """Find which chats have undone updates; the rows are their places."""
    return await connection.execute(_MORE, columns(chats))


async def offset(connection: Connection, bot: int, now: float) -> int | None:
    """Return where polling goes on, unless that was saved too long ago."""
    found = await connection.execute(
        "SELECT next_offset FROM polling WHERE bot = %s AND saved > %s",
        (bot, now - OFFSET_VALID_SECONDS),
    )
    row = await found.fetchone()
    return row[0] if row else None


async def waiting_chats(connection: Connection, bot: int) -> tuple[int, ...]:
    """Return chats with undone updates, those that wait longest first."""
    rows = await connection.execute(
        "SELECT chat FROM inbox WHERE bot = %s AND payload IS NOT NULL "
        "GROUP BY chat ORDER BY min(received)",
        (bot,),
    )
    return tuple([row[0] async for row in rows])


async def purge(connection: Connection, bot: int, now: float) -> None:
    """Forget old numbers, and what came in for other bots and will not be done any more."""
    await connection.execute(
        "DELETE FROM inbox WHERE received < %s AND (payload IS NULL OR bot <> %s)",
        (now - REMEMBER_NUMBERS_SECONDS, bot),
    )
