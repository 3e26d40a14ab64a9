"""Conversations with an office: who has them, and the copies of their messages in the staff chat.

`session.office` names the open one of a person, so that a message is known to go to the office
without another look. Rows are changed in the order session, talk, copy, in every transaction.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.storage.changes import Query, Statement
from bot.storage.records import WEB_BOT


class Notice(StrEnum):
    """What both sides, or the one that is left, have still to be told of a conversation."""

    FORGOTTEN = "forgotten"  # the person asked to be forgotten
    GONE = "gone"  # the person blocked the bot
    LOST = "lost"  # the staff chat cannot be written to
    UNSENT = "unsent"  # an answer could not be sent to the person
    EXPIRED = "expired"  # nothing of it is kept any longer
    BLANKED = "blanked"  # all is told, and blanked; a message under way may still arrive


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with an office.

    Attributes:
        code: its name, which opens every message about it in the staff chat.
        chat: the person's chat with the bot; None when the person is forgotten.
        person: who asked; None likewise.
        institution: whose office; empty for the general one.
        name: of the institution, in the person's words.
        staff_chat: where the staff are.
        staff_locale: `Locale.value` of the bot's words there.
        locale: `Locale.value` of the bot's words to the person.
        question: what was asked; empty when the person is forgotten.
        is_open: the office has the conversation, else the bot.
        owner: who of the staff answers; None before the first answer.
        notice: what has still to be told.
        home: under which bot's number the person's session is; `WEB_BOT` for a visitor.
        topic: the topic of the staff chat that has the conversation; None where there is none.
        first_message: the number of the person's first message to the office; None before it.
    """

    code: str
    chat: int | None
    person: int | None
    institution: str
    name: str
    staff_chat: int
    staff_locale: str
    locale: str
    question: str
    is_open: bool
    owner: int | None
    notice: Notice | None
    home: int
    topic: int | None
    first_message: int | None


TALK_COLUMNS = (
    "code, chat, person, institution, name, staff_chat, staff_locale, locale, question, is_open, "
    "owner, notice, coalesce(home, bot) AS home, topic, first_message"
)
# Of what is blanked nothing is kept, but that its last messages may still arrive.
_KEPT = "coalesce(notice, '') <> 'blanked'"
_NAMES = tuple(
    one.rpartition(" ")[2] for one in TALK_COLUMNS.replace("home, bot", "home").split(", ")
)


def read_talk(*columns: Any) -> Talk:
    """Return the conversation of a row with `TALK_COLUMNS`."""
    named = dict(zip(_NAMES, columns, strict=True))
    told = None if named["notice"] is None else Notice(named["notice"])
    return Talk(**{**named, "is_open": bool(named["is_open"]), "notice": told})


def talk(bot: int, code: str) -> Query[Talk]:
    """Read a conversation by its code."""
    sql = f"SELECT {TALK_COLUMNS} FROM office_talk WHERE bot = ? AND code = ? AND {_KEPT}"  # noqa: S608
    return Query(sql, (bot, code), read_talk)


def talk_of_answer(bot: int, staff_chat: int, message: int) -> Query[Talk]:
    """Read the conversation in which a message of a staff chat was sent to the person."""
    return Query(
        f"SELECT {TALK_COLUMNS} FROM office_talk WHERE bot = ? AND staff_chat = ? AND {_KEPT} "  # noqa: S608
        "AND code IN (SELECT code FROM office_copy WHERE bot = ? AND origin = ? AND chat <> ?)",
        (bot, staff_chat, bot, message, staff_chat),
        read_talk,
    )


def talk_of_words(bot: int, chat: int, message: int) -> Query[Talk]:
    """Read the conversation in which a message of a person's was passed on to the staff."""
    return Query(
        f"SELECT {TALK_COLUMNS} FROM office_talk "  # noqa: S608
        "WHERE bot = ? AND chat = ? AND person IS NOT NULL AND EXISTS (SELECT 1 FROM office_copy "
        "WHERE office_copy.bot = office_talk.bot AND office_copy.code = office_talk.code "
        "AND office_copy.chat = staff_chat AND origin = ?)",
        (bot, chat, message),
        read_talk,
    )


def talk_of_topic(bot: int, staff_chat: int, topic: int) -> Query[Talk]:
    """Read the conversation that has a topic of a staff chat to itself."""
    return Query(
        f"SELECT {TALK_COLUMNS} FROM office_talk "  # noqa: S608
        f"WHERE bot = ? AND staff_chat = ? AND topic = ? AND {_KEPT}",
        (bot, staff_chat, topic),
        read_talk,
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """A message of one side as it stands in the chat of the other.

    Attributes:
        chat: the chat that it stands in.
        message: its number there.
        origin: the number of the message that it is a copy of; None for the bot's own words.
    """

    chat: int
    message: int
    origin: int | None


def copies(bot: int, code: str) -> Query[Copy]:
    """Read the copies of a conversation's messages, oldest first."""
    return Query(
        "SELECT chat, message, origin FROM office_copy WHERE bot = ? AND code = ? ORDER BY message",
        (bot, code),
        Copy,
    )


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be sent to a chat, whoever caused it.

    Attributes:
        chat: where to; a group that became a supergroup is found under its old number too.
        person: whose it is: deleted with them while it waits.
        payload: what is to be sent.
        home: under which bot's number it waits, where that is another.
    """

    chat: int
    person: int
    payload: str
    home: int | None = None

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "INSERT INTO outbox (bot, chat, person, created, payload) VALUES (?, coalesce("
                "(SELECT new_chat FROM moved_chat WHERE bot = ? AND old_chat = ?), ?), ?, ?, ?)",
                (
                    *(bot if self.home is None else self.home, bot),
                    *(self.chat, self.chat, self.person, now, self.payload),
                ),
            ),
        )


def _free(bot: int, code: str) -> Statement:
    """Note in the person's session, on Telegram or on the web, that no office has it any more."""
    sql = "UPDATE session SET office = NULL WHERE bot IN (?, ?) AND office = ?"
    return Statement(sql, (bot, WEB_BOT, code))


@dataclass(frozen=True, slots=True)
class OpenTalk:
    """Give a conversation to an office. A person has one at a time."""

    code: str
    chat: int
    person: int
    institution: str
    name: str
    staff_chat: int
    staff_locale: str
    locale: str
    question: str
    home: int | None = None

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE session SET office = ? "
                "WHERE bot = ? AND chat = ? AND person = ? AND office IS NULL",
                (self.code, bot if self.home is None else self.home, self.chat, self.person),
                strict=True,
            ),
            Statement(
                "INSERT INTO office_talk (bot, code, chat, person, institution, name, staff_chat, "
                "staff_locale, locale, question, is_open, opened, touched, home) VALUES (?, ?, ?, "
                "?, ?, ?, "
                "coalesce((SELECT new_chat FROM moved_chat WHERE bot = ? AND old_chat = ?), ?), "
                "?, ?, ?, 1, ?, ?, CAST(? AS bigint))",
                (
                    *(bot, self.code, self.chat, self.person, self.institution, self.name),
                    *(bot, self.staff_chat, self.staff_chat),
                    *(self.staff_locale, self.locale, self.question, now, now, self.home),
                ),
            ),
        )


@dataclass(frozen=True, slots=True)
class PersonWrote:
    """The person wrote something to the office, which has the conversation.

    Attributes:
        code: of the conversation.
        message: the number of what they wrote; None where it has none.
    """

    code: str
    message: int | None = None

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE office_talk SET touched = ?, "
                "first_message = coalesce(first_message, CAST(? AS bigint)) "
                "WHERE bot = ? AND code = ? AND is_open = 1",
                (now, self.message, bot, self.code),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class StaffWrote:
    """Somebody of the staff wrote an answer, and answers from now on.

    Attributes:
        code: of the conversation.
        owner: who wrote.
        before: who answered before, as it was when this was decided.
        was_open: whether the office had the conversation then.
    """

    code: str
    owner: int
    before: int | None
    was_open: bool

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        # A comparison with NULL is never true; no owner has the number 0.
        return (
            Statement(
                "UPDATE office_talk SET touched = ?, owner = ? WHERE bot = ? AND code = ? "
                "AND coalesce(owner, 0) = ? AND is_open = ? AND person IS NOT NULL",
                (now, self.owner, bot, self.code, self.before or 0, int(self.was_open)),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class EndTalk:
    """Give a conversation back to the bot."""

    code: str

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            _free(bot, self.code),
            Statement(
                "UPDATE office_talk SET is_open = 0, touched = ? "
                "WHERE bot = ? AND code = ? AND is_open = 1",
                (now, bot, self.code),
                strict=True,
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeaveTalk:
    """Give the person back to the bot, whatever is kept of the conversation."""

    code: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (_free(bot, self.code),)


@dataclass(frozen=True, slots=True)
class NoteCopy:
    """A copy of a message stands in a chat now."""

    code: str
    copy: Copy

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        copy = self.copy
        return (
            Statement(
                "INSERT INTO office_copy (bot, chat, message, code, origin) "
                "SELECT bot, ?, ?, code, CAST(? AS bigint) FROM office_talk "
                # Of who is forgotten only what is to be blanked is noted.
                "WHERE bot = ? AND code = ? AND (person IS NOT NULL OR staff_chat = ?) "
                "ON CONFLICT (bot, chat, message) DO NOTHING",
                (copy.chat, copy.message, copy.origin, bot, self.code, copy.chat),
            ),
        )


@dataclass(frozen=True, slots=True)
class NoteTopic:
    """A conversation has a topic of its own in the staff chat."""

    code: str
    topic: int

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        sql = "UPDATE office_talk SET topic = ? WHERE bot = ? AND code = ?"
        return (Statement(sql, (self.topic, bot, self.code)),)
