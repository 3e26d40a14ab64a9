"""Spreadsheets on disk: an .xlsx file, or a folder of .csv files; values only, no formulas."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.sheets.entries import COLUMNS, MOST_ROWS, Row, SheetError, Slip

ENTRIES, MISSING = "entries", "missing"
_LARGEST = 20 * 1024 * 1024
_MACROS = "vbaProject.bin"


def read_sheets(source: Path) -> tuple[str, list[tuple[int, Row]]]:
    """Return the rows of the sheet of entries, each with its number, and the sheet's name.

    Raises:
        SheetError: for a file that cannot be read, has macros or formulas, or lacks a column.
    """
    if source.is_dir():
        file = source / f"{ENTRIES}.csv"
        return str(file), _rows(_csv(file), str(file))
    return ENTRIES, _rows(_workbook(source), ENTRIES)


def write_sheets(target: Path, entries: Iterable[Row], missing: Iterable[Row]) -> None:
    """Write the entries, and what a translator has to write, to a file or a folder."""
    sheets: Mapping[str, tuple[Sequence[str], list[Row]]] = {
        ENTRIES: (COLUMNS, list(entries)),
        MISSING: (("id", "missing", "there is"), list(missing)),
    }
    if target.suffix == ".xlsx":
        book = Workbook(write_only=True)
        for name, (columns, rows) in sheets.items():
            sheet = book.create_sheet(name)
            sheet.append(list(columns))
            for row in rows:
                sheet.append([row[column] for column in columns])
        book.save(target)
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in sheets.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([row[column] for column in columns] for row in rows)


def _csv(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(file, str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(file, "is not UTF-8; save it as CSV UTF-8") from error
    try:
        yield from csv.reader(text.splitlines(keepends=True), strict=True)
    except csv.Error as error:
        raise _unreadable(file, f"is not CSV: {error}") from error


def _workbook(file: Path) -> Iterator[list[str]]:
    try:
        if file.stat().st_size > _LARGEST:
            raise _unreadable(file, f"is larger than {_LARGEST // 1024 // 1024} MiB")
        with zipfile.ZipFile(file) as parts:
            if any(name.endswith(_MACROS) for name in parts.namelist()):
                raise _unreadable(file, "has macros; save it as .xlsx without them")
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise _unreadable(file, f"is no .xlsx file that can be read ({error})") from error
    if ENTRIES not in book.sheetnames:
        raise _unreadable(file, f"has no sheet {ENTRIES!r}; it has {', '.join(book.sheetnames)}")
    slips = []
    for number, cells in enumerate(book[ENTRIES].iter_rows(), start=1):
        for place, cell in enumerate(cells):
            if cell.data_type == "f":
                message = "is a formula; paste its value"
                slips.append(Slip(ENTRIES, number, f"column {place + 1}", message))
        yield ["" if cell.value is None else str(cell.value) for cell in cells]
    if slips:
        raise SheetError(slips)


def _rows(table: Iterable[list[str]], sheet: str) -> list[tuple[int, Row]]:
    rows: list[tuple[int, Row]] = []
    heads: list[str] = []
    for number, cells in enumerate(table, start=1):
        if number == 1:
            heads = [cell.strip() for cell in cells]
            lacking = [name for name in COLUMNS if name not in heads]
            if lacking:
                raise SheetError([Slip(sheet, 1, "", f"lacks the columns {', '.join(lacking)}")])
            continue
        if number > MOST_ROWS + 1:
            raise SheetError([Slip(sheet, number, "", f"more than {MOST_ROWS} rows; split it")])
        told = dict(zip(heads, cells, strict=False))
        rows.append((number, {name: told.get(name, "").strip() for name in COLUMNS}))
    if not heads:
        raise SheetError([Slip(sheet, 1, "", "is empty")])
    return rows


def _unreadable(file: Path, why: str) -> SheetError:
    return SheetError([Slip(str(file), 1, "", why)])
