"""Entries as rows, and rows as changes to files. An entry keeps what no column has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.files import read
from knowledge.problem import Problem

COLUMNS = (
    "id", "file", "title sr", "title en", "phrasings sr", "phrasings en", "answer sr", "answer en",
    "sources",
)  # fmt: skip
MOST_ROWS = 5000
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = frozenset({"phrasings sr", "phrasings en", "sources"})
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in a cell.

    Attributes:
        sheet: the sheet, or the file.
        row: its number, from 1, the row of headings counted.
        column: the heading; empty for the row as a whole.
        message: what is wrong, what to do.
    """

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}, row {self.row}" + (f", {self.column!r}" if self.column else "")
        return f"{place}: {self.message}"


class SheetError(ValueError):
    """A spreadsheet that cannot be used; `slips` has all that was found, and nothing is written."""

    def __init__(self, slips: Sequence[Slip]) -> None:
        self.slips = tuple(slips)
        super().__init__("\n".join(map(str, slips)))


def export_rows(pack: Path) -> Iterator[Row]:
    """Yield a row for each entry of a pack, in the order of its files."""
    for file, entry in _entries(pack):
        yield _row(file, entry)


def missing_rows(pack: Path) -> Iterator[Row]:
    """Yield what a translator has to write: the form that an entry lacks, and the other one."""
    for row in export_rows(pack):
        for part in ("title", "answer", "phrasings"):
            for language, other in (("sr", "en"), ("en", "sr")):
                if not row[f"{part} {language}"] and row[f"{part} {other}"]:
                    yield {
                        "id": row["id"],
                        "missing": f"{part} {language}",
                        "there is": row[f"{part} {other}"],
                    }


def plan(pack: Path, rows: Iterable[tuple[int, Row]], sheet: str) -> dict[Path, str]:
    """Return the files that a sheet changes, with their new text; nothing for what is the same.

    Args:
        pack: the folder of the institution.
        rows: the rows by their numbers.
        sheet: its name, for what is wrong.

    Raises:
        SheetError: with everything that is wrong; then nothing is to be written.
    """
    known = {str(entry["id"]): (file, entry) for file, entry in _entries(pack)}
    slips: list[Slip] = []
    seen: dict[str, int] = {}
    changed: dict[Path, str] = {}
    for number, row in rows:
        slips += _faults(row, number, sheet, seen)
        if slips or not any(row.values()):
            continue
        file, before = known.get(row["id"], (pack / "entries" / f"{row['file']}.yaml", None))
        if before is not None and _row(file, before) == {**row, "file": file.stem}:
            continue
        after = _merged(before or {"id": row["id"]}, row)
        text = changed.get(file)
        if text is None:
            text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        changed[file] = _with_entry(text, after)
    if slips:
        raise SheetError(slips)
    return changed


def _entries(pack: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    for file in sorted((pack / "entries").glob("*.yaml")):
        problems: list[Problem] = []
        document = read(file, problems)
        if problems:
            raise SheetError([Slip(str(one.file), one.line, "", one.message) for one in problems])
        for entry in document.value if document and isinstance(document.value, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield file, dict(entry)


def _row(file: Path, entry: Mapping[str, object]) -> Row:
    row = {"id": str(entry["id"]), "file": file.stem}
    for part in ("title", "phrasings", "answer"):
        both = entry.get(part)
        for language in ("sr", "en"):
            words = both.get(language, "") if isinstance(both, dict) else ""
            row[f"{part} {language}"] = _cell(words)
    row["sources"] = _cell(entry.get("sources", []))
    return {name: row[name] for name in COLUMNS}


def _cell(words: object) -> str:
    return "\n".join(map(str, words)) if isinstance(words, list) else str(words).strip()


def _faults(row: Row, number: int, sheet: str, seen: dict[str, int]) -> Iterator[Slip]:
    if not any(row.values()):
        return
    if not _ID.fullmatch(row["id"]):
        yield Slip(sheet, number, "id", f"{row['id']!r} is no id; write small-letters-with-hyphens")
    elif row["id"] in seen:
        yield Slip(sheet, number, "id", f"{row['id']!r} stands in row {seen[row['id']]} already")
    seen.setdefault(row["id"], number)
    if not _FILE.fullmatch(row["file"]):
        yield Slip(sheet, number, "file", f"{row['file']!r} is no name of a file, such as faq")
    for name in COLUMNS[2:]:
        if not row[name]:
            yield Slip(sheet, number, name, "is empty; fill it in")


def _merged(before: Mapping[str, object], row: Row) -> dict[str, object]:
    after = dict(before)
    for part in ("title", "phrasings", "answer"):
        after[part] = {language: _value(f"{part} {language}", row) for language in ("sr", "en")}
    after["sources"] = _value("sources", row)
    return after


def _value(name: str, row: Row) -> object:
    lines = [line.strip() for line in row[name].splitlines() if line.strip()]
    return lines if name in _LISTS else row[name]


def _with_entry(text: str, entry: Mapping[str, object]) -> str:
    """Return a file's text with one entry in place of the one of its id, or behind all others."""
    written = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=110)
    name = re.escape(str(entry["id"]))
    found = re.search(rf"(?ms)^- id: {name}\s*\n.*?(?=^- id: |\Z)", text)
    if found is None:
        return f"{text.rstrip()}\n\n{written}" if text.strip() else written
    tail = "\n" if text[found.end() :] else ""
    return text[: found.start()] + written + tail + text[found.end() :]
