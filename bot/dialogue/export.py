"""A result to keep or to pass on: as a picture, as text to forward, as a calendar file."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue.session import Interview
from bot.forms import Card
from bot.forms.calendar import CalendarDay, as_calendar
from bot.forms.case_link import encode
from bot.messages.effect import Button, File, Picture, Reply
from bot.messages.voice import Voice


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


def calendar_file(days: Sequence[CalendarDay], made: datetime, voice: Voice) -> File:
    """All-day events with a reminder, for any calendar."""
    return File("razmena-deadlines.ics", as_calendar(days, made, calendar_title(voice)))


def calendar_title(voice: Voice) -> str:
    """What the calendar is called among a person's others."""
    return f"Razmena: {voice.label('deadlines.title')}"
