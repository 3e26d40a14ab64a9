"""Entries as rows, and rows as changes to files. An entry keeps what no column has."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from knowledge.files import read
from knowledge.problem import Problem
from knowledge.sheets.slip import Changes, Row, SheetError, Slip, text_of

ENTRY_COLUMNS = (
    "id", "file", "title sr", "title en", "phrasings sr", "phrasings en", "answer sr", "answer en",
    "sources",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = frozenset({"phrasings sr", "phrasings en", "sources"})


def entry_rows(pack: Path) -> Iterator[Row]:
    """Yield a row for each entry of a pack, in the order of its files."""
    for file, entry in _entries(pack):
        yield _row(file, entry)


def missing_rows(pack: Path) -> Iterator[Row]:
    """Yield what a translator has to write: the form that an entry lacks, and the other one."""
    for row in entry_rows(pack):
        for part in ("title", "answer", "phrasings"):
            for language, other in (("sr", "en"), ("en", "sr")):
                if not row[f"{part} {language}"] and row[f"{part} {other}"]:
                    yield {
                        "id": row["id"],
                        "missing": f"{part} {language}",
                        "there is": row[f"{part} {other}"],
                    }


def plan_entries(
    pack: Path, rows: Iterable[tuple[int, Row]], sheet: str, done: Changes
) -> dict[Path, str]:
    """Return the files that a sheet changes, with their new text; nothing for what is the same.

    Args:
        pack: the folder of the institution.
        rows: the rows by their numbers.
        sheet: its name, for what is wrong.
        done: what other sheets change.

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
            text = text_of(file, done)
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
    return {name: row[name] for name in ENTRY_COLUMNS}


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
    for name in ENTRY_COLUMNS[2:]:
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
