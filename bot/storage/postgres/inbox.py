"""Updates that came in."""

from collections.abc import Sequence

from bot.storage.postgres.claims import Row, Statement
from bot.storage.postgres.transactions import Connection
from bot.storage.records import Address, KeptSession, NewUpdate, WaitingUpdate

# Telegram keeps an update for a day at most, so a number is not offered again after that; and its
# numbers start anew after a quiet week, so a number must not be remembered for a week.
REMEMBER_NUMBERS_SECONDS = 2 * 24 * 3600.0
OFFSET_VALID_SECONDS = 6 * 24 * 3600.0


async def append(
    connection: Connection,
    bot: int,
    updates: Sequence[NewUpdate],
    next_offset: int | None,
    now: float,
) -> int:
    """Write updates that are not known yet, and where polling goes on. Returns how many."""
    # In the order of their numbers, so that two replicas given the same ones wait for each other
    # and never both.
    ordered = sorted(updates, key=lambda new: new.update_id)
    written = await connection.execute(
        "INSERT INTO inbox (bot, received, update_id, chat, person, payload) "
        "SELECT %s, %s, new.* FROM "
        "unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[]) AS new "
        "ON CONFLICT DO NOTHING",
        (
            bot,
            now,
            [new.update_id for new in ordered],
            [new.chat for new in ordered],
            [new.person for new in ordered],
            [new.payload for new in ordered],
        ),
    )
    if next_offset is not None:
        await connection.execute(
            "INSERT INTO polling (bot, next_offset, saved) VALUES (%s, %s, %s) ON CONFLICT (bot) "
            "DO UPDATE SET next_offset = excluded.next_offset, saved = excluded.saved",
            (bot, next_offset, now),
        )
    return written.rowcount


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


def first(bot: int, chat: int) -> Statement:
    """Return the first undone update of a chat, with its person's session; for `read_update`.

    One that is being finished or forgotten at this very moment is passed over, and none after it
    is taken in its place: that would be out of order. Whoever finishes it has lost the claim and
    does not know yet.
    """
    return (
        (
            "SELECT inbox.update_id, inbox.person, inbox.received, inbox.payload, "
            "session.state, session.version, session.locale, session.traces::text "
            "FROM inbox LEFT JOIN session "
            "ON session.bot = inbox.bot AND session.chat = inbox.chat "
            "AND session.person = inbox.person "
            "WHERE current_setting('razmena.mine')::boolean "
            "AND inbox.bot = %s AND inbox.payload IS NOT NULL AND inbox.update_id = "
            "(SELECT update_id FROM inbox WHERE bot = %s AND chat = %s AND payload IS NOT NULL "
            "ORDER BY update_id LIMIT 1) FOR UPDATE OF inbox SKIP LOCKED"
        ),
        (bot, bot, chat),
    )


def read_update(bot: int, chat: int, row: Row) -> WaitingUpdate:
    """Return what `first` found."""
    update_id, person, received, payload, state, version, locale, traces = row
    session = None if state is None else KeptSession(state, version, locale, traces)
    return WaitingUpdate(Address(bot, chat, person), update_id, received, payload, session)


async def next_after(
    connection: Connection, address: Address, update_id: int
) -> tuple[int, str] | None:
    """Return the chat's next undone update behind a number, where it is of the same person."""
    found = await connection.execute(
        "SELECT update_id, payload, person FROM inbox "
        "WHERE bot = %s AND chat = %s AND payload IS NOT NULL AND update_id > %s "
        "ORDER BY update_id LIMIT 1",
        (address.bot, address.chat, update_id),
    )
    row = await found.fetchone()
    return (row[0], row[1]) if row is not None and row[2] == address.person else None


def mark_done(bot: int, update_id: int) -> Statement:
    """Keep nothing of the update but its number; it changes no row where that is not undone.

    Where another replica is finishing it, this one does not wait to see it done.
    """
    return (
        (
            "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL WHERE bot = %s "
            "AND update_id = (SELECT update_id FROM inbox WHERE bot = %s AND update_id = %s "
            "AND payload IS NOT NULL FOR UPDATE SKIP LOCKED)"
        ),
        (bot, bot, update_id),
    )


def has_more(bot: int, chat: int) -> Statement:
    """Return whether the chat has undone updates."""
    return (
        "SELECT EXISTS (SELECT 1 FROM inbox WHERE bot = %s AND chat = %s AND payload IS NOT NULL)",
        (bot, chat),
    )


async def purge(connection: Connection, bot: int, now: float) -> None:
    """Forget old numbers, and what came in for other bots and will not be done any more."""
    await connection.execute(
        "DELETE FROM inbox WHERE received < %s AND (payload IS NULL OR bot <> %s)",
        (now - REMEMBER_NUMBERS_SECONDS, bot),
    )
