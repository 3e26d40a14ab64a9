"""Messages to be sent."""

from collections.abc import Sequence

from bot.storage.postgres.claims import Row, Statement
from bot.storage.postgres.transactions import Connection
from bot.storage.records import Address, WaitingMessage

# A reply is retried for ten minutes; what is older than this was left by a bot that is gone.
ABANDONED_SECONDS = 24 * 3600.0


async def put(
    connection: Connection, address: Address, payloads: Sequence[str], now: float
) -> None:
    """Write messages to be sent, in this order."""
    if payloads:
        await connection.execute(
            "INSERT INTO outbox (bot, chat, person, created, payload) "
            "SELECT %s, %s, %s, %s, new.payload "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS new (payload, place) ORDER BY new.place",
            (address.bot, address.chat, address.person, now, list(payloads)),
        )


async def unsent_chats(connection: Connection, bot: int) -> tuple[int, ...]:
    """Return chats with unsent messages, those that wait longest first."""
    rows = await connection.execute(
        "SELECT chat FROM outbox WHERE bot = %s GROUP BY chat ORDER BY min(id)", (bot,)
    )
    return tuple([row[0] async for row in rows])


def first(bot: int, chat: int) -> Statement:
    """Return the first unsent message of a chat; for `read_message`.

    As in the inbox: one that is being noted as sent, or forgotten, at this very moment is passed
    over, and none taken in its place. So it is not sent twice, nor to whom asked to be forgotten.
    """
    return (
        (
            "SELECT outbox.id, outbox.person, outbox.payload, outbox.created, outbox.not_before, "
            "outbox.attempts, session.place, outbox.unsure FROM outbox LEFT JOIN session "
            "ON session.bot = outbox.bot AND session.chat = outbox.chat "
            "AND session.person = outbox.person "
            "WHERE current_setting('razmena.mine')::boolean AND outbox.id = "
            "(SELECT id FROM outbox WHERE bot = %s AND chat = %s ORDER BY id LIMIT 1) "
            "FOR UPDATE OF outbox SKIP LOCKED"
        ),
        (bot, chat),
    )


def read_message(bot: int, chat: int, row: Row) -> WaitingMessage:
    """Return what `first` found."""
    number, person, payload, created, not_before, attempts, place, unsure = row
    return WaitingMessage(
        number, Address(bot, chat, person), payload, created, not_before, attempts, place, unsure
    )


async def remove(connection: Connection, number: int) -> None:
    """Delete a message that is out, or given up."""
    await connection.execute("DELETE FROM outbox WHERE id = %s", (number,))


async def postpone(connection: Connection, number: int, not_before: float, *, unsure: bool) -> None:
    """Count a try, and note when the next one may be."""
    await connection.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = %s, unsure = unsure + %s "
        "WHERE id = %s",
        (not_before, int(unsure), number),
    )


def has_more(bot: int, chat: int) -> Statement:
    """Return whether the chat has unsent messages."""
    return ("SELECT EXISTS (SELECT 1 FROM outbox WHERE bot = %s AND chat = %s)", (bot, chat))


async def purge(connection: Connection, now: float) -> None:
    """Delete messages that nobody will send any more."""
    await connection.execute("DELETE FROM outbox WHERE created < %s", (now - ABANDONED_SECONDS,))
