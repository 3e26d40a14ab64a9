"""A result to keep or to pass on: as a picture, as text to forward, as a calendar file."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue.session import Interview
from bot.forms import Card
from bot.forms.calendar import CalendarDay, as_calendar
from bot.forms.case_link import encode
from bot.messages.effect import Button, ButtonStyle, File, Picture, Reply
from bot.messages.markup import plain
from bot.messages.voice import Voice

# Telegram's limit for a button that copies.
_COPIED_LETTERS = 256


def as_picture(picture: Picture, voice: Voice) -> Reply:
    """Return the result as a picture, with its figures in the text under it."""
    lines = "\n".join(f"{part.label}: {part.amount}" for part in picture.parts)
    html = voice.say("keep.picture", headline=picture.headline, parts=lines)
    return Reply(html, voice.locale, picture=picture)


def to_forward(interview: Interview, card: Card, voice: Voice) -> Reply:
    """Return the result alone, with a link that opens the same case for whoever gets it."""
    payload = encode(interview.tool, interview.answers)
    buttons = [Button(voice.label("button.copy"), "", copy=_short(plain(card.html)))]
    if payload is not None:
        link = Button(voice.label("button.link"), "", start=payload, style=ButtonStyle.PRIMARY)
        buttons.insert(0, link)
    return Reply(card.html, voice.locale, tuple((button,) for button in buttons))


def copied_days(days: Sequence[CalendarDay], voice: Voice) -> tuple[tuple[Button, ...], ...]:
    """Buttons that copy each day as forms want it, such as 2026-09-24."""
    isos = sorted({day.day.isoformat() for day in days})
    return tuple((Button(voice.label("button.copy_day", day=iso), "", copy=iso),) for iso in isos)


def _short(text: str) -> str:
    """The paragraphs of a result that fit onto a clipboard, at least the beginning of the first."""
    kept = ""
    for paragraph in text.split("\n\n"):
        longer = f"{kept}\n\n{paragraph}".strip()
        if len(longer) > _COPIED_LETTERS:
            break
        kept = longer
    return kept or text[:_COPIED_LETTERS]


def calendar_file(days: Sequence[CalendarDay], made: datetime, voice: Voice) -> File:
    """All-day events with a reminder, for any calendar."""
    return File("razmena-deadlines.ics", as_calendar(days, made, calendar_title(voice)))


def calendar_title(voice: Voice) -> str:
    """Return what the calendar is called among a person's others."""
    return f"Razmena: {voice.label('deadlines.title')}"
