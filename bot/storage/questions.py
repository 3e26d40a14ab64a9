"""Questions that were not answered, with what tells one asker from another within a week.

`who` is a keyed hash of 16 bits, under a key that is thrown away after the week: it says whether
three people asked something or one person three times, and not who. Nothing joins two weeks.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.storage.changes import Query, Statement, day_of


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question without an answer.

    Attributes:
        text: with placeholders for all that could tell who asked.
        locale: `Locale.value`.
        day: ISO date.
        who: tells askers of one week apart; empty where that is not known.
    """

    text: str
    locale: str
    day: str
    who: str


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """Keep a question that was not answered."""

    text: str
    locale: str
    who: str

    def statements(self, _: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "INSERT INTO note (kind, day, locale, text, who) VALUES (?, ?, ?, ?, ?)",
                ("unanswered", day_of(now), self.locale, self.text, self.who),
            ),
        )


def asked_questions(since: str = "0001-01-01") -> Query[KeptQuestion]:
    """Read the questions of all days from `since` (ISO date) on, oldest first."""
    return Query(
        "SELECT text, locale, day, who FROM note WHERE kind = 'unanswered' AND day >= ? "
        "ORDER BY id",
        (since,),
        lambda text, locale, day, who: KeptQuestion(text, locale, str(day), who),
    )


@dataclass(frozen=True, slots=True)
class KeepSalt:
    """Agree with the other replicas on this week's key; those of earlier weeks go."""

    week: str
    value: str

    def statements(self, bot: int, _: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement("DELETE FROM salt WHERE bot = ? AND week <> ?", (bot, self.week)),
            Statement(
                "INSERT INTO salt (bot, week, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (bot, self.week, self.value),
            ),
        )


@dataclass(frozen=True, slots=True)
class DropOldSalts:
    """Throw the keys of earlier weeks away, also where nobody asks anything any more."""

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        week = week_of(day_of(now))
        return (Statement("DELETE FROM salt WHERE bot = ? AND week <> ?", (bot, week)),)


def salt_of(bot: int, week: str) -> Query[str]:
    """Read the key of a week."""
    return Query("SELECT value FROM salt WHERE bot = ? AND week = ?", (bot, week), str)


def week_of(day: str) -> str:
    """Return the week of an ISO date, such as `2026-W48`."""
    year, week, _ = datetime.fromisoformat(day).replace(tzinfo=UTC).isocalendar()
    return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class DoOnce:
    """Do something that is done once for all replicas and starts."""

    what: str

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "INSERT INTO done_once (bot, what, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (bot, self.what, now),
                strict=True,
            ),
        )
