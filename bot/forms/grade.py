"""What is this mark worth? The Academy's table of points, grades and ECTS letters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.forms.form import Answers, Card, Why, folded, listed, noted
from bot.forms.programmes import INSTITUTION, whose
from bot.forms.slot_wording import option
from bot.messages.effect import FactTable
from bot.messages.json_value import Json
from bot.messages.tables import Parts, has_table, in_words
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Text
from rules import GradeMatches, Rulebook, StatedCondition
from rules.grades import table_source
from rules.institutions import GRADES

# The columns of the Academy's table beside the mark.
_COLUMNS = ("grade", "ects", "points")
_WITHOUT_POINTS = _COLUMNS[:-1]
_TABLE = "rules.grade.note.table"


@dataclass(frozen=True, slots=True)
class GradeForm:
    """`/grade`.

    Its one fact, `mark`, is `{"points": 61}`, `{"grade": 8}`, a letter, or a list of these.
    """

    rulebook: Rulebook
    knowledge: Knowledge

    name = "grade"
    facts = frozenset({INSTITUTION, "mark"})
    required = frozenset({"mark"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the mark."""
        del today
        return () if "mark" in answers else ("mark",)

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Return where the table stands."""
        if fact not in self.required:
            return None
        table = whose(self.rulebook, answers).teller(GRADES)
        source = table_source(table.numbers(None))
        return Why(Text(f"conversation.why.{fact}"), source)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return none: it gives no verdict."""
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> tuple[GradeMatches, ...]:
        """Return, for each mark, the rows of the table that hold it."""
        rules = whose(self.rulebook, answers)
        return tuple(_matches(rules, mark, today) for mark in _marks(answers))

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Show each grade that the table gives, the expected one first; then what to know of it."""
        results, marks = self.compute(answers, today), _marks(answers)
        noted_ones = [
            one for mark, one in zip(marks, results, strict=True) if _needs_note(mark, one)
        ]
        told = [source for one in noted_ones for source in one.sources]
        table = whose(self.rulebook, answers).teller(GRADES)
        named = table.institution.named
        own = table_source(table.numbers(today))
        sources = tuple(dict.fromkeys([own, *told]))
        rows = self._rows(marks, results, voice)
        notes = dict.fromkeys(voice.text(one.note) for one in noted_ones)
        if any(one.matches for one in results):
            about = (*rows, folded("\n".join([voice.say("grade.head", **named), *notes])))
        else:
            about = (voice.say("grade.nothing", **named), *rows, "\n".join(notes))
        parts = (
            *about,
            noted(dict.fromkeys(note for result in results for note in result.notes), voice),
            self.knowledge.source_line(sources, voice.locale),
        )
        rich = parts if has_table(parts) else ()
        return Card(voice.label("grade.title"), in_words(parts), sources, rich=rich)

    def _rows(self, marks: Sequence[Json], results: Sequence[GradeMatches], voice: Voice) -> Parts:
        """Return one row in words, several as a table: each mark with the grades that it may be."""
        found = [match for result in results for match in result.matches]
        if len(marks) == 1 and len(found) == 1:
            values = {**found[0].text.values, "mark": option("mark", marks[0], voice)}
            kind = _kind(marks[0]) if found[0].points else f"{_kind(marks[0])}_alone"
            return (voice.say(f"grade.one.{kind}", **values),)
        if not found:
            return (listed("", (option("mark", mark, voice) for mark in marks)),)
        head = tuple(voice.label(f"grade.column.{name}") for name in ("mark", *_COLUMNS))
        rows = dict.fromkeys(
            cells
            for mark, result in zip(marks, results, strict=True)
            for cells in _cells(option("mark", mark, voice), result, voice)
        )
        table = FactTable(head, tuple(rows))
        if len(marks) > 1:
            return (_in_a_row(marks, results, voice), table)
        first, second = (match.grade for match in found)
        mark = option("mark", marks[0], voice)
        return (voice.say("grade.two", mark=mark, first=first, second=second), table)


def _kind(mark: Json) -> str:
    return next(iter(mark)) if isinstance(mark, Mapping) else "ects"


def _in_a_row(marks: Sequence[Json], results: Sequence[GradeMatches], voice: Voice) -> str:
    """Return what several marks come to, in their order; empty where one has no one row."""
    if any(len(one.matches) != 1 for one in results):
        return ""
    rows = [one.matches[0].text.values for one in results]
    if not any(_kind(mark) == "grade" for mark in marks):
        return voice.say("grade.several_grades", grades=tuple(row["grade"] for row in rows))
    return voice.say("grade.several", letters=tuple(row["ects"] for row in rows))


def _matches(rules: Rulebook, mark: Json, today: date) -> GradeMatches:
    if isinstance(mark, Mapping):
        return rules.grade(**mark, on=today)
    return rules.grade(ects=mark, on=today)


def _cells(mark: str, result: GradeMatches, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one mark; one that the table has no row for says so."""
    if not result.matches:
        yield mark, voice.label("grade.no"), "", ""
    for match in result.matches:
        values = match.text.values
        columns = _COLUMNS if match.points else _WITHOUT_POINTS
        cells = [voice.label(f"grade.cell.{name}", **values) for name in columns]
        yield mark, *cells, *[""] * (len(_COLUMNS) - len(cells))


def _needs_note(mark: Json, result: GradeMatches) -> bool:
    """Return whether there is more to say than whose table it is.

    That two bands overlap, or leave a gap, matters for points; a letter or a grade has its row.
    """
    return isinstance(mark, Mapping) and "points" in mark and result.note.id != _TABLE


def _marks(answers: Answers) -> Sequence[Json]:
    mark = answers["mark"]
    marks = mark if isinstance(mark, list) else [mark]
    # "61 and 75 points" may be read with one of them twice; of letters each is told.
    return [
        one for place, one in enumerate(marks) if isinstance(one, str) or one not in marks[:place]
    ]
