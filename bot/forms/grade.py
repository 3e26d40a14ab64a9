"""What is this mark worth? The Academy's table of points, grades and ECTS letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.forms.form import Answers, Card, Why, listed, noted, paragraphs
from bot.forms.slot_wording import option
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Text
from rules import GradeMatches, Rulebook

_SOURCE = "asss-recognition/grades"


@dataclass(frozen=True, slots=True)
class GradeForm:
    """`/grade`.

    Its one fact, `mark`, is `{"points": 61}`, `{"grade": 8}`, a letter, or a list of these.
    """

    rulebook: Rulebook
    knowledge: Knowledge

    name = "grade"
    facts = frozenset({"mark"})
    required = frozenset({"mark"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the mark."""
        del today
        return () if "mark" in answers else ("mark",)

    def why(self, fact: str, answers: Answers) -> Why:
        """Where the table stands."""
        del answers
        return Why(Text(f"conversation.why.{fact}"), _SOURCE)

    def compute(self, answers: Answers, today: date) -> tuple[GradeMatches, ...]:
        """For each mark, the rows of the table that hold it."""
        return tuple(self._matches(mark, today) for mark in _marks(answers))

    def _matches(self, mark: Json, today: date) -> GradeMatches:
        if isinstance(mark, Mapping):
            return self.rulebook.grade(**mark, on=today)
        return self.rulebook.grade(ects=mark, on=today)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Each grade that the table gives, first the one to expect; then what to know of it."""
        results = self.compute(answers, today)
        sources = tuple(
            dict.fromkeys([_SOURCE, *(source for result in results for source in result.sources)])
        )
        rows = self._rows(_marks(answers), results, voice)
        notes = dict.fromkeys(voice.text(result.note) for result in results)
        if any(one.matches for one in results):
            # Whose table it is, once.
            about = [rows, "\n".join(dict.fromkeys([voice.say("grade.head"), *notes]))]
        else:
            about = [voice.say("grade.nothing"), rows, "\n".join(notes)]
        html = paragraphs(
            *about,
            noted(dict.fromkeys(note for result in results for note in result.notes), voice),
            self.knowledge.source_line(sources, voice.locale),
        )
        return Card(voice.label("grade.title"), html, sources)

    def _rows(self, marks: Sequence[Json], results: Sequence[GradeMatches], voice: Voice) -> str:
        """Return the rows as a list; with several marks, each under its own."""
        if len(marks) == 1 and len(results[0].matches) == 1:
            return f"<b>{voice.text(results[0].matches[0].text)}</b>"
        if len(marks) == 1:
            return listed("", (voice.text(match.text) for match in results[0].matches))
        return "\n".join(
            voice.say(
                "grade.row",
                mark=option("mark", mark, voice),
                rows=tuple(match.text for match in result.matches) or Text("conversation.grade.no"),
            )
            for mark, result in zip(marks, results, strict=True)
        )


def _marks(answers: Answers) -> Sequence[Json]:
    mark = answers["mark"]
    return mark if isinstance(mark, list) else [mark]
