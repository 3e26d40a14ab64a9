"""Deleting a person or a chat, and moving a chat to its new id.

Rows are always changed in the order session, inbox, outbox, as a flight does, so that two replicas
wait for each other but never each for the other.
"""

from bot.storage import announcements, reminders, talks_gone
from bot.storage.postgres.changes import apply
from bot.storage.postgres.transactions import Connection
from bot.storage.records import WaitingUpdate


async def lock_person(connection: Connection, bot: int, person: int) -> None:
    """Lock a person's sessions, before anything else of theirs is changed."""
    await connection.execute(
        "SELECT 1 FROM session WHERE bot = %s AND person = %s ORDER BY bot, chat, person "
        "FOR UPDATE",
        (bot, person),
    )


async def forget_person(
    connection: Connection, bot: int, person: int, *, up_to: WaitingUpdate | None = None
) -> None:
    """Delete all that is kept about a person.

    Args:
        connection: the database.
        bot: with which bot.
        person: who.
        up_to: leave updates that came after this one: the person wrote again since.
    """
    limit = None if up_to is None else up_to.update_id
    whose = (bot, person)
    await lock_person(connection, bot, person)
    await connection.execute("DELETE FROM session WHERE bot = %s AND person = %s", whose)
    await connection.execute(
        "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL, taken_by = NULL "
        "WHERE bot = %s AND person = %s AND payload IS NOT NULL "
        "AND (%s::bigint IS NULL OR update_id < %s::bigint)",
        (bot, person, limit, limit),
    )
    await connection.execute("DELETE FROM outbox WHERE bot = %s AND person = %s", whose)
    await connection.execute("DELETE FROM button_owner WHERE bot = %s AND person = %s", whose)
    await apply(connection, talks_gone.forget_person(bot, person))
    await apply(connection, reminders.forget_person(bot, person))
    await apply(connection, announcements.forget("person", bot, person))


async def forget_chat(connection: Connection, bot: int, chat: int) -> None:
    """Delete all that is kept about a chat."""
    where = (bot, chat)
    await connection.execute(
        "SELECT 1 FROM session WHERE bot = %s AND chat = %s ORDER BY bot, chat, person FOR UPDATE",
        where,
    )
    await connection.execute("DELETE FROM session WHERE bot = %s AND chat = %s", where)
    await connection.execute(
        "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL, taken_by = NULL "
        "WHERE bot = %s AND chat = %s AND payload IS NOT NULL",
        where,
    )
    await connection.execute("DELETE FROM outbox WHERE bot = %s AND chat = %s", where)
    await connection.execute("DELETE FROM button_owner WHERE bot = %s AND chat = %s", where)
    await apply(connection, talks_gone.forget_chat(bot, chat))
    await apply(connection, reminders.forget_chat(bot, chat))
    await apply(connection, announcements.forget("chat", bot, chat))


async def move_chat(connection: Connection, bot: int, old: int, new: int) -> None:
    """Move what was kept of the old chat to the new one, unless it has the same already."""
    moved = (new, bot, old)
    # Messages get new ids in a supergroup: those of the old ones mean nothing there.
    await connection.execute(
        "INSERT INTO session (bot, chat, person, state, version, locale, changed) "
        "SELECT bot, %s, person, state, version, locale, changed FROM session "
        "WHERE bot = %s AND chat = %s ON CONFLICT DO NOTHING",
        moved,
    )
    await connection.execute("DELETE FROM session WHERE bot = %s AND chat = %s", (bot, old))
    await connection.execute(
        "UPDATE session SET place = NULL, traces = '[]' WHERE bot = %s AND chat = %s", (bot, new)
    )
    await connection.execute(
        "UPDATE inbox SET chat = %s, taken_by = NULL WHERE bot = %s AND chat = %s", moved
    )
    await connection.execute(
        "UPDATE outbox SET chat = %s, taken_by = NULL WHERE bot = %s AND chat = %s", moved
    )
    await connection.execute("DELETE FROM button_owner WHERE bot = %s AND chat = %s", (bot, old))
    await apply(connection, talks_gone.move_chat(bot, old, new))
