"""A result to keep or to pass on: as a picture, as text to forward, as a calendar file."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.dialogue.session import Interview
from bot.forms import Card
from bot.forms.case_link import encode
from bot.messages.effect import Button, File, Picture, Reply
from bot.messages.markup import plain
from bot.messages.voice import Voice

_REMINDER = timedelta(days=7)


def as_picture(picture: Picture, voice: Voice) -> Reply:
    """The result as a picture, with its figures in the text under it."""
    lines = "\n".join(f"{part.label}: {part.amount}" for part in picture.parts)
    html = voice.say("keep.picture", headline=picture.headline, parts=lines)
    return Reply(html, voice.locale, picture=picture)


def to_forward(interview: Interview, card: Card, voice: Voice) -> Reply:
    """The result alone, with a link that opens the same case for whoever gets it."""
    payload = encode(interview.tool, interview.answers)
    rows = () if payload is None else ((Button(voice.label("button.link"), "", start=payload),),)
    return Reply(card.html, voice.locale, rows)


def calendar_file(days: tuple[tuple[date, str], ...], now: date, voice: Voice) -> File:
    """All-day events with a reminder a week ahead, for any calendar.

    Args:
        days: each day with what must be done by then, plain text.
        now: when the file is made.
        voice: the reader's words.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Razmena//Deadlines//EN")
    calendar.add("version", "2.0")
    for day, summary in days:
        event = Event()
        event.add("uid", f"{day.isoformat()}-{len(calendar.subcomponents)}@razmena")
        event.add("dtstamp", datetime(now.year, now.month, now.day, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", plain(voice.say("keep.calendar")))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -_REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return File("razmena-deadlines.ics", calendar.to_ical().decode())
