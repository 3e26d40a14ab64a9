"""Reminders that wait for their moment, and the pace at which the bot writes to many people."""

from dataclasses import dataclass

from bot.storage.changes import Query, Statement


@dataclass(frozen=True, slots=True)
class WaitingReminder:
    """A reminder of a person.

    Attributes:
        chat: where to send it.
        person: whose it is.
        key: what tells it from the same person's others.
        due: when, in seconds since the epoch.
        payload: what it is about, as JSON.
    """

    chat: int
    person: int
    key: str
    due: float
    payload: str


def due_reminders(bot: int, now: float, most: int) -> Query[WaitingReminder]:
    """Read the reminders whose moment has come, those that wait longest first."""
    return Query(
        "SELECT chat, person, name, due, payload FROM reminder WHERE bot = ? AND due <= ? "
        "ORDER BY due, chat, name LIMIT ?",
        (bot, now, most),
        WaitingReminder,
    )


def all_reminders(bot: int) -> Query[WaitingReminder]:
    """Read every reminder that waits."""
    return Query(
        "SELECT chat, person, name, due, payload FROM reminder WHERE bot = ? ORDER BY due",
        (bot,),
        WaitingReminder,
    )


@dataclass(frozen=True, slots=True)
class KeepOnly:
    """Make these a person's reminders; what is due already is left to whoever sends it."""

    chat: int
    person: int
    reminders: tuple[WaitingReminder, ...]

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "DELETE FROM reminder WHERE bot = ? AND chat = ? AND person = ? AND due > ?",
                (bot, self.chat, self.person, now),
            ),
            *(
                Statement(
                    "INSERT INTO reminder (bot, chat, person, name, due, payload) "
                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (bot, self.chat, self.person, one.key, one.due, one.payload),
                )
                for one in self.reminders
                if one.due > now
            ),
        )


@dataclass(frozen=True, slots=True)
class TakeReminder:
    """Take a reminder out, to send it: only one of those who try does."""

    reminder: WaitingReminder

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        one = self.reminder
        return (
            Statement(
                "DELETE FROM reminder WHERE bot = ? AND chat = ? AND person = ? AND name = ? "
                "AND payload = ?",
                (bot, one.chat, one.person, one.key, one.payload),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class MoveReminder:
    """Give a reminder another moment, as its deadline has moved."""

    reminder: WaitingReminder
    due: float
    payload: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        one = self.reminder
        return (
            Statement(
                "UPDATE reminder SET due = ?, payload = ? WHERE bot = ? AND chat = ? "
                "AND person = ? AND name = ? AND payload = ?",
                (self.due, self.payload, bot, one.chat, one.person, one.key, one.payload),
                strict=True,
            ),
        )


@dataclass(frozen=True, slots=True)
class KeepPace:
    """Take a turn to write to so many people; nobody else has one until it is over."""

    seconds: float

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "INSERT INTO pace (bot, free_at) VALUES (?, ?) ON CONFLICT (bot) "
                "DO UPDATE SET free_at = excluded.free_at WHERE pace.free_at <= ? "
                # A clock that was wrong holds nobody up for long.
                "OR pace.free_at > ?",
                (bot, now + self.seconds, now, now + 60.0),
                strict=True,
            ),
        )


def forget_person(bot: int, person: int) -> tuple[Statement, ...]:
    """Delete a person's reminders."""
    return (Statement("DELETE FROM reminder WHERE bot = ? AND person = ?", (bot, person)),)


def forget_chat(bot: int, chat: int) -> tuple[Statement, ...]:
    """Delete the reminders that would go to a chat."""
    return (Statement("DELETE FROM reminder WHERE bot = ? AND chat = ?", (bot, chat)),)
