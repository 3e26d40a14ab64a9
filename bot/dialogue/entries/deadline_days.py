"""The day that an answer on deadlines comes to, where the start of the semester is known."""

from dataclasses import dataclass
from datetime import date

from bot.dialogue.entries.leading import first_of
from bot.forms.programmes import INSTITUTION, whose
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.relative_dates import ahead
from bot.messages.voice import Voice
from knowledge import Entry
from locales import Text
from rules import Rulebook
from rules.reading import read_date

_TOOL = "deadlines"


@dataclass(frozen=True, slots=True)
class DeadlineDays:
    """Counts back from a semester told before: "3 days before" is 12 February."""

    rulebook: Rulebook

    def day(self, entry: Entry, answer: str, start: Json, voice: Voice, today: date) -> str:
        """Return the day that the first line of an answer tells as days before the semester.

        Args:
            entry: the answer's entry.
            answer: as it is told, HTML.
            start: the semester's first day as it was told; None where it was not.
            voice: the reader's words.
            today: the day on which it is asked.
        """
        if entry.tool != _TOOL or not isinstance(start, str):
            return ""
        begins = read_date("semester_start", start)
        rules = whose(self.rulebook, {INSTITUTION: entry.institution})
        told, computed = plain(first_of(answer)), rules.deadlines(begins, on=today)
        days = (computed.proposal_by, computed.documents_by)
        named = [day for day in days if _before(begins, day, voice) in told]
        if len(named) != 1:
            return ""
        message = "deadlines.by" if named[0] >= today else "deadlines.was_by"
        when = ahead(named[0], today) if named[0] >= today else ""
        return voice.say(message, date=named[0], when=when, start=begins)


def _before(begins: date, day: date, voice: Voice) -> str:
    return voice.plain(Text("units.days", count=(begins - day).days))
