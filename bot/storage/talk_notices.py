"""What is still to be told of conversations with an office, and blanked in the staff chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.storage.changes import Query, Statement
from bot.storage.records import WEB_BOT
from bot.storage.talks import TALK_COLUMNS, Notice, Talk, read_talk

_IS_BLANKED = (Notice.FORGOTTEN, Notice.GONE, Notice.EXPIRED, Notice.BLANKED)


def talks_to_tell(bot: int, silent_since: float) -> Query[Talk]:
    """Read the conversations of which something is to be told or blanked, or that are silent."""
    return Query(
        f"SELECT {TALK_COLUMNS} FROM office_talk WHERE bot = ? "  # noqa: S608
        "AND ((notice <> ?) OR (is_open = 1 AND touched < ?) OR (notice = ? AND EXISTS "
        "(SELECT 1 FROM office_copy WHERE office_copy.bot = office_talk.bot "
        "AND office_copy.code = office_talk.code))) "
        # Nobody waits for what is only to be deleted.
        "ORDER BY CASE WHEN notice = ? THEN 1 ELSE 0 END, opened LIMIT 100",
        (
            *(bot, Notice.BLANKED.value, silent_since, Notice.BLANKED.value),
            Notice.EXPIRED.value,
        ),
        read_talk,
    )


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message of a conversation will never be sent: to the person, or to the staff chat."""

    code: str
    chat: int

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        to_staff = "(SELECT 1 FROM office_talk WHERE bot = ? AND code = ? AND staff_chat = ?)"
        return (
            Statement(
                f"UPDATE session SET office = NULL WHERE bot IN (?, ?) AND office = ? "  # noqa: S608
                f"AND EXISTS {to_staff}",
                (bot, WEB_BOT, self.code, bot, self.code, self.chat),
            ),
            Statement(
                "UPDATE office_talk SET notice = CASE WHEN staff_chat = ? THEN ? ELSE ? END, "
                "is_open = CASE WHEN staff_chat = ? THEN 0 ELSE is_open END "
                "WHERE bot = ? AND code = ? AND person IS NOT NULL",
                (self.chat, Notice.LOST.value, Notice.UNSENT.value, self.chat, bot, self.code),
            ),
        )


@dataclass(frozen=True, slots=True)
class MarkTold:
    """What had to be told of a conversation is on its way."""

    code: str
    notice: Notice

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE office_talk SET notice = NULL WHERE bot = ? AND code = ? AND notice = ?",
                (bot, self.code, self.notice.value),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class MarkBlanked:
    """What had to be told of a conversation is on its way, and so is what blanks its messages.

    The row stays for a day, with nothing of the person in it: a message that was on its way to the
    staff when the person was forgotten is noted by it, and blanked too.

    Attributes:
        about: the conversation as it was read.
        messages: the numbers of the messages in the staff chat that are blanked.
    """

    about: Talk
    messages: Sequence[int]

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        about = self.about
        if about.notice not in _IS_BLANKED:
            raise ValueError(about.notice)
        places = ", ".join("?" * len(self.messages)) or "NULL"
        return (
            Statement(
                "UPDATE office_talk SET notice = ?, touched = ?, name = '', owner = NULL, "
                "first_message = NULL WHERE bot = ? AND code = ? AND notice = ? AND staff_chat = ?",
                (
                    *(Notice.BLANKED.value, now, bot, about.code),
                    *(about.notice.value, about.staff_chat),
                ),
                strict=True,
            ),
            # One that is noted meanwhile stays, and is blanked by the next look.
            Statement(
                "DELETE FROM office_copy WHERE bot = ? AND code = ? "  # noqa: S608
                f"AND (chat <> ? OR message IN ({places}))",
                (bot, about.code, about.staff_chat, *self.messages),
            ),
        )
