"""The grade table and the deadlines of a pack, as rows and back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from knowledge.sheets.slip import Changes, Row, SheetError, Slip, text_of
from knowledge.sheets.yaml_text import YamlPlace, has_value, quoted, set_value
from rules.parameter import Parameter, ParameterError
from rules.parameters import load_parameters

GRADE_COLUMNS = ("grade", "points from", "points to", "ects", "source", "checked on")
DEADLINE_COLUMNS = ("deadline", "days", "source", "checked on")
_GRADES, _DEADLINES = "grades", "recognition"
_PARTS: Mapping[str, tuple[str, str]] = {
    "points from": ("points_from", "point"),
    "points to": ("points_to", "point"),
    "ects": ("ects", "text"),
}
_POINTS = ("points from", "points to")
_KINDS: Mapping[str, str] = {
    "proposal_days": "Days before the semester by which the coordinators' proposal is handed in",
    "documents_days": "Days before the semester by which the documents are handed in",
}
_WHOLE = re.compile(r"[0-9]{1,4}")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
_SOURCE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")


def grade_rows(pack: Path) -> Iterator[Row]:
    """Yield a row for each grade, the highest first."""
    found = _parameters(pack)
    grades = {int(name.split(".")[1]) for name in found if name.endswith(".ects")}
    for grade in sorted(grades, reverse=True):
        row = {"grade": str(grade)}
        for column, (key, _) in _PARTS.items():
            row[column] = _value(found.get(f"{_GRADES}.{grade}.{key}"))
        yield {**row, **_cited(found[f"{_GRADES}.{grade}.ects"])}


def deadline_rows(pack: Path) -> Iterator[Row]:
    """Yield a row for each deadline that the pack publishes."""
    found = _parameters(pack)
    for name in _KINDS:
        known = found.get(f"{_DEADLINES}.{name}")
        if known is not None:
            yield {"deadline": name, "days": _value(known), **_cited(known)}


def plan_grades(
    pack: Path, rows: Iterable[tuple[int, Row]], sheet: str, done: Changes
) -> dict[Path, str]:
    """Return the file of the grade table as a sheet changes it; nothing for the same.

    Raises:
        SheetError: with everything that is wrong.
    """
    told = [(number, row) for number, row in rows if any(row.values())]
    slips = [slip for number, row in told for slip in _grade_faults(row, number, sheet)]
    slips += _twice(told, "grade", sheet)
    slips += _points_of_some(told, sheet)
    before = {row["grade"]: row for row in grade_rows(pack)}
    slips += _new_points(told, before, sheet)
    if slips:
        raise SheetError(slips)
    file = pack / "parameters" / f"{_GRADES}.yaml"
    old = text = text_of(file, done)
    for _, row in told:
        # A table that leads from grade to letter alone has no points.
        parts = {one: part for one, part in _PARTS.items() if row[one]}
        for column, (key, unit) in parts.items():
            value = quoted(row[column]) if unit == "text" else row[column]
            path = (row["grade"], key)
            description = f"{column.capitalize()} of grade {row['grade']}"
            known = before.get(row["grade"])
            if known is None:
                text = _added(text, path, value, (unit, description), row)
            else:
                text = _changed(text, path, (column, value), (known, row))
    if text != old:
        text = _with_ends(text, [*before.values(), *(row for _, row in told)])
    return {} if text == old else {file: text}


def plan_deadlines(
    pack: Path, rows: Iterable[tuple[int, Row]], sheet: str, done: Changes
) -> dict[Path, str]:
    """Return the file of the deadlines as a sheet changes it; nothing for the same.

    Raises:
        SheetError: with everything that is wrong.
    """
    told = [(number, row) for number, row in rows if any(row.values())]
    slips = [slip for number, row in told for slip in _deadline_faults(row, number, sheet)]
    slips += _twice(told, "deadline", sheet)
    if slips:
        raise SheetError(slips)
    before = {row["deadline"]: row for row in deadline_rows(pack)}
    file = pack / "parameters" / f"{_DEADLINES}.yaml"
    old = text = text_of(file, done)
    for _, row in told:
        name = row["deadline"]
        if name in before:
            text = _changed(text, (name,), ("days", row["days"]), (before[name], row))
        else:
            text = _added(text, (name,), row["days"], ("day", _KINDS[name]), row)
    return {} if text == old else {file: text}


def _grade_faults(row: Row, number: int, sheet: str) -> Iterator[Slip]:
    if not _WHOLE.fullmatch(row["grade"]):
        yield Slip(sheet, number, "grade", f"{row['grade']!r} is no whole number, such as 9")
    for column in _POINTS:
        if any(row[one] for one in _POINTS) and not _NUMBER.fullmatch(row[column]):
            yield Slip(sheet, number, column, f"{row[column]!r} is no number, such as 81")
    if not row["ects"]:
        yield Slip(sheet, number, "ects", "is empty; write a letter, such as B")
    yield from _cited_faults(row, number, sheet)


def _points_of_some(told: Sequence[tuple[int, Row]], sheet: str) -> Iterator[Slip]:
    """Yield the rows without points in a table that has them elsewhere."""
    without = [number for number, row in told if not any(row[one] for one in _POINTS)]
    if len(without) < len(told):
        for number in without:
            message = "is empty, and other grades have points; fill it in, or empty all"
            yield Slip(sheet, number, _POINTS[0], message)


def _new_points(
    told: Iterable[tuple[int, Row]], before: Mapping[str, Row], sheet: str
) -> Iterator[Slip]:
    """Yield the rows with points of a table that has none so far."""
    for number, row in told:
        known = before.get(row["grade"])
        if known is not None and row[_POINTS[0]] and not known[_POINTS[0]]:
            message = f"the table has no points so far; add them in parameters/{_GRADES}.yaml"
            yield Slip(sheet, number, _POINTS[0], message)


def _deadline_faults(row: Row, number: int, sheet: str) -> Iterator[Slip]:
    if row["deadline"] not in _KINDS:
        message = f"{row['deadline']!r} is no deadline; allowed: {', '.join(_KINDS)}"
        yield Slip(sheet, number, "deadline", message)
    if not _WHOLE.fullmatch(row["days"]):
        yield Slip(sheet, number, "days", f"{row['days']!r} is no whole number, such as 7")
    yield from _cited_faults(row, number, sheet)


def _cited_faults(row: Row, number: int, sheet: str) -> Iterator[Slip]:
    if not _SOURCE.fullmatch(row["source"]):
        message = f"{row['source']!r} is no section; write document/section of sources.yaml"
        yield Slip(sheet, number, "source", message)
    try:
        date.fromisoformat(row["checked on"])
    except ValueError:
        message = f"{row['checked on']!r} is no day; write YYYY-MM-DD"
        yield Slip(sheet, number, "checked on", message)


def _twice(told: Iterable[tuple[int, Row]], column: str, sheet: str) -> Iterator[Slip]:
    seen: dict[str, int] = {}
    for number, row in told:
        if row[column] in seen:
            message = f"{row[column]!r} stands in row {seen[row[column]]} already"
            yield Slip(sheet, number, column, message)
        seen.setdefault(row[column], number)


def _changed(text: str, path: YamlPlace, value: tuple[str, str], rows: tuple[Row, Row]) -> str:
    """Return the text with what a row says otherwise: its newest value, source and day.

    Args:
        text: the file.
        path: the way to the parameter.
        value: the column that has it, and as YAML.
        rows: the row before and after.
    """
    before, after = rows
    column, written = value
    newest: YamlPlace = (*path, "values", -1)
    if not has_value(text, newest):
        # A number that has had one value only may stand in a row.
        newest = path
    if after[column] != before[column]:
        text = set_value(text, (*newest, "value"), written)
    for told, key in (("source", "reference"), ("checked on", "checked_on")):
        if after[told] != before[told]:
            text = set_value(text, (*newest, key), after[told])
    return text


def _added(text: str, path: tuple[str, ...], value: str, kind: tuple[str, str], row: Row) -> str:
    """Return the text with another parameter behind all others, its group before it.

    Args:
        text: the file.
        path: its name, with its group's before it.
        value: as YAML.
        kind: its unit and description.
        row: the row that cites its source.
    """
    unit, description = kind
    *group, key = path
    cited = f"reference: {row['source']}, checked_on: {row['checked on']}"
    row_text = f"{{value: {value}, {cited}}}"
    lines = [] if not group or _has_group(text, group[0]) else [f"{group[0]}:"]
    indent = "  " * len(group)
    lines += [
        f"{indent}{key}:",
        f"{indent}  description: {description}",
        f"{indent}  unit: {unit}",
        f"{indent}  values:",
        f"{indent}    - {row_text}",
    ]
    between = "\n\n" if text.strip() and lines[0] == f"{path[0]}:" else "\n" * bool(text.strip())
    return f"{text.rstrip()}{between}" + "\n".join(lines) + "\n"


def _has_group(text: str, group: str) -> bool:
    return re.search(rf"(?m)^{re.escape(group)}:", text) is not None


def _with_ends(text: str, rows: Iterable[Row]) -> str:
    """Return the text with the lowest and the highest grade, and the most points, of all rows."""
    by_grade = {int(row["grade"]): row for row in rows}
    points = [row["points to"] for row in by_grade.values() if row["points to"]]
    highest = by_grade[max(by_grade)]
    ends = [
        ("lowest", str(min(by_grade)), "grade", "Lowest grade"),
        ("highest", str(max(by_grade)), "grade", "Highest grade"),
    ]
    if points:
        ends.insert(0, ("maximum_points", max(points, key=float), "point", "Most points"))
    for key, value, unit, description in ends:
        if _has_group(text, key):
            newest: YamlPlace = (key, "values", -1)
            newest = newest if has_value(text, newest) else (key,)
            text = set_value(text, (*newest, "value"), value)
        else:
            text = _added(text, (key,), value, (unit, description), highest)
    return text


def _parameters(pack: Path) -> Mapping[str, Parameter]:
    try:
        return load_parameters(pack / "parameters")
    except ParameterError as error:
        raise SheetError([Slip(str(pack / "parameters"), 0, "", str(error))]) from error


def _value(parameter: Parameter | None) -> str:
    return "" if parameter is None else str(parameter.values[-1].value)


def _cited(parameter: Parameter) -> dict[str, str]:
    newest = parameter.values[-1]
    return {"source": newest.reference, "checked on": newest.checked_on.isoformat()}
