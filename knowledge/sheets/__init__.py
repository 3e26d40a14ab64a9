"""What a pack says, as a spreadsheet, out and in again.

A sheet is a row of `SHEETS`: answers, names, contacts, the grade table, deadlines. What no column
has stays as it is in the files.
"""

from knowledge.sheets.files import read_sheets, write_sheets
from knowledge.sheets.slip import Row, SheetError, Slip
from knowledge.sheets.tables import SHEETS, export_sheets, plan

__all__ = [
    "SHEETS",
    "Row",
    "SheetError",
    "Slip",
    "export_sheets",
    "plan",
    "read_sheets",
    "write_sheets",
]
