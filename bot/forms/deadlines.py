"""By when? The days that recognition at the Academy counts back from the semester's start."""

from dataclasses import dataclass
from datetime import date

from bot.forms.calendar import CalendarDay, semester_of
from bot.forms.form import Answers, Card, Way, Why, listed, paragraphs
from bot.forms.programmes import INSTITUTION, whose
from bot.messages.markup import plain
from bot.messages.relative_dates import ahead
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import DateInASentence, Text
from rules import Deadlines, Rulebook, StatedCondition
from rules.institutions import DEADLINES
from rules.reading import read_date

# What the line of each day says already.
_TOLD = (".proposal", ".documents")


@dataclass(frozen=True, slots=True)
class DeadlinesForm:
    """`/deadlines`."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "deadlines"
    facts = frozenset({INSTITUTION, "semester_start"})
    required = frozenset({"semester_start"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the first day of the semester."""
        del today
        return () if "semester_start" in answers else ("semester_start",)

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Say that both days are counted back from the semester's first."""
        if fact not in self.required:
            return None
        owner = whose(self.rulebook, answers).teller(DEADLINES)
        source = owner.parameter("recognition.proposal_days").reference
        return Why(Text(f"conversation.why.{fact}"), source)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return none: it gives no verdict."""
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> Deadlines:
        """Return the two days counted back from the semester's first."""
        return whose(self.rulebook, answers).deadlines(_start(answers), on=today)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Return the days, who must act on each, and what the source leaves open."""
        start = _start(answers)
        deadlines = self.compute(answers, today)
        days = (("proposal", deadlines.proposal_by), ("documents", deadlines.documents_by))
        ahead = tuple((name, day) for name, day in days if day >= today)
        html = paragraphs(
            voice.say(f"{_told_of(deadlines)}.both", **{name: _by(day) for name, day in days}),
            "" if ahead else voice.say("deadlines.all_past"),
            listed(
                "",
                (
                    _day(f"{_told_of(deadlines)}.{name}", start, day, today, voice)
                    for name, day in days
                ),
            ),
            voice.say("deadlines.head", start=_by(start), **deadlines.institution.named),
            listed(
                "", (voice.text(note) for note in deadlines.notes if not note.id.endswith(_TOLD))
            ),
            self.knowledge.source_line(deadlines.sources, voice.locale),
        )
        return Card(
            voice.label("deadlines.title"),
            html,
            deadlines.sources,
            ways=(Way(voice.label("button.calendar"), None, ("calendar",)),) if ahead else (),
            days=tuple(
                day for day in self.calendar_days(answers, voice, today) if day.day >= today
            ),
            feed_from=start,
        )

    def calendar_days(self, answers: Answers, voice: Voice, today: date) -> tuple[CalendarDay, ...]:
        """Return both days for a calendar, with who must do what and where it stands."""
        start = _start(answers)
        deadlines = self.compute(answers, today)
        notes = {note.id.rpartition(".")[2]: plain(voice.text(note)) for note in deadlines.notes}
        source = self.knowledge.sources[deadlines.sources[0]]
        stands = plain(self.knowledge.source_line(deadlines.sources, voice.locale))
        return tuple(
            CalendarDay(
                name=f"{deadlines.institution.id}-{name}-{semester_of(start)}",
                day=day,
                summary=voice.label(
                    f"{_told_of(deadlines)}.event.{name}", **deadlines.institution.named
                ),
                description="\n\n".join(
                    (
                        plain(
                            voice.say(
                                "deadlines.head", start=_by(start), **deadlines.institution.named
                            )
                        ),
                        notes[name],
                        *(notes[one] for one in ("student",) if one in notes),
                        notes["calendar_days"],
                        "\n".join(filter(None, (stands, source.document.link))),
                    )
                ),
                url=source.document.link,
            )
            for name, day in (
                ("proposal", deadlines.proposal_by),
                ("documents", deadlines.documents_by),
            )
        )


def _told_of(deadlines: Deadlines) -> str:
    """Return which messages tell the days: who must act is known of some institutions only."""
    return "deadlines" if deadlines.institution.coordinators_propose else "deadlines.plain"


def _day(message: str, start: date, day: date, today: date, voice: Voice) -> str:
    days = Text("units.days", count=(start - day).days)
    when = Text("conversation.deadlines.past") if day < today else ahead(day, today)
    return voice.say(message, date=day, days=days, when=when)


def _by(day: date) -> DateInASentence:
    """Return a day as a sentence names it until which something has to be done."""
    return DateInASentence(day, genitive=True)


def _start(answers: Answers) -> date:
    return read_date("semester_start", answers["semester_start"])
