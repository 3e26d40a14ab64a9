"""Office hours: `mon-thu 9-15, fri 9:00-13:30`, by the clock of Europe/Belgrade."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from locales.clock import HOME

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(
    rf"({'|'.join(_DAYS)})(?:-({'|'.join(_DAYS)}))? (\d{{1,2}})(?::(\d\d))?-(\d{{1,2}})(?::(\d\d))?"
)


class HoursError(ValueError):
    """Words that are no office hours; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office works in a week.

    Attributes:
        spans: day of the week (0: Monday), beginning and end of each span, in order.
    """

    spans: tuple[tuple[int, time, time], ...]

    def is_open(self, now: datetime) -> bool:
        """Return whether somebody is at work at this moment."""
        home = now.astimezone(HOME)
        return any(
            home.weekday() == day and begin <= home.time() < end for day, begin, end in self.spans
        )

    def opens(self, now: datetime) -> datetime:
        """Return the next beginning of a span, by that clock."""
        home = now.astimezone(HOME)
        days = (home.date() + timedelta(days=ahead) for ahead in range(8))
        return next(
            moment
            for day in days
            for weekday, begin, _ in self.spans
            if weekday == day.weekday()
            and (moment := datetime.combine(day, begin, tzinfo=HOME)) > home
        )


def read_hours(text: str) -> OfficeHours:
    """Read office hours.

    Raises:
        HoursError: they are none.
    """
    spans = []
    for part in text.lower().split(","):
        found = _PART.fullmatch(" ".join(part.split()))
        if found is None:
            raise HoursError(_ALLOWED)
        first, last = _DAYS.index(found[1]), _DAYS.index(found[2] or found[1])
        try:
            begin = time(int(found[3]), int(found[4] or 0))
            end = time(int(found[5]), int(found[6] or 0))
        except ValueError:
            raise HoursError(_ALLOWED) from None
        if last < first or end <= begin:
            raise HoursError(_ALLOWED)
        spans += [(day, begin, end) for day in range(first, last + 1)]
    return OfficeHours(tuple(sorted(spans)))


_ALLOWED = "allowed: days and times, such as mon-fri 9-15, or mon-thu 9-15, fri 9:00-13:30"
