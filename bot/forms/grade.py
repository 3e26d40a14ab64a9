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
_TABLE = "rules.grade.note.table"


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
        results, marks = self.compute(answers, today), _marks(answers)
        noted_ones = [
            one for mark, one in zip(marks, results, strict=True) if _needs_note(mark, one)
        ]
        told = [source for one in noted_ones for source in one.sources]
        sources = tuple(dict.fromkeys([_SOURCE, *told]))
        rows = self._rows(marks, results, voice)
        notes = dict.fromkeys(voice.text(one.note) for one in noted_ones)
        if any(one.matches for one in results):
            about = [rows, "\n".join([voice.say("grade.head"), *notes])]
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
            found = results[0].matches
            two = ""
            if len(found) > 1:
                first, second = (match.grade for match in found)
                mark = option("mark", marks[0], voice)
                two = voice.say("grade.two", mark=mark, first=first, second=second)
            return listed(two, (voice.text(match.text) for match in found))
        return "\n".join(
            voice.say(
                "grade.row",
                mark=option("mark", mark, voice),
                rows=tuple(match.text for match in result.matches) or Text("conversation.grade.no"),
            )
            for mark, result in zip(marks, results, strict=True)
        )


def _needs_note(mark: Json, result: GradeMatches) -> bool:
    """Whether there is more to say than whose table it is.

    That two bands overlap, or leave a gap, matters for points; a letter or a grade has its row.
    """
    return isinstance(mark, Mapping) and "points" in mark and result.note.id != _TABLE


def _marks(answers: Answers) -> Sequence[Json]:
    mark = answers["mark"]
    return mark if isinstance(mark, list) else [mark]
