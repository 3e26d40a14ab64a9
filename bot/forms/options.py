"""What is open to me, and how long? The programmes for a role and a cycle, with their lengths."""

from dataclasses import dataclass
from datetime import date

from bot.forms.form import Answers, Card, Why, check_of, known, listed, paragraphs, within_sentence
from bot.forms.slots import STAFF_STAYS
from bot.messages.voice import Voice
from bot.understanding.roles import ANY_STAFF
from knowledge import Knowledge
from locales import Text
from rules import Days, Rulebook, StatedCondition
from rules.wording import programme_name

_ANY_LENGTH = Days(1)


@dataclass(frozen=True, slots=True)
class OptionsForm:
    """The programmes open to somebody. It asks for nothing: who is not told is anybody."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "options"
    facts = frozenset({"role", "cycle"})
    required = frozenset[str]()

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return no questions: this form asks none."""
        del answers, today
        return ()

    def why(self, fact: str, answers: Answers) -> Why:
        """Say that who is going decides which programmes are open."""
        del answers
        return Why(Text(f"conversation.why.duration.{fact}"), None)

    def compute(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the programmes that are open, in their usual order."""
        role, cycle = known(answers, "role"), known(answers, "cycle")
        if role == ANY_STAFF:
            return tuple(STAFF_STAYS)
        fits = self.rulebook.durations(
            _ANY_LENGTH,
            role=None if role is None else str(role),
            cycle=None if cycle is None else str(cycle),
            on=today,
        )
        return tuple(fit.programme for fit in fits.fits)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Return each programme with how long a stay may be, then the limit of a cycle."""
        programmes = self.compute(answers, today)
        lengths = [(programme, self._lengths(programme)) for programme in programmes]
        limits = [one for _, conditions in lengths for one in conditions[1:]]
        sources = {one.source: None for _, conditions in lengths for one in conditions}
        html = paragraphs(
            voice.say("options.head"),
            listed(
                "",
                (
                    voice.say(
                        "options.line",
                        programme=programme_name(programme),
                        length=within_sentence(voice.plain(conditions[0].text)),
                    )
                    for programme, conditions in lengths
                ),
            ),
            "\n".join(dict.fromkeys(voice.text(one.text) for one in limits)),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(tuple(sources), voice.locale),
        )
        ways = tuple(check_of(programme, voice) for programme in programmes)
        return Card(voice.label("options.title"), html, tuple(sources), ways)

    def _lengths(self, programme: str) -> tuple[StatedCondition, ...]:
        """Return the conditions on a stay's length, the programme's own first."""
        conditions = self.rulebook.conditions(programme)
        return tuple(one for one in conditions if "duration" in one.facts)
