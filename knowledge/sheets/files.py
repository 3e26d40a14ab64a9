"""Spreadsheets on disk: an .xlsx file, or a folder of .csv files; values only, no formulas."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.sheets.slip import Row, SheetError, Slip
from knowledge.sheets.tables import SHEETS, Rows

MOST_ROWS = 5000
_LARGEST, _LARGEST_OPENED = 20 * 1024 * 1024, 200 * 1024 * 1024
_MACROS = "vbaProject.bin"
Table = Iterable[list[str]]


def read_sheets(source: Path) -> dict[str, tuple[str, Rows]]:
    """Return the rows of each sheet by its kind, with their numbers, and the sheet's name.

    Raises:
        SheetError: for a file that cannot be read, has macros, formulas or merged cells, or lacks
            a column.
    """
    tables = _folder(source) if source.is_dir() else _workbook(source)
    if not tables:
        wanted = ", ".join(f"{name}.csv" if source.is_dir() else name for name in SHEETS)
        raise _unreadable(source, f"has none of the sheets {wanted}")
    return {
        kind: (label, _rows(table, label, SHEETS[kind].columns))
        for kind, (label, table) in tables.items()
        if SHEETS[kind].plan is not None
    }


def write_sheets(target: Path, sheets: Mapping[str, Iterable[Row]]) -> None:
    """Write the sheets of a pack to a file or a folder."""
    if target.suffix == ".xlsx":
        book = Workbook(write_only=True)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            sheet.append(list(SHEETS[name].columns))
            for row in rows:
                sheet.append([row[column] for column in SHEETS[name].columns])
        book.save(target)
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(SHEETS[name].columns)
            writer.writerows([row[column] for column in SHEETS[name].columns] for row in rows)


def _folder(folder: Path) -> dict[str, tuple[str, Table]]:
    others = sorted(one.name for one in folder.glob("*.csv") if one.stem not in SHEETS)
    if others:
        raise SheetError([_no_sheet(str(folder / one)) for one in others])
    files = {name: folder / f"{name}.csv" for name in SHEETS}
    return {name: (str(file), _csv(file)) for name, file in files.items() if file.exists()}


def _csv(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(file, str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(file, "is not UTF-8; save it as CSV UTF-8") from error
    try:
        lines = text.splitlines(keepends=True)
        yield from csv.reader(lines, strict=True, delimiter=_delimiter(lines))
    except csv.Error as error:
        raise _unreadable(file, f"is not CSV: {error}") from error


def _delimiter(lines: Sequence[str]) -> str:
    """Return what stands between cells: where a comma is the decimal sign, Excel writes `;`."""
    heads = lines[0] if lines else ""
    return max(",;\t", key=heads.count)


def _no_sheet(name: str) -> Slip:
    allowed = ", ".join(SHEETS)
    return Slip(name, 1, "", f"is no sheet of a pack, take it out; allowed: {allowed}")


def _workbook(file: Path) -> dict[str, tuple[str, Table]]:
    try:
        if file.stat().st_size > _LARGEST:
            raise _unreadable(file, f"is larger than {_LARGEST // 1024 // 1024} MiB")
        with zipfile.ZipFile(file) as parts:
            if any(name.endswith(_MACROS) for name in parts.namelist()):
                raise _unreadable(file, "has macros; save it as .xlsx without them")
            if sum(part.file_size for part in parts.infolist()) > _LARGEST_OPENED:
                raise _unreadable(file, "is too large when it is opened; split it")
        book = load_workbook(file, data_only=False, keep_links=False)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise _unreadable(file, f"is no .xlsx file that can be read ({error})") from error
    sheets = {name: book[name] for name in book.sheetnames if name in SHEETS}
    slips = [_no_sheet(name) for name in book.sheetnames if name not in SHEETS]
    slips += [slip for name, sheet in sheets.items() for slip in _faults(sheet, name)]
    if slips:
        raise SheetError(slips)
    return {name: (name, _cells(sheet)) for name, sheet in sheets.items()}


def _faults(sheet: Worksheet, name: str) -> Iterator[Slip]:
    """Yield cells that are merged or computed; nothing but plain values can be taken in."""
    heads = ["" if cell.value is None else str(cell.value) for cell in next(sheet.iter_rows(), ())]

    def heading(column: int) -> str:
        told = heads[column - 1] if column <= len(heads) else ""
        return told or get_column_letter(column)

    for merged in sheet.merged_cells.ranges:
        message = f"is merged ({merged.coord}); split it, each row says all of its own"
        yield Slip(name, merged.min_row, heading(merged.min_col), message)
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1), start=1):
        for place, cell in enumerate(cells, start=1):
            if cell.data_type == "f":
                yield Slip(name, number, heading(place), "is a formula; paste its value")
            elif cell.data_type == "e":
                yield Slip(name, number, heading(place), f"is {cell.value}; write a value")


def _cells(sheet: Worksheet) -> Iterator[list[str]]:
    for cells in sheet.iter_rows(values_only=True):
        yield [_plain(value) for value in cells]


def _plain(value: object) -> str:
    """Return a cell as it would be typed: a day without its hour, 95 instead of 95.0."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(table: Table, sheet: str, columns: tuple[str, ...]) -> Rows:
    rows: Rows = []
    heads: list[str] = []
    slips: list[Slip] = []
    for number, cells in enumerate(table, start=1):
        if number == 1:
            heads = [cell.strip() for cell in cells]
            lacking = [name for name in columns if name not in heads]
            if lacking:
                raise SheetError([Slip(sheet, 1, "", f"lacks the columns {', '.join(lacking)}")])
            unknown = [one for one in heads if one and one not in columns]
            if unknown:
                message = f"is no column; allowed: {', '.join(columns)}"
                raise SheetError([Slip(sheet, 1, one, message) for one in unknown])
            twice = [one for one in columns if heads.count(one) > 1]
            if twice:
                raise SheetError([Slip(sheet, 1, one, "stands twice; keep one") for one in twice])
            continue
        if number > MOST_ROWS + 1:
            raise SheetError([Slip(sheet, number, "", f"more than {MOST_ROWS} rows; split it")])
        slips += _outside(cells, heads, sheet, number)
        told = dict(zip(heads, cells, strict=False))
        rows.append((number, {name: told.get(name, "").strip() for name in columns}))
    if not heads:
        raise SheetError([Slip(sheet, 1, "", "is empty")])
    if slips:
        raise SheetError(slips)
    return rows


def _outside(cells: Sequence[str], heads: Sequence[str], sheet: str, number: int) -> Iterator[Slip]:
    """Yield what stands under no heading, and would be lost."""
    for place, cell in enumerate(cells):
        if cell.strip() and not (place < len(heads) and heads[place]):
            message = "stands under no heading; empty the cell, or move what it says"
            yield Slip(sheet, number, get_column_letter(place + 1), message)


def _unreadable(file: Path, why: str) -> SheetError:
    return SheetError([Slip(str(file), 1, "", why)])
