"""Deadlines for calendars: stable, replaced when moved, reminded of at nine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from bot.forms.calendar import CalendarDay, as_calendar, semester_of
from bot.forms.calendar_feed import CalendarFeed
from locales import Locale

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def day(on: date, name: str = "asss-proposal-2026-2") -> CalendarDay:
    return CalendarDay(name, on, "Deadline", "Who, what", "https://example.org")


def event_of(text: str) -> Event:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_semester_that_is_moved_replaces_its_deadline() -> None:
    before = event_of(as_calendar([day(date(2026, 9, 24))], NOON, "x"))
    after = event_of(as_calendar([day(date(2026, 9, 29))], NOON + timedelta(minutes=1), "x"))
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_the_same_calendar_made_again_in_the_same_minute_is_the_same_text() -> None:
    made = [as_calendar([day(date(2026, 9, 24))], NOON.replace(second=s), "x") for s in (1, 40)]
    assert made[0] == made[1]


def test_two_deadlines_never_share_a_name_and_semesters_differ() -> None:
    assert semester_of(date(2026, 10, 1)) == semester_of(date(2026, 9, 28))
    assert semester_of(date(2026, 10, 1)) != semester_of(date(2027, 2, 15))
    assert semester_of(date(2026, 10, 1)) != semester_of(date(2027, 10, 1))


def test_a_deadline_keeps_nobody_busy_for_one_whole_day() -> None:
    event = event_of(as_calendar([day(date(2026, 9, 24))], NOON, "x"))
    assert event["transp"] == "TRANSPARENT"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert event["description"] == "Who, what"


@pytest.mark.parametrize(
    ("made", "reminded"),
    [
        (datetime(2026, 9, 1, 12, tzinfo=UTC), date(2026, 9, 17)),
        (datetime(2026, 9, 17, 6, 59, tzinfo=UTC), date(2026, 9, 17)),
        (datetime(2026, 9, 17, 7, 1, tzinfo=UTC), date(2026, 9, 21)),
        (datetime(2026, 9, 22, 12, tzinfo=UTC), date(2026, 9, 23)),
        (datetime(2026, 9, 23, 12, tzinfo=UTC), date(2026, 9, 24)),
        (datetime(2026, 9, 24, 7, 1, tzinfo=UTC), None),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Belgrade", "America/New_York", "Asia/Tokyo"])
def test_the_reminder_comes_at_nine_and_never_in_the_past(
    made: datetime, reminded: date | None, zone: str
) -> None:
    event = event_of(as_calendar([day(date(2026, 9, 24))], made, "x"))
    alarms = event.walk("VALARM")
    assert len(alarms) == (0 if reminded is None else 1)
    for alarm in alarms:
        midnight = datetime.combine(event.decoded("dtstart"), datetime.min.time(), ZoneInfo(zone))
        at = midnight + alarm.decoded("trigger")
        assert (at.date(), at.hour, at.minute) == (reminded, 9, 0)


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("start", [date(2026, 10, 1), date(1, 1, 1), date(9999, 12, 31)])
def test_a_feeds_name_holds_all_that_it_is_made_from(locale: Locale, start: date) -> None:
    feed = CalendarFeed(start, locale, NOON, "asss")
    assert CalendarFeed.from_name(feed.name) == feed
    assert len(feed.name) < 40


@pytest.mark.parametrize(
    "name", ["", "asss-20261301-en-1", "asss-20261001-de-1", "ub-20261001-en-1", "../secret"]
)
def test_what_is_no_feeds_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"feed|data"):
        CalendarFeed.from_name(name)
