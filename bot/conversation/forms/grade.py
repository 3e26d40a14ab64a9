"""What is this mark worth? The Academy's table of points, grades and ECTS letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.conversation.forms.form import Answers, Card, Why, listed, paragraphs
from bot.conversation.voice import Voice
from knowledge import Knowledge
from locales import Text
from rules import GradeMatches, Rulebook

_SOURCE = "asss-recognition/grades"


@dataclass(frozen=True, slots=True)
class GradeForm:
    """`/grade`. Its one fact, `mark`, is `{"points": 61}`, `{"grade": 8}` or a letter."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "grade"
    facts = frozenset({"mark"})
    required = frozenset({"mark"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """The mark."""
        del today
        return () if "mark" in answers else ("mark",)

    def why(self, fact: str, answers: Answers) -> Why:
        """Where the table stands."""
        del answers
        return Why(Text(f"conversation.why.{fact}"), _SOURCE)

    def compute(self, answers: Answers, today: date) -> GradeMatches:
        """The rows of the table that hold the mark."""
        mark = answers["mark"]
        if isinstance(mark, Mapping):
            return self.rulebook.grade(**{key: mark[key] for key in mark}, on=today)
        return self.rulebook.grade(ects=str(mark), on=today)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Each grade that the table gives, first the one to expect; then what to know of it."""
        result = self.compute(answers, today)
        sources = (_SOURCE, *(source for source in result.sources if source != _SOURCE))
        lines = tuple(voice.text(match.text) for match in result.matches)
        html = paragraphs(
            voice.say("grade.head") if lines else voice.say("grade.nothing"),
            listed("", lines),
            voice.text(result.note),
            self.knowledge.source_line(sources, voice.locale),
        )
        return Card(voice.label("grade.title"), html, sources)
