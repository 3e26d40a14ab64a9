"""Deleting a person or a chat, and moving a chat to its new id."""

import sqlite3

from bot.storage import announcements, reminders, talks_gone
from bot.storage.records import WaitingUpdate
from bot.storage.sqlite.changes import apply


def forget_person(
    connection: sqlite3.Connection, bot: int, person: int, *, up_to: WaitingUpdate | None = None
) -> None:
    """Delete all that is kept about a person.

    Args:
        connection: the database.
        bot: with which bot.
        person: who.
        up_to: leave updates that came after this one: the person wrote again since.
    """
    connection.execute("DELETE FROM session WHERE bot = ? AND person = ?", (bot, person))
    connection.execute("DELETE FROM outbox WHERE bot = ? AND person = ?", (bot, person))
    connection.execute("DELETE FROM button_owner WHERE bot = ? AND person = ?", (bot, person))
    connection.execute(
        "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL "
        "WHERE bot = ? AND person = ? AND payload IS NOT NULL AND (? IS NULL OR update_id < ?)",
        (bot, person, *((None, None) if up_to is None else (up_to.update_id, up_to.update_id))),
    )
    apply(connection, talks_gone.forget_person(bot, person))
    apply(connection, reminders.forget_person(bot, person))
    apply(connection, announcements.forget("person", bot, person))


def forget_chat(connection: sqlite3.Connection, bot: int, chat: int) -> None:
    """Delete all that is kept about a chat."""
    connection.execute("DELETE FROM session WHERE bot = ? AND chat = ?", (bot, chat))
    connection.execute("DELETE FROM outbox WHERE bot = ? AND chat = ?", (bot, chat))
    connection.execute("DELETE FROM button_owner WHERE bot = ? AND chat = ?", (bot, chat))
    connection.execute(
        "UPDATE inbox SET payload = NULL, chat = NULL, person = NULL "
        "WHERE bot = ? AND chat = ? AND payload IS NOT NULL",
        (bot, chat),
    )
    apply(connection, talks_gone.forget_chat(bot, chat))
    apply(connection, reminders.forget_chat(bot, chat))
    apply(connection, announcements.forget("chat", bot, chat))


def move_chat(connection: sqlite3.Connection, bot: int, old: int, new: int) -> None:
    """Move what was kept of the old chat to the new one, unless it has the same already."""
    moved = (new, bot, old)
    connection.execute("UPDATE OR IGNORE session SET chat = ? WHERE bot = ? AND chat = ?", moved)
    connection.execute("DELETE FROM session WHERE bot = ? AND chat = ?", (bot, old))
    # Messages get new ids in a supergroup: those of the old ones mean nothing there.
    connection.execute(
        "UPDATE session SET place = NULL, traces = '[]' WHERE bot = ? AND chat = ?", (bot, new)
    )
    connection.execute("DELETE FROM button_owner WHERE bot = ? AND chat = ?", (bot, old))
    connection.execute("UPDATE outbox SET chat = ? WHERE bot = ? AND chat = ?", moved)
    connection.execute("UPDATE inbox SET chat = ? WHERE bot = ? AND chat = ?", moved)
    apply(connection, talks_gone.move_chat(bot, old, new))
