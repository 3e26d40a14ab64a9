"""What is wrong in a spreadsheet, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = Mapping[str, str]
"""A row by its headings; every cell as text."""
Changes = Mapping[Path, str]
"""What is to be written: the new text of each file."""


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


def text_of(file: Path, done: Changes) -> str:
    """Return a file's text, with what is to be written to it; nothing for a new file."""
    if file in done:
        return done[file]
    return file.read_text(encoding="utf-8-sig") if file.exists() else ""
