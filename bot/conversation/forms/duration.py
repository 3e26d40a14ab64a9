"""Does this length fit? A length of stay against every programme."""

from dataclasses import dataclass
from datetime import date

from bot.conversation.forms.form import Answers, Card, Way, Why, known, listed, noted, paragraphs
from bot.conversation.voice import Voice
from knowledge import Knowledge
from locales import Text
from rules import Fit, Fits, Rulebook
from rules.reading_duration import read_duration


@dataclass(frozen=True, slots=True)
class DurationForm:
    """`/duration`."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "duration"
    facts = frozenset({"duration", "role", "cycle"})
    required = frozenset({"duration"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """The length; then who is going, where the answer differs by it."""
        if "duration" not in answers:
            return ("duration",)
        fits = self.compute(answers, today).fits
        if all(fit.outcome != "depends" for fit in fits):
            return ()
        asked = ["role"]
        if answers.get("role", "student") == "student":
            asked.append("cycle")
        return tuple(fact for fact in asked if fact not in answers)

    def compute(self, answers: Answers, today: date) -> Fits:
        """Every programme open to the person, with whether the length fits."""
        role, cycle = known(answers, "role"), known(answers, "cycle")
        return self.rulebook.durations(
            read_duration("duration", answers["duration"]),
            role=None if role is None else str(role),
            cycle=None if cycle is None else str(cycle),
            on=today,
        )

    def why(self, fact: str, answers: Answers) -> Why:
        """Who is going decides which programmes are open."""
        del answers
        return Why(Text(f"conversation.why.duration.{fact}"), None)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """The programmes that fit first, then those that depend, then those that do not."""
        result = self.compute(answers, today)
        ranked = sorted(result.fits, key=lambda fit: _ORDER.index(fit.outcome))
        fitting = [fit for fit in ranked if fit.outcome != "no"]
        sources = tuple(dict.fromkeys(fit.source for fit in ranked))
        html = paragraphs(
            voice.say("duration.some" if fitting else "duration.none"),
            "" if result.nearest is None else voice.text(result.nearest.text),
            listed("", (_fit(fit, voice) for fit in ranked)),
            noted(result.notes, voice),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(sources, voice.locale),
        )
        ways = tuple(_way(fit.programme, voice) for fit in fitting)
        return Card(voice.label("duration.title"), html, sources, ways)


_ORDER = ("yes", "depends", "no")


def _fit(fit: Fit, voice: Voice) -> str:
    return f"<b>{voice.say(f'fit.{fit.outcome}')}</b> {voice.text(fit.text)}"


def _way(programme: str, voice: Voice) -> Way:
    name = voice.label(f"option.programme.{programme}")
    return Way(voice.label("button.check", programme=name), "eligibility", (programme,))
