#!/usr/bin/env bash
# Three readers of lengths: twelve months are five days shorter than a year.
#
# Guess before running: P12M and P1Y, "12 months" and "1 year", are the same length, or cannot be
# told in days at all.
# Seen with pydantic 2.12.5 (a timedelta field), aniso8601 10.0.1 and pytimeparse2 1.7.1: a month is
# 30 days and a year 365, so that twelve months are 360 days. P18M is 540 days and P1Y6M 545. A
# stay of one year "does not fit" into a limit of twelve months.
# What follows: the limit of a cycle is twelve months, and a year is told as often. Months and
# years stay what was told, and days become months only where the sources say how.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "pydantic==2.12.5" "aniso8601==10.0.1" "pytimeparse2==1.7.1"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import timedelta

import aniso8601
import pytimeparse2
from pydantic import TypeAdapter

read = TypeAdapter(timedelta).validate_python
pairs = {
    "pydantic": (read("P12M"), read("P1Y")),
    "aniso8601": (aniso8601.parse_duration("P12M"), aniso8601.parse_duration("P1Y")),
    "pytimeparse2": tuple(timedelta(seconds=pytimeparse2.parse(one)) for one in ("12 months", "1 year")),
}
for name, (months, year) in pairs.items():
    print(f"{name}: twelve months {months.days} days, a year {year.days}, the year fits: {year <= months}")
    if (months.days, year.days) != (360, 365):
        sys.exit(f"changed: {name} counts otherwise")
PYTHON
