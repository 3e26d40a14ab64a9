#!/usr/bin/env bash
# pyexcel: a CSV cell "7,5" is read as the whole number 75.
#
# Guess before running: a cell that is no number in Python's notation stays text, so that whoever
# reads the table sees "7,5" and can decide that it is a decimal comma.
# Seen with pyexcel 0.7.6 and pyexcel-io 0.6.8: commas are taken out and what is left is read as a
# number, wherever they stand, so credits "7,5" become 75, an average "8,50" becomes 850, and the list of
# grades "8,9,10" becomes 8910. A Serbian (or German, French, ...) spreadsheet saved as CSV has
# such cells in every row. tablib 3.10.0 leaves them text, and a cell with a semicolon too.
# What follows: spreadsheets of FAQs, grades and deadlines are read with the standard library and
# openpyxl, and a number is read by us, with sheet, row and column in the error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "pyexcel==0.7.6" "pyexcel-io==0.6.8" "tablib==3.10.0"
cd "$folder"
cat > credits.csv <<'CSV'
course,credits,average,grades
Algebra,"7,5","8,50","8,9,10"
CSV
venv/bin/python - <<'PYTHON'
import sys

import pyexcel
import tablib

[_, row] = pyexcel.get_array(file_name="credits.csv")
with open("credits.csv", encoding="utf-8") as file:
    [other] = tablib.Dataset().load(file, format="csv")
print("pyexcel", row)
print("tablib ", list(other))
if row != ["Algebra", 75, 850, 8910]:
    sys.exit("changed: pyexcel reads a decimal comma in another way")
if other != ("Algebra", "7,5", "8,50", "8,9,10"):
    sys.exit("changed: tablib does not leave such cells as text")
PYTHON
