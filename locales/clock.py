"""The clock that people here go by, wherever the program runs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Belgrade")


def today() -> date:
    """Return the day at home."""
    return datetime.now(HOME).date()


def day_of(moment: datetime) -> date:
    """Return the day at home of a moment."""
    return moment.astimezone(HOME).date()
