"""Outcomes of updates: what they lead to is written as a whole or not at all, many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.storage.changes import day_of
from bot.storage.postgres import inbox
from bot.storage.postgres.arrays import array
from bot.storage.postgres.claims import Cursors, Row, whether
from bot.storage.postgres.jobs import Commit
from bot.storage.postgres.transactions import Connection
from bot.storage.questions import NoteQuestion
from bot.storage.records import Address, Handled, NoteKind, WaitingMessage
from bot.storage.store import SupersededError

# An outcome counts when its updates are undone, nobody else alive works on them, and the session is
# the one that it was made from; what it writes hangs on that. An update that another transaction
# has locked is waited for: that one ends within milliseconds.
_WRITE = """
WITH job AS MATERIALIZED (
    SELECT * FROM unnest(%(job)s::int[], %(bot)s::bigint[], %(chat)s::bigint[],
        %(person)s::bigint[], %(seen)s::bigint[], %(state)s::text[], %(locale)s::text[],
        %(at)s::float8[]) AS job (job, bot, chat, person, seen, state, locale, at)
), asked AS MATERIALIZED (
    SELECT * FROM unnest(%(update_job)s::int[], %(update_bot)s::bigint[], %(number)s::bigint[],
        %(further)s::bool[]) AS asked (job, bot, update_id, further)
), undone AS MATERIALIZED (
    SELECT asked.job, asked.bot, asked.update_id FROM asked JOIN inbox USING (bot, update_id)
    WHERE inbox.payload IS NOT NULL AND (
        further OR taken_by IS NULL OR taken_by = %(me)s
        OR NOT EXISTS (SELECT 1 FROM replica WHERE replica.id = inbox.taken_by)
    ) ORDER BY bot, update_id FOR UPDATE OF inbox
), possible AS (
    SELECT job.* FROM job JOIN (
        SELECT asked.job FROM asked LEFT JOIN undone USING (job, bot, update_id)
        GROUP BY asked.job HAVING count(*) = count(undone.job)
    ) AS whole USING (job)
), begun AS (
    INSERT INTO session (bot, chat, person, state, version, locale, changed)
    SELECT bot, chat, person, state, 1, locale, at FROM possible
    WHERE state IS NOT NULL AND seen IS NULL
    ON CONFLICT DO NOTHING RETURNING bot, chat, person, place
), changed AS (
    UPDATE session SET state = possible.state, version = session.version + 1,
        changed = possible.at, locale = coalesce(possible.locale, session.locale)
    FROM possible WHERE possible.state IS NOT NULL AND session.version = possible.seen
        AND session.bot = possible.bot AND session.chat = possible.chat
        AND session.person = possible.person
    RETURNING session.bot, session.chat, session.person, session.place
), good AS MATERIALIZED (
    SELECT possible.*, written.place FROM possible
    JOIN (SELECT * FROM begun UNION ALL SELECT * FROM changed) AS written USING (bot, chat, person)
    UNION ALL
    SELECT possible.*, session.place FROM possible
    LEFT JOIN session USING (bot, chat, person) WHERE possible.state IS NULL
), done AS (
    UPDATE inbox SET payload = NULL, chat = NULL, person = NULL, taken_by = NULL
    FROM undone JOIN good USING (job)
    WHERE inbox.bot = undone.bot AND inbox.update_id = undone.update_id
), noted AS (
    INSERT INTO note (kind, day, locale, text, who)
    SELECT note.kind, note.day, note.locale, note.text, note.who
    FROM unnest(%(note_job)s::int[], %(kind)s::text[], %(day)s::date[], %(note_locale)s::text[],
        %(text)s::text[], %(who)s::text[])
        WITH ORDINALITY AS note (job, kind, day, locale, text, who, line)
    JOIN good USING (job) ORDER BY line
), put AS (
    INSERT INTO outbox (bot, chat, person, created, payload, taken_by)
    SELECT bot, chat, person, at, payload, CASE
        WHEN line = min(line) OVER (PARTITION BY job) AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE outbox.bot = good.bot AND outbox.chat = good.chat
                AND outbox.id <> ALL (%(going)s::bigint[])
        ) THEN %(me)s END
    FROM unnest(%(message_job)s::int[], %(payload)s::text[])
        WITH ORDINALITY AS message (job, payload, line)
    JOIN good USING (job) ORDER BY line
    RETURNING id, bot, chat, taken_by
)
SELECT good.job, good.place, put.id FROM good
LEFT JOIN put ON put.taken_by IS NOT NULL AND put.bot = good.bot AND put.chat = good.chat
"""
# In one order in every replica, so that none waits for another that waits for it.
_LOCK_SESSIONS = """
SELECT 1 FROM session JOIN (
    SELECT * FROM unnest(%(bot)s::bigint[], %(chat)s::bigint[], %(person)s::bigint[])
        AS wanted (bot, chat, person)
) AS wanted USING (bot, chat, person)
ORDER BY bot, chat, person FOR NO KEY UPDATE OF session
"""


async def lock_sessions(connection: Connection, addresses: Sequence[Address]) -> None:
    """Lock the sessions that a transaction will change, before it changes any."""
    await connection.execute(
        _LOCK_SESSIONS,
        {
            "bot": array(each.bot for each in addresses),
            "chat": array(each.chat for each in addresses),
            "person": array(each.person for each in addresses),
        },
    )


async def write(
    connection: Connection, jobs: Sequence[Commit], me: int, going: Iterable[int] = ()
) -> Cursors:
    """Write all outcomes that are possible; for `written`.

    Args:
        connection: the database.
        jobs: the outcomes.
        me: the number of this replica.
        going: the messages that this transaction will delete: the next one of a chat does not wait
            for them.
    """
    outcomes = [job.outcome for job in jobs]
    places = range(len(jobs))
    updates = [
        (place, each.update.address.bot, number, number != each.update.update_id)
        for place, each in zip(places, outcomes, strict=True)
        for number in (each.update.update_id, *each.together)
    ]
    notes = [
        (place, note, day_of(jobs[place].now))
        for place, each in zip(places, outcomes, strict=True)
        for note in _notes(each)
    ]
    messages = [
        (place, payload)
        for place, each in zip(places, outcomes, strict=True)
        for payload in each.messages
    ]
    wrote = await connection.execute(
        _WRITE,
        {
            "me": me,
            "going": array(going),
            "job": array(places),
            "bot": array(each.update.address.bot for each in outcomes),
            "chat": array(each.update.address.chat for each in outcomes),
            "person": array(each.update.address.person for each in outcomes),
            "seen": array(_version(each) for each in outcomes),
            "state": array(each.state for each in outcomes),
            "locale": array(each.locale for each in outcomes),
            "at": array(job.now for job in jobs),
            "update_job": array(place for place, *_ in updates),
            "update_bot": array(bot for _, bot, *_ in updates),
            "number": array(number for *_, number, _ in updates),
            "further": array(further for *_, further in updates),
            "note_job": array(place for place, *_ in notes),
            "kind": array(note.kind for _, note, _ in notes),
            "day": array(day for *_, day in notes),
            "note_locale": array(note.locale for _, note, _ in notes),
            "text": array(note.text for _, note, _ in notes),
            "who": array(note.who for _, note, _ in notes),
            "message_job": array(place for place, _ in messages),
            "payload": array(payload for _, payload in messages),
        },
    )
    # A statement of its own, behind the locks: what came in before them is seen.
    more = await inbox.more(connection, [each.update.address for each in outcomes])
    return [wrote, more]


def written(
    jobs: Sequence[Commit], rows: Sequence[Row], more: Sequence[tuple[int]]
) -> list[tuple[bool, WaitingMessage | None] | SupersededError]:
    """Return for each job whether its chat has more updates, and the message that it claimed."""
    results: list[tuple[bool, WaitingMessage | None] | SupersededError] = [
        SupersededError() for _ in jobs
    ]
    again = whether(len(jobs), more)
    for number, last_place, message in rows:
        job = jobs[number]
        claimed = None
        if message is not None:
            address, payload = job.outcome.update.address, job.outcome.messages[0]
            claimed = WaitingMessage(message, address, payload, job.now, 0.0, 0, last_place)
        results[number] = (again[number], claimed)
    return results


def _version(outcome: Handled) -> int | None:
    session = outcome.update.session
    return None if session is None else session.version


@dataclass(frozen=True, slots=True)
class _Note:
    kind: str
    locale: str
    text: str
    who: str = ""


def _notes(outcome: Handled) -> Iterator[_Note]:
    for note in outcome.notes:
        yield _Note(note.kind.value, note.locale, _without_nul(note.text))
    for question in outcome.changes:
        if isinstance(question, NoteQuestion):
            text = _without_nul(question.text)
            yield _Note(NoteKind.UNANSWERED.value, question.locale, text, question.who)


def _without_nul(text: str) -> str:
    """Return the text without a character for which PostgreSQL has no place, and nobody misses."""
    return text.replace("\0", "")
