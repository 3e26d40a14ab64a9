"""Conversations with an office that are over: of who is forgotten, of a chat that is gone, old."""

from dataclasses import dataclass

from bot.storage.changes import Query, Statement
from bot.storage.records import WEB_BOT
from bot.storage.talks import Notice

# For so long it is known whose a message was that had been on its way when it was blanked.
_BLANKED_SECONDS = 24 * 3600.0
# What nobody approved holds what was asked and answered.
_DROP_DRAFTS = (
    "DELETE FROM entry_draft WHERE approved_by IS NULL AND EXISTS (SELECT 1 FROM office_talk "
    "WHERE office_talk.bot = entry_draft.bot AND office_talk.code = entry_draft.talk "
    "AND office_talk.person IS NULL)"
)


def forget_person(bot: int, person: int) -> tuple[Statement, ...]:
    """Delete what is kept of a person's conversations; their staff are told to do the same."""
    # A visitor's words to an office wait, and stand, under the number of its bot.
    theirs = "person = ? AND coalesce(home, bot) = ?"
    return (
        Statement(
            "DELETE FROM outbox WHERE person = ? AND bot IN "  # noqa: S608
            f"(SELECT bot FROM office_talk WHERE {theirs})",
            (person, person, bot),
        ),
        *_forget(theirs, (person, bot), Notice.FORGOTTEN),
        Statement("UPDATE office_talk SET owner = NULL WHERE bot = ? AND owner = ?", (bot, person)),
    )


def forget_chat(bot: int, chat: int) -> tuple[Statement, ...]:
    """Delete what is kept of a person's chat, or give back what a staff chat has that is lost."""
    lost = "SELECT code FROM office_talk WHERE bot = ? AND staff_chat = ? AND is_open = 1"
    return (
        Statement(
            f"UPDATE session SET office = NULL WHERE bot IN (?, ?) AND office IN ({lost})",  # noqa: S608
            (bot, WEB_BOT, bot, chat),
        ),
        Statement(
            "UPDATE office_talk SET is_open = 0, notice = ? "
            "WHERE bot = ? AND staff_chat = ? AND is_open = 1",
            (Notice.LOST.value, bot, chat),
        ),
        *_forget("chat = ? AND coalesce(home, bot) = ?", (chat, bot), Notice.GONE),
    )


def _forget(which: str, values: tuple[int, ...], notice: Notice) -> tuple[Statement, ...]:
    return (
        Statement(
            "DELETE FROM office_copy WHERE (bot, chat) IN "  # noqa: S608
            f"(SELECT bot, chat FROM office_talk WHERE {which})",
            values,
        ),
        Statement(
            "UPDATE office_talk SET chat = NULL, person = NULL, question = '', "  # noqa: S608
            f"is_open = 0, notice = ? WHERE {which}",
            (notice.value, *values),
        ),
        Statement(_DROP_DRAFTS, ()),
    )


def move_chat(bot: int, old: int, new: int) -> tuple[Statement, ...]:
    """Move the conversations and drafts of a staff chat that became a supergroup."""
    return (
        Statement(
            "INSERT INTO moved_chat (bot, old_chat, new_chat) SELECT ?, ?, ? WHERE EXISTS "
            "(SELECT 1 FROM office_talk WHERE bot = ? AND staff_chat = ?) "
            "OR EXISTS (SELECT 1 FROM entry_draft WHERE bot = ? AND chat = ?) "
            "ON CONFLICT (bot, old_chat) DO UPDATE SET new_chat = excluded.new_chat",
            (bot, old, new, bot, old, bot, old),
        ),
        Statement(
            "UPDATE moved_chat SET new_chat = ? WHERE bot = ? AND new_chat = ?", (new, bot, old)
        ),
        # Messages have other numbers in a supergroup: nothing can be found by the old ones.
        Statement("DELETE FROM office_copy WHERE bot = ? AND chat = ?", (bot, old)),
        Statement(
            "UPDATE office_copy SET origin = NULL WHERE bot = ? AND code IN "
            "(SELECT code FROM office_talk WHERE bot = ? AND staff_chat = ?)",
            (bot, bot, old),
        ),
        Statement(
            "UPDATE office_talk SET staff_chat = ?, topic = NULL WHERE bot = ? AND staff_chat = ?",
            (new, bot, old),
        ),
        Statement(
            "UPDATE entry_draft SET chat = ?, check_message = NULL, check_thread = NULL "
            "WHERE bot = ? AND chat = ?",
            (new, bot, old),
        ),
    )


def former_chats(bot: int, chat: int) -> Query[int]:
    """Read the numbers under which the settings may have a staff chat that became a supergroup."""
    sql = "SELECT old_chat FROM moved_chat WHERE bot = ? AND new_chat = ?"
    return Query(sql, (bot, chat), int)


@dataclass(frozen=True, slots=True)
class ExpireTalks:
    """Keep nothing of conversations that ended long ago but where their messages are blanked."""

    before: float

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "DELETE FROM office_talk WHERE bot = ? AND notice = ? AND touched < ?",
                (bot, Notice.BLANKED.value, now - _BLANKED_SECONDS),
            ),
            Statement(
                "UPDATE office_talk SET chat = NULL, person = NULL, question = '', notice = ? "
                "WHERE bot = ? AND is_open = 0 AND touched < ? AND notice IS NULL",
                (Notice.EXPIRED.value, bot, self.before),
            ),
            Statement(_DROP_DRAFTS, ()),
            Statement(
                "DELETE FROM office_copy WHERE bot = ? AND EXISTS (SELECT 1 FROM office_talk "
                "WHERE office_talk.bot = office_copy.bot AND office_talk.code = office_copy.code "
                "AND notice = ? AND staff_chat <> office_copy.chat)",
                (bot, Notice.EXPIRED.value),
            ),
            Statement(
                "DELETE FROM office_copy WHERE bot = ? AND NOT EXISTS (SELECT 1 FROM office_talk "
                "WHERE office_talk.bot = office_copy.bot AND office_talk.code = office_copy.code)",
                (bot,),
            ),
        )
