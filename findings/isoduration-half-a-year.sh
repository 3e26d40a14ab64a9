#!/usr/bin/env bash
# isoduration: half a year, added to a date, is a whole year; a tenth less is nothing.
#
# Guess before running: P0.5Y added to 15 February is 15 August, or the fraction is refused.
# Seen with isoduration 20.11.0: it is 15 February of the next year. Fractions of years and of
# months are rounded to whole ones when they are added: P1.5M is two months, P0.4Y no time at all.
# Weeks and days keep their fraction. The duration itself is read and written as P0.5Y.
# What follows: "half a year" and "a month and a half" are told of stays, and a whole year for the
# half would pass the limit. Lengths are held in whole units of what was told here, and months and
# days are counted by the rules.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "isoduration==20.11.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime

from isoduration import parse_duration

start = datetime(2027, 2, 15)
ends = {one: start + parse_duration(one) for one in ("P0.5Y", "P0.4Y", "P1.5M", "P6M", "P1.5W")}
for length, end in ends.items():
    print(f"{start:%Y-%m-%d} + {length} = {end:%Y-%m-%d}")
if ends["P0.5Y"] != datetime(2028, 2, 15):
    sys.exit("changed: half a year is no longer a whole one")
if ends["P0.4Y"] != start:
    sys.exit("changed: two fifths of a year are no longer nothing")
if ends["P1.5M"] != datetime(2027, 4, 15):
    sys.exit("changed: a month and a half is no longer two")
PYTHON
