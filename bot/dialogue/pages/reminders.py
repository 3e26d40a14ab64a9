"""Reminders of deadlines: which and when, set by a tap or in words, shown and removed again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.dialogue import typed_buttons
from bot.dialogue.pages.case_page import PAGE as CASE_PAGE
from bot.dialogue.state.session import Last, Session
from bot.dialogue.turn import Outcome, Turn
from bot.forms.calendar import CalendarDay
from bot.forms.deadlines import DeadlinesForm
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button, Effect, KeepReminders, Reply
from bot.messages.effect import Outcome as Answered
from bot.messages.json_value import Json
from bot.messages.markup import escape
from bot.messages.relative_dates import ahead as days_ahead
from bot.messages.reminder import Reminder, StoredReminder
from bot.messages.voice import Voice
from bot.understanding.answers.typed_lines import typed_line
from locales.clock import HOME, day_of

PAGE = "reminders"
_MORNING = time(9)
# How many days before a deadline somebody can be reminded.
AHEAD = (7, 1)
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Line:
    """One reminder that is set or can be."""

    reminder: Reminder
    day: CalendarDay
    due: datetime
    is_set: bool


@dataclass(frozen=True, slots=True)
class Reminders:
    """Sets, shows and removes reminders, and words one when it is due."""

    form: DeadlinesForm

    def offer(self, step: Outcome, turn: Turn) -> Outcome:
        """Put a button under deadlines that are still to come."""
        session, effects = step
        if not turn.reachable or turn.visiting:
            return step
        if session.last.page == CASE_PAGE:
            return self._on_case_page(session, effects, turn)
        if not any(map(self._tells_deadlines, effects)):
            return step
        if not any(True for _ in self._lines(session, turn)):
            return step
        button = Button(turn.voice.label("button.remind"), data(Verb.REMINDERS))
        offered = tuple(
            replace(one, buttons=((button,), *one.buttons))
            if isinstance(one, Reply) and self._tells_deadlines(one)
            else one
            for one in effects
        )
        return session, offered

    def _tells_deadlines(self, effect: Effect) -> bool:
        if not isinstance(effect, Reply) or effect.outcome is not Answered.ANSWER:
            return False
        return any(answer.id == self.form.name for answer in effect.answers)

    def _on_case_page(self, session: Session, effects: tuple[Effect, ...], turn: Turn) -> Outcome:
        """Show on the page of the case what is set, with a button to it."""
        kept = [line for line in self._lines(replace(session, form=None), turn) if line.is_set]
        if not kept:
            return session, effects
        lines = "\n".join(f"• {escape(self._words(line, turn.voice))}" for line in kept)
        shown = f"{turn.voice.say('reminders.kept')}\n{lines}"
        button = Button(turn.voice.label("button.reminders"), data(Verb.REMINDERS))
        return session, tuple(
            replace(one, html=paragraphs(one.html, shown), buttons=(*one.buttons, (button,)))
            if isinstance(one, Reply)
            else one
            for one in effects
        )

    def tap(self, session: Session, arguments: tuple[str, ...], turn: Turn) -> Outcome | None:
        """Return a tapped button; None for one that is out of date."""
        if not turn.reachable or turn.visiting:
            return None
        match arguments:
            case ():
                return self._page(session, turn, anew=True)
            case (("on" | "off") as wish, code):
                return self._switch(session, code, turn, on=wish == "on")
        return None

    def said(self, session: Session, text: str, turn: Turn) -> Outcome | None:
        """Return what words mean for reminders; None where they mean something else."""
        if turn.visiting and typed_buttons.asks_to_be_reminded(text):
            return self._by_calendar(session, turn)
        if not turn.reachable or turn.visiting:
            return None
        if typed_buttons.asks_to_be_reminded(text):
            return self._page(session, turn, anew=True)
        if session.last.page != PAGE:
            return None
        line = typed_line(text)
        if line is None or line.wish not in (None, "done", "remove"):
            return None
        lines = list(self._lines(session, turn))
        if not 1 <= line.number <= len(lines):
            return self._page(session, turn)
        code = lines[line.number - 1].reminder.code
        return self._switch(session, code, turn, on=line.wish != "remove")

    def due(self, stored: StoredReminder, now: datetime) -> tuple[StoredReminder, datetime] | None:
        """Return a reminder as it stands by what is in force now; None where nothing is due."""
        today = day_of(now)
        day = self._day(stored.reminder, Voice(stored.locale), today)
        if day is None:
            return None
        moved = replace(stored, day=day.day)
        return moved, _due(day.day, stored.reminder.ahead)

    def words(self, stored: StoredReminder, now: datetime, *, before: date | None = None) -> Reply:
        """Return what is sent when a reminder is due, or when its deadline has moved.

        Args:
            stored: the reminder.
            now: the moment.
            before: the day that was told before it moved.
        """
        voice, today = Voice(stored.locale), day_of(now)
        day = self._day(stored.reminder, voice, today)
        summary = "" if day is None else escape(day.summary)
        moved = "" if before is None else voice.say("reminders.moved", before=before)
        left = voice.value(days_ahead(stored.day, today)) if stored.day >= today else ""
        html = paragraphs(
            f"<b>{voice.say('reminders.title')}</b>",
            f"{summary}: {voice.value(stored.day)}" + (f" ({left})" if left else ""),
            moved,
        )
        button = Button(voice.label("button.reminders"), data(Verb.REMINDERS))
        return Reply(html, stored.locale, ((button,),))

    def _by_calendar(self, session: Session, turn: Turn) -> Outcome:
        """Say that a page reminds nobody, and lead to the calendar, which does."""
        voice, spoken_of = turn.voice, self._spoken_of(session) is not None
        button = Button(voice.label("tool.deadlines"), data(Verb.TOOL, "deadlines"))
        if session.form is not None and spoken_of and any(True for _ in self._lines(session, turn)):
            button = Button(
                voice.label("button.calendar"), data(Verb.STEP, session.form.number, "calendar")
            )
        return session, (Reply(voice.say("reminders.on_a_page"), voice.locale, ((button,),)),)

    # The page ------------------------------------------------------------------------------------

    def _page(self, session: Session, turn: Turn, *, anew: bool = False, note: str = "") -> Outcome:
        """Show which reminders are set and can be, each with a button."""
        voice = turn.voice
        lines = list(self._lines(session, turn))
        if not lines:
            html = paragraphs(note, voice.say("reminders.none"))
            button = Button(voice.label("tool.deadlines"), data(Verb.TOOL, "deadlines"))
            return session, (Reply(html, voice.locale, ((button,),), in_place=True, anew=anew),)
        shown = "\n".join(
            f"{number}. {escape(self._words(line, voice))}"
            + (f" <b>{voice.say('reminders.is_set')}</b>" if line.is_set else "")
            for number, line in enumerate(lines, start=1)
        )
        buttons = [_button(number, line, voice) for number, line in enumerate(lines, start=1)]
        rows = tuple(tuple(buttons[one : one + 2]) for one in range(0, len(buttons), 2))
        html = paragraphs(note, voice.say("reminders.page"), shown, voice.say("reminders.how"))
        session = replace(session, last=Last(page=PAGE))
        return session, (Reply(html, voice.locale, rows, in_place=True, anew=anew),)

    def _switch(self, session: Session, code: str, turn: Turn, *, on: bool) -> Outcome:
        """Set or remove the reminder of a code; one that is not there any more shows the page."""
        lines = list(self._lines(session, turn))
        line = next((one for one in lines if one.reminder.code == code), None)
        if line is None:
            return self._page(session, turn)
        others = [one.reminder for one in lines if one.is_set and one is not line]
        if on and len(others) >= _MOST:
            return self._page(session, turn, note=turn.voice.say("reminders.full", most=_MOST))
        kept = (*others, line.reminder) if on else tuple(others)
        session = replace(session, reminders=tuple(kept))
        told = turn.voice.say("reminders.set" if on else "reminders.removed")
        session, effects = self._page(session, turn, note=told)
        return session, (KeepReminders(self._stored(session, turn)), *effects)

    def _stored(self, session: Session, turn: Turn) -> tuple[tuple[StoredReminder, datetime], ...]:
        return tuple(
            (StoredReminder(line.reminder, line.day.day, turn.voice.locale), line.due)
            for line in self._lines(replace(session, form=None), turn)
            if line.is_set
        )

    def _lines(self, session: Session, turn: Turn) -> Iterator[_Line]:
        """Yield what is set, and what can be of the deadlines spoken of, the soonest first."""
        answers = self._spoken_of(session)
        possible = [] if answers is None else self._possible(answers, turn)
        every = dict.fromkeys((*map(_key, session.reminders), *map(_key, possible)))
        known = {_key(one): one for one in (*session.reminders, *possible)}
        lines = []
        for key in every:
            day = self._day(known[key], turn.voice, turn.today)
            due = None if day is None else _due(day.day, known[key].ahead)
            if day is not None and due is not None and turn.now is not None and due > turn.now:
                is_set = key in set(map(_key, session.reminders))
                lines.append(_Line(known[key], day, due, is_set))
        yield from sorted(lines, key=lambda line: (line.due, _key(line.reminder)))

    def _spoken_of(self, session: Session) -> Mapping[str, Json] | None:
        form = session.form
        if form is None or form.tool != self.form.name or form.changing is not None:
            return None
        return form.answers if self.form.required <= form.answers.keys() else None

    def _possible(self, answers: Mapping[str, Json], turn: Turn) -> Sequence[Reminder]:
        days = self.form.calendar_days(answers, turn.voice, turn.today)
        return [Reminder(day.name, dict(answers), ahead) for day in days for ahead in AHEAD]

    def _day(self, reminder: Reminder, voice: Voice, today: date) -> CalendarDay | None:
        """Return the deadline of a reminder by what is in force; None where there is none now."""
        try:
            days = self.form.calendar_days(reminder.answers, voice, today)
        except (ValueError, KeyError, OverflowError):
            return None
        return next((day for day in days if day.name == reminder.name), None)

    def _words(self, line: _Line, voice: Voice) -> str:
        return voice.label(
            "reminders.line", on=line.due.date(), summary=line.day.summary, day=line.day.day
        )


def _button(number: int, line: _Line, voice: Voice) -> Button:
    wish = "off" if line.is_set else "on"
    label = f"{voice.label(f'button.remind_{wish}')} {number}"
    return Button(label, data(Verb.REMINDERS, wish, line.reminder.code))


def _key(reminder: Reminder) -> str:
    return reminder.key


def _due(day: date, ahead: int) -> datetime:
    """Return nine in the morning by the clock of the program, so many days before."""
    return datetime.combine(day - timedelta(days=ahead), _MORNING, tzinfo=HOME)
