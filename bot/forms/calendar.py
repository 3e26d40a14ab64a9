"""Deadlines as iCalendar (RFC 5545): a file to keep, or a feed to subscribe to.

A deadline of a semester keeps its UID whatever day it falls on, so that importing again, or after
the semester was moved, replaces the event. Nothing is read from a clock here: the same deadlines
made at the same minute are the same text.
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from locales.clock import HOME

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MORNING = time(9)
# The earliest of these that is still ahead: a week, three days, a day before, or on the day.
_DAYS_AHEAD = (7, 3, 1, 0)
_REFRESH = timedelta(days=1)
# From this month on a semester that begins is the year's second.
_SECOND_HALF = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Something that must be done by the end of a day.

    Attributes:
        name: which deadline of which semester; the same wherever the semester is moved to.
        day: the last day.
        summary: what the calendar shows.
        description: who must do what, and where that stands.
        url: the page where it stands.
    """

    name: str
    day: date
    summary: str
    description: str
    url: str | None = None


def semester_of(start: date) -> str:
    """Name a semester by the half of the year in which it begins."""
    return f"{start.year}-{2 if start.month >= _SECOND_HALF else 1}"


def as_calendar(days: Sequence[CalendarDay], made: datetime, title: str) -> str:
    """Return all-day events, each with a reminder at nine in the morning that is still to come.

    Args:
        days: what to note.
        made: when; a later calendar's events replace those of an earlier one.
        title: what the calendar is called where it is subscribed to.
    """
    made = made.astimezone(UTC).replace(second=0, microsecond=0)
    # Imported only for who takes a calendar: it is a tenth of the start.
    icalendar: Any = importlib.import_module("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Razmena//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("name", title)
    calendar.add(
        "refresh-interval", icalendar.vDuration(_REFRESH), parameters={"VALUE": "DURATION"}
    )
    calendar.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    for day in days:
        calendar.add_component(_event(icalendar, day, made))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(icalendar: Any, day: CalendarDay, made: datetime) -> Any:
    event = icalendar.Event()
    event.add("uid", f"{day.name}@razmena")
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", int((made - _EPOCH).total_seconds() // 60))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", day.description)
    if day.url is not None:
        event.add("url", day.url)
    event.add("status", "CONFIRMED")
    # A deadline is no appointment: nobody is busy because of it.
    event.add("transp", "TRANSPARENT")
    reminder = _reminder(day.day, made)
    if reminder is not None:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", day.summary)
        alarm.add("trigger", reminder)
        event.add_component(alarm)
    return event


def _reminder(day: date, made: datetime) -> timedelta | None:
    """Return how long before a day to remind of it; None where every such morning has passed."""
    for ahead in _DAYS_AHEAD:
        morning = datetime.combine(day - timedelta(days=ahead), _MORNING, tzinfo=HOME)
        if morning > made:
            # Counted from midnight, in whatever zone the calendar is read.
            return timedelta(hours=_MORNING.hour) - timedelta(days=ahead)
    return None
