"""Announcements to those who asked for news, and who has still to get one."""

from dataclasses import dataclass

from bot.storage.changes import Query, Statement


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that an administrator tells people.

    Attributes:
        code: its name.
        institution: whose news.
        text: as it was written.
        author: the administrator, and the chat with them.
        state: `draft`, `sending` or `sent`.
    """

    code: str
    institution: str
    text: str
    author: int
    state: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has still to get an announcement."""

    code: str
    chat: int
    person: int
    locale: str


# Places for the institutions whose news are wanted stand in the braces.
_NOT_TO_GET = (
    "DELETE FROM recipient WHERE bot = ? AND chat = ? AND person = ? AND code NOT IN "
    "(SELECT code FROM announcement WHERE bot = ? AND institution IN ({}))"
)
_COLUMNS = "code, institution, text, author, state"


def announcement(bot: int, code: str) -> Query[Announcement]:
    """Read an announcement by its code."""
    sql = f"SELECT {_COLUMNS} FROM announcement WHERE bot = ? AND code = ?"  # noqa: S608
    return Query(sql, (bot, code), Announcement)


def being_sent(bot: int) -> Query[Announcement]:
    """Read the announcements on their way, the oldest first."""
    return Query(
        f"SELECT {_COLUMNS} FROM announcement WHERE bot = ? AND state = 'sending' "  # noqa: S608
        "ORDER BY made, code",
        (bot,),
        Announcement,
    )


def locale_of(bot: int, person: int) -> Query[str]:
    """Read the language and script of somebody's chat with the bot; nothing where none is kept."""
    return Query(
        "SELECT locale FROM session WHERE bot = ? AND chat = ? AND person = ? "
        "AND locale IS NOT NULL",
        (bot, person, person),
        str,
    )


def subscribers(bot: int, institution: str) -> Query[int]:
    """Count who wants news of an institution."""
    return Query(
        "SELECT count(*) FROM subscription WHERE bot = ? AND institution = ?",
        (bot, institution),
        int,
    )


def recipients(bot: int, code: str, most: int) -> Query[Recipient]:
    """Read some of those who have still to get an announcement."""
    return Query(
        "SELECT code, chat, person, locale FROM recipient WHERE bot = ? AND code = ? "
        "ORDER BY chat, person LIMIT ?",
        (bot, code, most),
        Recipient,
    )


@dataclass(frozen=True, slots=True)
class KeepSubscriptions:
    """Make these institutions those whose news a person wants; what is on its way ends, too."""

    chat: int
    person: int
    institutions: tuple[str, ...]
    locale: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        whose = (bot, self.chat, self.person)
        wanted = self.institutions or ("",)  # a list of none is no SQL
        return (
            Statement("DELETE FROM subscription WHERE bot = ? AND chat = ? AND person = ?", whose),
            Statement(_NOT_TO_GET.format(", ".join("?" for _ in wanted)), (*whose, bot, *wanted)),
            *(
                Statement(
                    "INSERT INTO subscription (bot, chat, person, institution, locale) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (*whose, institution, self.locale),
                )
                for institution in self.institutions
            ),
        )


@dataclass(frozen=True, slots=True)
class DraftAnnouncement:
    """Keep an announcement that is not sent yet; one that its author did not send goes."""

    announcement: Announcement

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        one = self.announcement
        return (
            Statement(
                "DELETE FROM announcement WHERE bot = ? AND author = ? AND state = 'draft'",
                (bot, one.author),
            ),
            Statement(
                "INSERT INTO announcement (bot, code, institution, text, author, state, made) "
                "VALUES (?, ?, ?, ?, ?, 'draft', ?)",
                (bot, one.code, one.institution, one.text, one.author, now),
            ),
        )


@dataclass(frozen=True, slots=True)
class SendAnnouncement:
    """Send an announcement to everybody who wants such news at this moment."""

    code: str
    institution: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE announcement SET state = 'sending' "
                "WHERE bot = ? AND code = ? AND state = 'draft'",
                (bot, self.code),
                strict=True,
            ),
            Statement(
                "INSERT INTO recipient (bot, code, chat, person, locale) "
                "SELECT bot, ?, chat, person, locale FROM subscription "
                "WHERE bot = ? AND institution = ? ON CONFLICT DO NOTHING",
                (self.code, bot, self.institution),
            ),
        )


@dataclass(frozen=True, slots=True)
class DropAnnouncement:
    """Delete an announcement that is not sent yet."""

    code: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "DELETE FROM announcement WHERE bot = ? AND code = ? AND state = 'draft'",
                (bot, self.code),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class TakeRecipient:
    """Take somebody out of those who have still to get it, to send it: only one who tries does."""

    recipient: Recipient

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        one = self.recipient
        return (
            Statement(
                "DELETE FROM recipient WHERE bot = ? AND code = ? AND chat = ? AND person = ?",
                (bot, one.code, one.chat, one.person),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class EndAnnouncement:
    """Everybody has it: its text is not needed any more."""

    code: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE announcement SET state = 'sent', text = '' "
                "WHERE bot = ? AND code = ? AND state = 'sending' AND NOT EXISTS "
                "(SELECT 1 FROM recipient WHERE recipient.bot = announcement.bot "
                "AND recipient.code = announcement.code)",
                (bot, self.code),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class DropOldAnnouncements:
    """Delete announcements of long ago: they name who wrote them.

    One that is being sent stays as long as somebody has still to get it.
    """

    before: float

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        sql = (
            "DELETE FROM announcement WHERE bot = ? AND made < ? AND NOT EXISTS "
            "(SELECT 1 FROM recipient WHERE recipient.bot = announcement.bot "
            "AND recipient.code = announcement.code)"
        )
        return (Statement(sql, (bot, self.before)),)


def forget(column: str, bot: int, whose: int) -> tuple[Statement, ...]:
    """Delete what a person, or a chat, subscribed to and has still to get."""
    return tuple(
        Statement(f"DELETE FROM {table} WHERE bot = ? AND {column} = ?", (bot, whose))  # noqa: S608
        for table in ("subscription", "recipient")
    )
