"""Counts by day: what was asked, answered and found helpful, and never by whom."""

from dataclasses import dataclass

from bot.storage.changes import Query, Statement, day_of

KEPT_DAYS = 400


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened.

    Attributes:
        what: what happened, such as `helped`.
        subject: to what, such as `entry:visa-cost`.
        locale: `Locale.value` of who it happened to.
        day: ISO date.
        number: how often.
    """

    what: str
    subject: str
    locale: str
    day: str
    number: int


@dataclass(frozen=True, slots=True)
class Count:
    """Something happened: one more of it today."""

    what: str
    subject: str
    locale: str
    number: int = 1

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "INSERT INTO tally (bot, day, what, subject, locale, number) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (bot, day, what, subject, locale) "
                "DO UPDATE SET number = tally.number + excluded.number",
                (bot, day_of(now), self.what, self.subject, self.locale, self.number),
            ),
        )


@dataclass(frozen=True, slots=True)
class DropOldCounts:
    """Delete counts that are older than anybody compares."""

    def statements(self, bot: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        before = day_of(now - KEPT_DAYS * 24 * 3600.0)
        return (Statement("DELETE FROM tally WHERE bot = ? AND day < ?", (bot, before)),)


def tallies(since: str = "") -> Query[Tally]:
    """Read the counts of all days from `since` (ISO date) on, oldest first."""
    return Query(
        "SELECT what, subject, locale, day, sum(number) FROM tally WHERE day >= ? "
        "GROUP BY day, what, subject, locale ORDER BY day, what, subject, locale",
        (since,),
        lambda what, subject, locale, day, number: Tally(what, subject, locale, day, int(number)),
    )
