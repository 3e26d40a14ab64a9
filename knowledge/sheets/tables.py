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
        _hold(pack, changes, _rows_of_entries(sheets))
    return changes


def _rows_of_entries(sheets: Mapping[str, tuple[str, Rows]]) -> Mapping[str, tuple[str, int]]:
    """Return the sheet and the row of each entry."""
    label, rows = sheets.get("entries", ("", []))
    return {row["id"]: (label, number) for number, row in rows}


def _hold(pack: Path, changes: Changes, rows: Mapping[str, tuple[str, int]]) -> None:
    """Make sure that a pack that is sound stays so, before anything is written.

    What would be wrong with an entry is told at its row.
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
        raise SheetError([_would_be_wrong(one, pack, rows) for one in said.splitlines()])


def _would_be_wrong(fault: str, pack: Path, rows: Mapping[str, tuple[str, int]]) -> Slip:
    found = _OF_AN_ENTRY.match(fault)
    if found is not None and found["id"] in rows:
        sheet, row = rows[found["id"]]
        return Slip(sheet, row, "", found["what"])
    return Slip(str(pack), 1, "", f"the pack would no longer be sound: {fault}")
