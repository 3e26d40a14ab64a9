"""The sheets of a pack: their columns, their rows, and what a changed one changes."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from knowledge.sheets import entries, names, parameters
from knowledge.sheets.slip import Changes, Row, SheetError, Slip
from rules.packs import fault_of

# A fault of the check names its file, its line and the entry.
_OF_AN_ENTRY = re.compile(r"(?:.*?\.yaml:\d+: )?(?P<id>[a-z0-9-]+): (?P<what>.+)")
_PLACE = re.compile(r"^.*?\.yaml:\d+: ")
# "grades.10.points_from is 97", "recognition.proposal_days is in week".
_OF_A_NUMBER = re.compile(r"\b(?:grades|recognition)\.(?P<key>\d+|\w+_days)(?:\.(?P<part>\w+))?")
_COLUMNS = {"points_from": "points from", "points_to": "points to", "ects": "ects"}
_QUOTED, _TOLD_BY_ITSELF = re.compile(r"'([^']+)'"), 3
Rows = list[tuple[int, Row]]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of sheet.

    Attributes:
        columns: its headings.
        rows: what a pack says, in rows.
        plan: the files that its rows change; None for one that is only read.
    """

    columns: tuple[str, ...]
    rows: Callable[[Path], Iterator[Row]]
    plan: Callable[[Path, Iterable[tuple[int, Row]], str, Changes], dict[Path, str]] | None


SHEETS: Mapping[str, SheetKind] = {
    "entries": SheetKind(entries.ENTRY_COLUMNS, entries.entry_rows, entries.plan_entries),
    "names": SheetKind(names.NAME_COLUMNS, names.name_rows, names.plan_names),
    "contacts": SheetKind(names.CONTACT_COLUMNS, names.contact_rows, names.plan_contacts),
    "grades": SheetKind(parameters.GRADE_COLUMNS, parameters.grade_rows, parameters.plan_grades),
    "deadlines": SheetKind(
        parameters.DEADLINE_COLUMNS, parameters.deadline_rows, parameters.plan_deadlines
    ),
    "missing": SheetKind(("id", "missing", "there is"), entries.missing_rows, None),
}


def export_sheets(pack: Path) -> Mapping[str, list[Row]]:
    """Return the rows of every sheet.

    Raises:
        SheetError: for a file of the pack that cannot be read.
    """
    return {name: list(kind.rows(pack)) for name, kind in SHEETS.items()}


def plan(pack: Path, sheets: Mapping[str, tuple[str, Rows]]) -> dict[Path, str]:
    """Return the files that sheets change, with their new text; nothing for what is the same.

    Args:
        pack: the folder of the institution.
        sheets: the label and the rows of each sheet, by its kind.

    Raises:
        SheetError: with everything that is wrong in the sheets, or the first thing that would be
            wrong in the pack; then nothing is to be written.
    """
    changes: dict[Path, str] = {}
    slips: list[Slip] = []
    for name, (label, rows) in sheets.items():
        planned = SHEETS[name].plan
        if planned is None:
            continue
        try:
            changes |= planned(pack, rows, label, changes)
        except SheetError as error:
            slips += error.slips
    if slips:
        raise SheetError(slips)
    if changes:
        _hold(pack, changes, sheets)
    return changes


def _hold(pack: Path, changes: Changes, sheets: Mapping[str, tuple[str, Rows]]) -> None:
    """Make sure that a pack that is sound stays so, before anything is written.

    What would be wrong is told at the row that says it.
    """
    check = import_module("knowledge.pack_faults").all_faults
    if not (pack / "sources.yaml").exists() or fault_of(pack, (), check):
        return
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place).resolve() / pack.name
        shutil.copytree(pack, copy)
        for file, text in changes.items():
            target = copy / file.relative_to(pack)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        fault = fault_of(copy, (), check)
    if fault:
        said = fault.replace(str(copy), str(pack))
        raise SheetError([_would_be_wrong(one, pack, sheets) for one in said.splitlines()])


def _would_be_wrong(fault: str, pack: Path, sheets: Mapping[str, tuple[str, Rows]]) -> Slip:
    """Return a fault of the check as one of the row that it comes from."""
    found = _OF_AN_ENTRY.match(fault)
    if found is not None:
        for label, number, row in _rows_of("entries", sheets):
            if row["id"] == found["id"]:
                return Slip(label, number, "", found["what"])
    what = _PLACE.sub("", fault)
    number_told = _OF_A_NUMBER.search(what)
    if number_told is not None:
        key, column = number_told["key"], _COLUMNS.get(number_told["part"] or "", "days")
        for name in ("grades", "deadlines"):
            for label, number, row in _rows_of(name, sheets):
                if key in (row.get("grade"), row.get("deadline")):
                    return Slip(label, number, column, what)
    quoted = frozenset(_QUOTED.findall(what))
    for label, number, row in _rows_of("names", sheets):
        if quoted.intersection(row["value"].splitlines()) or _holds_one(row["value"], quoted):
            return Slip(label, number, "value", what)
    return Slip(str(pack), 1, "", f"the pack would no longer be sound: {fault}")


def _holds_one(value: str, quoted: Iterable[str]) -> bool:
    return any(len(one) >= _TOLD_BY_ITSELF and one in value for one in quoted)


def _rows_of(name: str, sheets: Mapping[str, tuple[str, Rows]]) -> Iterator[tuple[str, int, Row]]:
    """Yield the rows of a sheet, with what it is called and their numbers."""
    label, rows = sheets.get(name, ("", []))
    for number, row in rows:
        yield label, number, row
