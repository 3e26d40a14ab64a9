"""Points, ECTS letters and grades: the table that an institution prints.

A table is told as printed. Where its band of grade 6 reaches into that of 7, the Law on Higher
Education (outside the institutions' texts) ends it earlier: both are told, none picked silently.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from locales import Text, Value
from rules.condition import Numbers
from rules.error import FactError
from rules.institutions import Institution
from rules.reading import read_choice, read_number, read_whole
from rules.staleness import stale_note
from rules.verdict import Note

LAW = "law-higher-education/article-104"
_DISPUTED = 6  # the grade whose band the Law ends earlier
_MOST = "grades.maximum_points"
_USUAL_MOST = 100
_SIX_TO = f"grades.{_DISPUTED}.points_to"
_LAW_FROM, _LAW_TO = "law.grade_six.points_from", "law.grade_six.points_to"


@dataclass(frozen=True, slots=True)
class GradeMatch:
    """One row of the table.

    Attributes:
        grade: 5 (failed) to 10.
        ects: the ECTS letter.
        classification: "Good", "Outstanding".
        points: the lowest and the highest points; None where the table has none.
        share: percent of students who get the grade, not of points; None for the failed.
        text: the row in words.
    """

    grade: int
    ects: str
    classification: Text
    points: tuple[int | Decimal, int | Decimal] | None
    share: int | None
    text: Text


@dataclass(frozen=True, slots=True)
class GradeMatches:
    """The rows that a mark stands in.

    Attributes:
        matches: the highest grade first; two where the printed table overlaps; none where the
            table leaves a gap.
        note: what to know about it.
        sources: the sections it rests on.
        notes: that a figure may be out of date.
        institution: whose table it is.
    """

    matches: tuple[GradeMatch, ...]
    note: Note
    sources: tuple[str, ...]
    notes: tuple[Note, ...]
    institution: Institution


def table_source(numbers: Numbers) -> str:
    """Return the section that an institution's table stands in."""
    return numbers["grades.highest"].reference


def most_points(numbers: Numbers) -> int:
    """Return the most points that a mark can have, those of others where a table has none."""
    return numbers.whole(_MOST) if _MOST in numbers else _USUAL_MOST


def grades(
    points: object,
    ects: object,
    grade: object,
    *,
    institution: Institution,
    numbers: Numbers,
    on: date,
) -> GradeMatches:
    """Return the rows for points, for an ECTS letter or for a grade: exactly one of them.

    Raises:
        FactError: for none or several of them, or a value that is not in the table.
    """
    given = [name for name, value in _named(points, ects, grade) if value is not None]
    if len(given) != 1:
        raise FactError("missing_key" if not given else "unknown_key", Text("rules.error.one_mark"))
    rows = list(_rows(numbers))
    if points is not None:
        mark = read_number("points", points, most=most_points(numbers))
        found = [row for row in rows if row.points and row.points[0] <= mark <= row.points[1]]
        disputed = _overlaps(rows) and numbers.number(_LAW_TO) < mark <= numbers.number(_SIX_TO)
    elif ects is not None:
        letters = sorted(row.ects for row in rows)
        letter = ects.upper() if isinstance(ects, str) else ects
        read_choice("ects", letter, letters)
        found = [row for row in rows if row.ects == letter]
        disputed = _overlaps(rows) and any(row.grade == _DISPUTED for row in found)
    else:
        lowest, highest = numbers.whole("grades.lowest"), numbers.whole("grades.highest")
        wanted = read_whole("grade", grade, least=lowest, most=highest)
        found = [row for row in rows if row.grade == wanted]
        disputed = _overlaps(rows) and any(row.grade == _DISPUTED for row in found)
    source = table_source(numbers)
    note = _note(found, disputed, institution, numbers)
    stale = stale_note([numbers[name] for name in numbers if name.startswith("grades.")], on)
    return GradeMatches(
        matches=tuple(found),
        note=note,
        sources=(source, LAW) if note.source == LAW else (source,),
        notes=() if stale is None else (stale,),
        institution=institution,
    )


def _named(points: object, ects: object, grade: object) -> tuple[tuple[str, object], ...]:
    return (("points", points), ("ects", ects), ("grade", grade))


def _overlaps(rows: list[GradeMatch]) -> bool:
    """Return whether the printed band of the lowest passing grade reaches into the next."""
    bands = {row.grade: row.points for row in rows if row.points}
    both = _DISPUTED in bands and _DISPUTED + 1 in bands
    return both and bands[_DISPUTED][1] >= bands[_DISPUTED + 1][0]


def _rows(numbers: Numbers) -> Iterator[GradeMatch]:
    """Yield the printed table, the highest grade first."""
    for grade in range(numbers.whole("grades.highest"), numbers.whole("grades.lowest") - 1, -1):
        here = f"grades.{grade}"
        ects = str(numbers[f"{here}.ects"].value)
        share = f"{here}.share"
        band = _band(here, numbers)
        classification = Text(f"rules.grade.classification.{grade}")
        yield GradeMatch(
            grade=grade,
            ects=ects,
            classification=classification,
            points=band,
            share=numbers.whole(share) if share in numbers else None,
            text=_in_words(grade, ects, classification, band),
        )


def _band(grade: str, numbers: Numbers) -> tuple[int | Decimal, int | Decimal] | None:
    least, most = f"{grade}.points_from", f"{grade}.points_to"
    return (numbers.number(least), numbers.number(most)) if least in numbers else None


def _in_words(
    grade: int, ects: str, classification: Text, band: tuple[int | Decimal, int | Decimal] | None
) -> Text:
    values: dict[str, Value] = {"grade": grade, "classification": classification, "ects": ects}
    if band is None:
        return Text("rules.grade.without_points.row", values)
    return Text("rules.grade.row", {**values, "least": band[0], "most": band[1]})


def _note(
    found: list[GradeMatch], disputed: bool, institution: Institution, numbers: Numbers
) -> Note:
    source = table_source(numbers)
    # Of whom to ask, a table of a pack says nothing.
    alone = "_alone" if institution.added else ""
    if disputed:
        six_to = numbers.number(_SIX_TO)
        values = {
            "grade": _DISPUTED,
            "next": _DISPUTED + 1,
            "printed_to": six_to,
            "printed_next": numbers.number(f"grades.{_DISPUTED + 1}.points_from"),
            "law_from": numbers.number(_LAW_FROM),
            "law_to": numbers.number(_LAW_TO),
            "article": str(numbers["law.article"].value),
        }
        return Note(f"rules.grade.note.overlap{alone}", values, source=LAW)
    if not found:
        gap = f"rules.grade.note.gap{alone}"
        note = gap if _MOST in numbers else "rules.grade.without_points.note"
        return Note(note, source=source)
    return Note("rules.grade.note.table", institution.named, source=source)
