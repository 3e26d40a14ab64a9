"""A result to keep or to pass on: as a picture, as text to forward, as a calendar file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.dialogue.state.session import FormState
from bot.forms import Card
from bot.forms import slot_wording as wording
from bot.forms.calendar import CalendarDay, as_calendar
from bot.forms.case_link import encode
from bot.forms.form import paragraphs
from bot.messages.effect import Button, ButtonStyle, File, Picture, Reply
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.naming import names_all_of, words_of
from bot.messages.voice import Voice
from rules.programmes.roles import STUDENT

# Telegram's limit for a button that copies.
_COPIED_LETTERS = 256
_CUT = "…"
_WHO = frozenset({"role", "cycle", "year"})


def as_picture(picture: Picture, voice: Voice) -> Reply:
    """Return the result as a picture, with its figures in the text under it."""
    lines = "\n".join(f"{part.label}: {part.amount}" for part in picture.parts)
    html = voice.say("keep.picture", headline=picture.headline, parts=lines)
    return Reply(html, voice.locale, picture=picture)


def based_on(
    answers: Mapping[str, Json], voice: Voice, beside: str = "", leave_out: Iterable[str] = ()
) -> str:
    """Return what a result rests on, in a line of HTML; empty where nothing was told.

    Args:
        answers: what was told.
        voice: the reader's words.
        beside: the result; what it names is not told again.
        leave_out: slots that are not told here.
    """
    if answers.get("role") == STUDENT and {"cycle", "year"} & answers.keys():
        # Who is in a cycle or in a year of study is a student.
        leave_out = {
            *leave_out,
            "role",
            *(["registered"] if answers.get("registered") is True else []),
        }
    each = wording.each_told(answers, voice, leave_out)
    # Who somebody is tells apart for whom a result holds, whatever words it shares with it.
    who = {name: value for name, value in answers.items() if name in _WHO}
    kept = frozenset(wording.each_told(who, voice, leave_out))
    said = words_of(beside)
    told = [plain(one) for one in each if one in kept or not names_all_of(said, plain(one))]
    if not told:
        return ""
    # A year in Serbian brings a point of its own.
    return voice.say("interview.understood", told=", ".join(told).rstrip("."))


def without_grounds(html: str, voice: Voice) -> str:
    """Return a result without the line that tells what it rests on."""
    before, after = voice.say("interview.understood", told="\x00").split("\x00")
    parts = html.split("\n\n")
    return paragraphs(*(one for one in parts if not (one.startswith(before) and after in one)))


def without_ground(html: str, ground: str, voice: Voice) -> str:
    """Return a result whose line on what it rests on leaves out one of what was told."""
    before, after = voice.say("interview.understood", told="\x00").split("\x00")
    parts: list[str] = []
    for one in html.split("\n\n"):
        if one.startswith(before) and one.endswith(after):
            told = one[len(before) : len(one) - len(after)].split(", ")
            kept = [part for part in told if part != ground]
            if kept:
                parts.append(f"{before}{', '.join(kept)}{after}")
        else:
            parts.append(one)
    return paragraphs(*parts)


def to_forward(interview: FormState, card: Card, source_line: str, voice: Voice) -> Reply:
    """Return the result alone and what it rests on, with a link that opens the same case."""
    grounds = based_on(interview.answers, voice)
    copied = _copied(plain(card.html), plain(grounds), plain(source_line))
    buttons = [Button(voice.label("button.copy"), "", copy=copied)]
    payload = encode(interview.tool, interview.answers)
    if payload is not None:
        link = Button(voice.label("button.link"), "", start=payload, style=ButtonStyle.PRIMARY)
        buttons.insert(0, link)
    rows = tuple((button,) for button in buttons)
    return Reply(paragraphs(card.html, grounds), voice.locale, rows)


def copied_days(days: Sequence[CalendarDay], voice: Voice) -> tuple[tuple[Button, ...], ...]:
    """Return buttons that copy each day as forms want it, such as 2026-09-24."""
    isos = sorted({day.day.isoformat() for day in days})
    return tuple((Button(voice.label("button.copy_day", day=iso), "", copy=iso),) for iso in isos)


def _copied(result: str, grounds: str, source: str) -> str:
    """Return a result for the clipboard: its first line, its grounds and source, then the rest.

    The first three come first where there is no room for all: a result without what it rests on
    is not worth passing on.
    """
    headline, _, rest = result.partition("\n")
    kept = _cut(headline, _COPIED_LETTERS)
    after = [part for part in (grounds, source) if part]
    for part in after:
        kept = _longer(kept, part)
    reasons = [line for line in rest.split("\n") if line.strip() and line not in after]
    return _with_reasons(headline, reasons, kept)


def _with_reasons(headline: str, reasons: Sequence[str], kept: str) -> str:
    """Return the text with as many reasons behind its first line as there is room for."""
    behind = kept.removeprefix(headline)
    told: list[str] = []
    for reason in reasons:
        if len("\n".join([headline, *told, reason])) + len(behind) > _COPIED_LETTERS:
            break
        told.append(reason)
    return "\n".join([headline, *told]) + behind if told else kept


def _longer(text: str, part: str) -> str:
    longer = f"{text}\n{part}"
    return longer if len(longer) <= _COPIED_LETTERS else text


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - len(_CUT)].rstrip() + _CUT


def calendar_file(days: Sequence[CalendarDay], made: datetime, voice: Voice) -> File:
    """Return all-day events with a reminder, for any calendar."""
    return File("razmena-deadlines.ics", as_calendar(days, made, calendar_title(voice)))


def calendar_title(voice: Voice) -> str:
    """Return what the calendar is called among a person's others."""
    return f"Razmena: {voice.label('deadlines.title')}"
