#!/usr/bin/env bash
# DAYS360: three spreadsheet engines count a semester by 30-day months as 134 or 135 days, a year as 358 or 360.
#
# Guess before running: days by months of 30 days (which the Erasmus+ programme counts a stay in) are one
# of the oldest functions of spreadsheets, so that every engine that offers DAYS360 has the same number.
# Seen with formulas 1.3.4 (Python), hyperformula 3.5.0 and @formulajs/formulajs 4.6.1 (npm), method
# left at the US one: from 16 February to 30 June 2026 formulajs has 135 and the others 134; from
# 1 October 2026 to 28 February 2027 150 and 147; from 28 February 2026 to 28 February 2027
# formulas has 358 and the others 360. formulajs takes "the last day of a month becomes the 1st of the
# next" by the word for every month, others for the 31st only; and formulas leaves an end in February
# as it is. With the European method the three agree on the first two, and on the third, 360.
# What follows: days of a stay are counted by rules/duration.py, and a number that some spreadsheet had is
# not expected to be the same.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "formulas==1.3.4"
npm install --silent --no-fund --no-audit hyperformula@3.5.0 @formulajs/formulajs@4.6.1 >/dev/null
cat > stays.txt <<'STAYS'
2026-02-16 2026-06-30
2026-10-01 2027-02-28
2026-02-28 2027-02-28
STAYS
cat > count.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { HyperFormula } from "hyperformula";
import { DAYS360 } from "@formulajs/formulajs";
const engine = HyperFormula.buildEmpty({ licenseKey: "gpl-v3" });
const sheet = engine.getSheetId(engine.addSheet("Stays"));
for (const line of readFileSync("stays.txt", "utf8").trim().split("\n")) {
  const days = line.split(" ").map((day) => day.split("-").map(Number));
  for (const european of [false, true]) {
    const [start, end] = days.map(([year, month, day]) => `DATE(${year},${month},${day})`);
    engine.setCellContents({ sheet, row: 0, col: 0 }, [[`=DAYS360(${start},${end},${european ? "TRUE" : "FALSE"}())`]]);
    const [first, last] = days.map(([year, month, day]) => new Date(year, month - 1, day));
    const method = european ? "EU" : "US";
    console.log(line, method, "hyperformula", engine.getCellValue({ sheet, row: 0, col: 0 }));
    console.log(line, method, "formulajs", DAYS360(first, last, european));
  }
}
NODE
cat > count.py <<'PYTHON'
from datetime import date
from pathlib import Path

import formulas

ORIGIN = date(1899, 12, 30)
for line in Path("stays.txt").read_text().splitlines():
    start, end = ((date.fromisoformat(day) - ORIGIN).days for day in line.split())
    for method, european in (("US", "FALSE"), ("EU", "TRUE")):
        function = formulas.Parser().ast(f"=DAYS360({start},{end},{european})")[1].compile()
        print(line, method, "formulas", int(function()))
PYTHON
{ node count.mjs; venv/bin/python -W ignore count.py; } | sort | tee counted.txt
cat > expected.txt <<'EXPECTED'
2026-02-16 2026-06-30 EU formulajs 134
2026-02-16 2026-06-30 EU formulas 134
2026-02-16 2026-06-30 EU hyperformula 134
2026-02-16 2026-06-30 US formulajs 135
2026-02-16 2026-06-30 US formulas 134
2026-02-16 2026-06-30 US hyperformula 134
2026-02-28 2027-02-28 EU formulajs 360
2026-02-28 2027-02-28 EU formulas 360
2026-02-28 2027-02-28 EU hyperformula 360
2026-02-28 2027-02-28 US formulajs 360
2026-02-28 2027-02-28 US formulas 358
2026-02-28 2027-02-28 US hyperformula 360
2026-10-01 2027-02-28 EU formulajs 147
2026-10-01 2027-02-28 EU formulas 147
2026-10-01 2027-02-28 EU hyperformula 147
2026-10-01 2027-02-28 US formulajs 150
2026-10-01 2027-02-28 US formulas 147
2026-10-01 2027-02-28 US hyperformula 147
EXPECTED
sort expected.txt | cmp -s - <(sort counted.txt) || { echo "changed: the engines count otherwise"; exit 1; }
