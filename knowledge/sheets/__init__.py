"""The questions and answers of an institution as a spreadsheet, out and in again."""

from knowledge.sheets.entries import COLUMNS, SheetError, Slip, export_rows, missing_rows, plan
from knowledge.sheets.files import read_sheets, write_sheets

__all__ = [
    "COLUMNS",
    "SheetError",
    "Slip",
    "export_rows",
    "missing_rows",
    "plan",
    "read_sheets",
    "write_sheets",
]
