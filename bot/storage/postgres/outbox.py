"""Messages to be sent."""

from collections.abc import Sequence
from typing import LiteralString

from bot.storage.postgres.arrays import array
from bot.storage.postgres.claims import TAKE, Cursors, Row, columns, whether
from bot.storage.postgres.jobs import BusyError, NoteSent, Postpone, TakeMessage
from bot.storage.postgres.transactions import Connection
from bot.storage.records import MOST_TRACES, Address, WaitingMessage

# Messages of a conversation with an office, and those that are tried until they are out, as JSON;
# inside a text the quotes are escaped.
OF_A_TALK = '%"talk":"%'
LASTING = '%"lasting":true%'
# A reply is retried for ten minutes; what is older than this was left by a bot that is gone.
ABANDONED_SECONDS = 24 * 3600.0

_TAKE: LiteralString = TAKE.format(
    table="outbox",
    number="id",
    undone="",
    wanted="outbox.payload, outbox.created, outbox.not_before, outbox.attempts, session.place, "
    "outbox.unsure",
)
_REMOVE = "DELETE FROM outbox WHERE id = ANY(%s::bigint[])"
# Of many replies only the last are remembered; where there are too many, the oldest goes.
_REMEMBER = """
UPDATE session SET place = coalesce(noted.place, session.place), traces = CASE
    WHEN noted.trace IS NULL THEN traces
    WHEN jsonb_array_length(traces) >= %(most)s
        THEN (traces - 0) || jsonb_build_array(noted.trace::jsonb)
    ELSE traces || jsonb_build_array(noted.trace::jsonb) END
FROM unnest(%(bot)s::bigint[], %(chat)s::bigint[], %(person)s::bigint[], %(in_place)s::bigint[],
    %(trace)s::text[]) AS noted (bot, chat, person, place, trace)
WHERE session.bot = noted.bot AND session.chat = noted.chat AND session.person = noted.person
"""
# Whose buttons a message has is remembered as long as a session is kept of that person.
_OWN = """
INSERT INTO button_owner (bot, chat, message, person, since)
SELECT bot, chat, message, person, since
FROM unnest(%(bot)s::bigint[], %(chat)s::bigint[], %(person)s::bigint[], %(message)s::bigint[],
    %(at)s::float8[]) AS owned (bot, chat, person, message, since)
JOIN session USING (bot, chat, person)
ON CONFLICT (bot, chat, message)
DO UPDATE SET person = excluded.person, since = excluded.since
"""
_MORE = """
SELECT asked.place FROM unnest(%(place)s::int[], %(bot)s::bigint[], %(chat)s::bigint[])
    AS asked (place, bot, chat)
WHERE EXISTS (SELECT 1 FROM outbox WHERE outbox.bot = asked.bot AND outbox.chat = asked.chat)
"""
_POSTPONE = """
UPDATE outbox SET attempts = attempts + 1, not_before = later.not_before,
    unsure = outbox.unsure + later.unsure, taken_by = NULL
FROM unnest(%s::bigint[], %s::float8[], %s::int[]) AS later (id, not_before, unsure)
WHERE outbox.id = later.id
"""


async def put(
    connection: Connection, address: Address, payloads: Sequence[str], now: float
) -> None:
    """Write messages to be sent, in this order."""
    if payloads:
        await connection.execute(
            "INSERT INTO outbox (bot, chat, person, created, payload) "
            "SELECT %s, %s, %s, %s, new.payload "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS new (payload, place) ORDER BY new.place",
            (address.bot, address.chat, address.person, now, array(payloads)),
        )


async def take(connection: Connection, jobs: Sequence[TakeMessage], me: int) -> Cursors:
    """Claim the first unsent message of each chat; for `taken`."""
    return [await connection.execute(_TAKE, {**columns(jobs), "me": me})]


def taken(
    jobs: Sequence[TakeMessage], rows: Sequence[Row]
) -> list[WaitingMessage | BusyError | None]:
    """Return what `take` claimed for each job."""
    results: list[WaitingMessage | BusyError | None] = [None] * len(jobs)
    for place, standing, number, person, *rest in rows:
        job = jobs[place]
        if standing == "busy":
            results[place] = BusyError()
        elif standing == "mine":
            results[place] = WaitingMessage(number, Address(job.bot, job.chat, person), *rest)
    return results


def is_remembered(job: NoteSent) -> bool:
    """Return whether noting a message changes its person's session."""
    return job.sent.message is not None and (job.sent.in_place or job.sent.trace is not None)


async def remember(connection: Connection, jobs: Sequence[NoteSent]) -> None:
    """Remember in people's sessions what became of messages, before `note`."""
    remembered = [job for job in jobs if is_remembered(job)]
    if remembered:
        await connection.execute(
            _REMEMBER,
            {
                **_whose(remembered),
                "most": MOST_TRACES,
                "in_place": array(
                    job.sent.message if job.sent.in_place else None for job in remembered
                ),
                "trace": array(job.sent.trace for job in remembered),
            },
        )


async def note(connection: Connection, jobs: Sequence[NoteSent], _: int) -> Cursors:
    """Delete messages that are out, or given up; for `noted`."""
    await connection.execute(_REMOVE, (array(job.message.id for job in jobs),))
    owned = [job for job in jobs if job.sent.message is not None and job.sent.owned]
    if owned:
        await connection.execute(
            _OWN,
            {
                **_whose(owned),
                "message": array(job.sent.message for job in owned),
                "at": array(job.now for job in owned),
            },
        )
    chats = columns([job.message.address for job in jobs])
    return [await connection.execute(_MORE, chats)]


def noted(jobs: Sequence[NoteSent], rows: Sequence[tuple[int]]) -> list[bool]:
    """Return for each job whether its chat has more messages."""
    return whether(len(jobs), rows)


def _whose(jobs: Sequence[NoteSent]) -> dict[str, str]:
    addresses = [job.message.address for job in jobs]
    return {**columns(addresses), "person": array(each.person for each in addresses)}


async def postpone(connection: Connection, jobs: Sequence[Postpone], _: int) -> Cursors:
    """Count tries, note when the next ones may be, and free the claims."""
    await connection.execute(
        _POSTPONE,
        (
            array(job.message.id for job in jobs),
            array(job.not_before for job in jobs),
            array(int(job.unsure) for job in jobs),
        ),
    )
    return []


def postponed(jobs: Sequence[Postpone]) -> list[None]:
    """Return that there is nothing to return."""
    return [None] * len(jobs)


async def unsent_chats(connection: Connection, bot: int) -> tuple[int, ...]:
    """Return chats with unsent messages, those that wait longest first."""
    rows = await connection.execute(
        "SELECT chat FROM outbox WHERE bot = %s GROUP BY chat ORDER BY min(id)", (bot,)
    )
    return tuple([row[0] async for row in rows])


async def purge(connection: Connection, now: float) -> None:
    """Delete messages that nobody will send any more.

    What people wrote to each other stays: whoever wrote it is told that it did not arrive.
    """
    await connection.execute(
        "DELETE FROM outbox WHERE created < %s AND payload NOT LIKE %s AND payload NOT LIKE %s",
        (now - ABANDONED_SECONDS, OF_A_TALK, LASTING),
    )
