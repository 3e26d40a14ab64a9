"""The step for a day that is held against the deadlines counted back from a semester."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue import policy
from bot.dialogue.completion.told_before import NUMBER
from bot.dialogue.computing import Computing
from bot.dialogue.context.incoming import comes_home
from bot.dialogue.cues.publishers import of_another
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message, Outcome
from bot.forms.programmes import INSTITUTION
from bot.messages.json_value import Json
from bot.understanding import Understanding
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from locales import DateInASentence
from rules import Deadlines
from rules.institutions import DEADLINES, registry

_FORM = "deadlines"
_VOCABULARY = load_vocabulary("dates")
_WHO_ACTS = _VOCABULARY.stems("who acts by a deadline")
_WHO_PROPOSES = _VOCABULARY.stems("who proposes by a deadline")
# A day on which a paper arrives may look like the beginning of a stay.
_OF_A_DATE = frozenset({"starts_on"})
_OF_A_DAY = _VOCABULARY.words("bringing papers") | _VOCABULARY.words("in time or late")
# A day of a month that is not named: "the 20th", "20."; of the two nearest, that before or behind.
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)(?!\d)")
_HALF_A_MONTH = 15
_WHY = _VOCABULARY.words("why")
_AROUND = _VOCABULARY.words("around who acts")


@dataclass(frozen=True, slots=True)
class DayHeld:
    """Answers what goes on from a semester whose first day was told."""

    computing: Computing

    def answer(self, message: Message) -> Outcome | None:
        """Return whether a day is in time, or the days again to who names whom to hand in to."""
        reading, home = message.reading, message.context.home
        told = reading.case.get("semester_start")
        back = _day_of_return(reading, told) if isinstance(told, str) else None
        start = told if isinstance(told, str) else message.context.focus.semester_start
        if start is None or (told is not None and back is None):
            return None
        if not registry().may_tell(DEADLINES, home):
            return None
        one = self._day_of_one(message)
        if one is not None:
            return one
        form = FormState(_FORM, 0, _answers(start, home), brief=True)
        day = back or _day_asked_about(message) or _day_of_the_month(message, start)
        if day is None:
            again = self._names_who_acts(message) or self._asks_why(message)
            return self.computing.open(form, message) if again else None
        deadlines = self.computing.forms.forms[_FORM].compute(form.answers, message.today)
        if not isinstance(deadlines, Deadlines):
            return None
        session, effects = self.computing.open(form, message)
        return session, with_heading(_held(day, deadlines, message), effects)

    def _day_of_one(self, message: Message) -> Outcome | None:
        """Return the one day that is asked about: of the office, or of the coordinators."""
        if not self._names_who_acts(message):
            return None
        proposes = any(word.startswith(_WHO_PROPOSES) for word in message.reading.words)
        finding, kind = self.computing.finding, "proposal" if proposes else "documents"
        home = message.context.home
        name = registry().overview(f"when_{kind}", of_another(_FORM, home) or home)
        if name is None:
            return None
        return finding.tell(Match(finding.matcher.knowledge.entries[name], 1.0), message)

    def _names_who_acts(self, message: Message) -> bool:
        """Return whether a few words only name whom papers go to: "a studentskoj službi?"."""
        reading: Understanding = message.reading
        few = len(reading.words) <= policy.SHORT_WHAT_IF
        if not (few and self._told_the_days(message)) or reading.slots:
            return False
        rest = [word for word in reading.words if word not in _AROUND]
        return bool(rest) and all(word.startswith(_WHO_ACTS) for word in rest)

    def _asks_why(self, message: Message) -> bool:
        """Return whether it is asked why the days are those: "why the 8th?"."""
        reading: Understanding = message.reading
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        why = few and bool(reading.unplaced or reading.dates) and not reading.slots
        return why and not _WHY.isdisjoint(reading.words) and self._told_the_days(message)

    def _told_the_days(self, message: Message) -> bool:
        """Return whether the last answer told one of the days, or both."""
        last, form = message.session.last, message.session.form
        entry = self.computing.finding.matcher.knowledge.entries.get(next(iter(last.entries), ""))
        computed = last.computed and form is not None and form.tool == _FORM
        return computed or (entry is not None and entry.tool == _FORM)


def _answers(start: str, home: str | None) -> dict[str, Json]:
    owner = of_another(_FORM, home)
    told: dict[str, Json] = {} if owner is None else {INSTITUTION: owner}
    return {"semester_start": start, **told}


def _day_asked_about(message: Message) -> date | None:
    """Return the one day of which it is asked whether it is in time."""
    reading = message.reading
    days = [one.first for one in reading.dates if one.first == one.last]
    told = {one.slot for one in reading.slots}
    of_papers = not _OF_A_DAY.isdisjoint(reading.words)
    return days[0] if len(days) == 1 and of_papers and told <= _OF_A_DATE else None


def _day_of_the_month(message: Message, start: str) -> date | None:
    """Return the day nearest to a semester's start that is told by its number: "on the 20th"."""
    reading = message.reading
    numbers = [_ORDINAL.match(reading.text[one.span[0] :]) for one in reading.unplaced]
    if reading.dates or reading.slots or len(numbers) != 1 or numbers[0] is None:
        return None
    if _OF_A_DAY.isdisjoint(reading.words):
        return None
    first = date.fromisoformat(start)
    near = (first + timedelta(days=away) for away in range(-_HALF_A_MONTH, _HALF_A_MONTH + 1))
    return next((one for one in near if one.day == int(numbers[0][1])), None)


def _day_of_return(reading: Understanding, start: str) -> date | None:
    """Return the day on which somebody comes home, told beside the first day of a semester."""
    if not comes_home(reading):
        return None
    first = date.fromisoformat(start)
    days = [one.first for one in reading.dates if one.first == one.last]
    days = [one for one in days if (one.month, one.day) != (first.month, first.day)]
    if days:
        return _of_that_year(days[0], first) if len(days) == 1 else None
    numbers = [NUMBER.match(one.text) for one in reading.unplaced]
    told = [int(one.group()) for one in numbers if one is not None and one.group().isdecimal()]
    if len(told) != 1:
        return None
    # "The 28th" before a semester that begins on the 1st is of the month before.
    month = first if told[0] <= first.day else first - timedelta(days=first.day)
    return _or_none(month.year, month.month, told[0])


def _of_that_year(day: date, first: date) -> date | None:
    """Return a day told without its year in that of the semester, or before it."""
    same = _or_none(first.year, day.month, day.day)
    before = same is None or same <= first
    return same if before else _or_none(first.year - 1, day.month, day.day)


def _or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _held(day: date, deadlines: Deadlines, message: Message) -> str:
    """Say of a day whether both of the days, one, or none of them are after it."""
    first, last = sorted((deadlines.proposal_by, deadlines.documents_by))
    said = "in_time" if day <= first else "between" if day <= last else "late"
    proposes = deadlines.institution.coordinators_propose
    which = f"deadlines.held.{said}" if proposes else f"deadlines.plain.held.{said}"
    days = {
        "day": DateInASentence(day),
        "proposal": DateInASentence(deadlines.proposal_by),
        "documents": DateInASentence(deadlines.documents_by),
    }
    return message.voice.say(which, **days)
