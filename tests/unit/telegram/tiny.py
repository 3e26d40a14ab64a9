"""A tiny real assistant: it does in a few words all that a conversation can do."""

import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as dawn
from functools import cached_property
from typing import Any

from bot.messages.effect import (
    AskOffice,
    Button,
    ButtonStyle,
    Effect,
    File,
    Forget,
    KeepNews,
    KeepReminders,
    LeaveOffice,
    NoteUnanswered,
    Outcome,
    Picture,
    PicturePart,
    Reply,
    TellOffice,
)
from bot.messages.event import Event, Said, Tapped, Unreadable
from bot.messages.reminder import Reminder, StoredReminder
from bot.messages.standing import NOTHING, Standing
from knowledge import Knowledge, load_knowledge
from locales import Locale
from rules import load_rulebook

TIMED = '<tg-time unix="1790244000" format="r">in 12 days</tg-time> <b>or so</b>'
LOOKS = (
    (Button("Delete", "off", style=ButtonStyle.DANGER), Button("Copy", "", copy="2026-09-24")),
    (Button("On", "on", style=ButtonStyle.PRIMARY),),
)


@dataclass(frozen=True)
class TinySession:
    count: int = 0
    standing: Standing = NOTHING  # as a new one is told; not stored

    @classmethod
    def new(cls, standing: Standing = NOTHING) -> "TinySession":
        return cls(standing=standing)

    @classmethod
    def from_json(cls, stored: str) -> "TinySession":
        return cls(json.loads(stored)["count"])

    def to_json(self) -> str:
        return json.dumps({"count": self.count})


def say(html: str, **more: Any) -> Reply:
    return Reply(html, Locale.EN, outcome=Outcome.ANSWER, **more)


STEP = ((Button("On", "on"), Button("Off", "off")),)


PICTURE = Picture(
    "Grant", "1,330 EUR", (PicturePart("days", "980", 980), PicturePart("train", "50", 50))
)


@dataclass(frozen=True)
class Offer:
    id: str
    title: str
    description: str
    html: str


class TinyAssistant:
    """Counts what a person said, and does what the first word says."""

    second_opinion: str | None = None

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.moved: dict[str, date] = {}

    def get_ready(self) -> None:
        """Return at once: there is nothing to load."""

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the pages for visitors show, beside the conversation."""
        return load_knowledge(load_rulebook())

    def respond(
        self, session: TinySession, event: Event, now: datetime
    ) -> tuple[TinySession, tuple[Effect, ...]]:
        self.heard.append(event)
        after = TinySession(session.count + 1)
        if event.with_office and isinstance(event.content, Said):
            return after, self._with_office(event.content.text, event)
        match event.content:
            case Unreadable(kind):
                return after, (say(f"cannot read a {kind}"),)
            case Tapped(data):
                return after, self._tapped(data, after.count)
            case Said("standing"):
                names = [one.name for one in session.standing.reminders]
                return after, (say(" ".join((*names, *session.standing.news)) or "nothing"),)
            case Said(text):
                return after, self._said(text, after.count, event, now)

    def _with_office(self, text: str, event: Event) -> tuple[Effect, ...]:
        if text == "/done":
            return (LeaveOffice(), say("the bot again"))
        if text == "forget":
            return (Forget(), say("forgotten"))
        return (TellOffice(text, event.edited),)

    def _tapped(self, data: str, count: int) -> tuple[Effect, ...]:
        if data == "off":
            return ()
        return (say(f"step {count} after {data}", buttons=STEP, in_place=True),)

    def _said(self, text: str, count: int, event: Event, now: datetime) -> tuple[Effect, ...]:
        word, _, rest = text.partition(" ")
        if word == "fail":
            raise RuntimeError(f"cannot answer {rest}")
        if word == "remind":
            return (self._reminders(rest, now), say("kept"))
        if word == "news":
            return (KeepNews(tuple(rest.split()), Locale.EN), say("kept"))
        if word == "slow":
            time.sleep(float(rest))
        fixed: dict[str, tuple[Effect, ...]] = {
            "interview": (say(f"step {count}", buttons=STEP, in_place=True),),
            "long": (say("\n\n".join(f"<b>part {n}</b> " + "x" * 2600 for n in range(3))),),
            "about": (say(rest, about={"subject": rest}),),
            "two": (say("one"), say("two")),
            "rated": (say("probably", buttons=STEP, rated=rest),),
            "silence": (),
            "picture": (say("as it adds up", picture=PICTURE),),
            "album": (say("figures " * 200, picture=PICTURE, buttons=STEP),),
            "calendar": (say("keep it", file=File("days.ics", "BEGIN:VCALENDAR č")),),
            "looks": (say(TIMED, buttons=LOOKS),),
            "feed": (say("keep it", file=File("days.ics", "BEGIN:VCALENDAR"), feed=rest),),
            "private": (say("go on", buttons=((Button("Privately", "", start="grant"),),)),),
            "when": (say(now.isoformat()),),
            "office": (AskOffice(rest, None, "", Locale.EN), say("sent")),
            "uk": (AskOffice(rest, "uk", "", Locale.EN), say("sent")),
            "forget": (Forget(), say("forgotten")),
            "unknown": (NoteUnanswered(rest, Locale.EN), say("no idea")),
            "broken": (say("<b>open <i>crossed</b>"),),
            "srpski": (Reply("добар дан", Locale.SR_CYRL),),
        }
        edited = " (edited)" if event.edited else ""
        words = text.replace("<", "&lt;")
        return fixed.get(word, (say(f"{count}: {words}{edited}"),))

    def _reminders(self, days: str, now: datetime) -> KeepReminders:
        """Keep a reminder on each of these days, such as `a=2026-11-30`, or in seconds: `a+3`."""
        kept = []
        for word in days.split():
            name, soon, seconds = word.partition("+")
            if soon:
                stored = StoredReminder(Reminder(name, {}, 0), now.date(), Locale.EN)
                kept.append((stored, now + timedelta(seconds=float(seconds))))
                continue
            name, _, day = word.partition("=")
            reminder = Reminder(name, {}, 0)
            stored = StoredReminder(reminder, date.fromisoformat(day), Locale.EN)
            kept.append((stored, datetime.combine(stored.day, dawn(9), tzinfo=UTC)))
        return KeepReminders(tuple(kept))

    def inline(self, query: str, client_language: str | None, now: datetime) -> tuple[Offer, ...]:
        if query == "fail":
            raise RuntimeError(f"cannot offer {query}")
        html = f"<b>{query}</b> in {client_language} on {now:%Y}"
        return (Offer("1", f"About {query}", "one line", html), Offer("2", "Long", "", "x " * 5000))

    def guest(self, question: str, client_language: str | None, now: datetime) -> Reply:
        _, effects = self.respond(TinySession.new(), Event(Said(question), client_language), now)
        return next(effect for effect in effects if isinstance(effect, Reply))

    def calendar(self, name: str, now: datetime) -> str | None:
        return None if name == "nothing" else f"BEGIN:VCALENDAR {name} č on {now:%Y}"

    def reminder_due(
        self, stored: StoredReminder, _: datetime
    ) -> tuple[StoredReminder, datetime] | None:
        day = self.moved.get(stored.reminder.name, stored.day)
        due = datetime.combine(day - timedelta(days=stored.reminder.ahead), dawn(9), tzinfo=UTC)
        return replace(stored, day=day), due

    def reminder_words(
        self, stored: StoredReminder, _: datetime, before: date | None = None
    ) -> Reply:
        moved = "" if before is None else f", before {before}"
        return say(f"remember {stored.reminder.name} on {stored.day}{moved}")

    def is_piece(self, text: str) -> bool:
        return text.startswith("+")

    def awaits(self, session: TinySession, _: datetime) -> bool:
        return session.count % 10 == 9

    def commands(self, locale: Locale) -> tuple[tuple[str, str], ...]:
        begin = {Locale.SR_CYRL: "Начало", Locale.SR_LATN: "Početak"}.get(locale, "Begin")
        return (("start", begin), ("ask", "Ask"))

    def description(self, locale: Locale) -> str:
        return "Опис" if locale.is_serbian else "What I do"
