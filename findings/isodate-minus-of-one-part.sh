#!/usr/bin/env bash
# isodate: five months less ten days are written as minus five months and ten days.
#
# Guess before running: a length that the library computes comes back the same when it is written as an
# ISO 8601 duration and read again, or it refuses to write what the notation has no sign for.
# Seen with isodate 0.7.2: one part below zero puts a minus before the whole and drops the parts'
# own signs. P5M less P10D, added to 16 February 2026, is 6 July 2026; written it is "-P5M10D",
# which read again and added to that day is 6 September 2025. P1Y less P2M becomes "-P1Y2M".
# What follows: lengths of stay are compared by the programme's 30-day months (rules/duration.py), and no
# difference of two lengths is written as an ISO 8601 duration.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "isodate==0.7.2"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

from isodate import duration_isoformat, parse_duration

start = date(2026, 2, 16)
for whole, less, expected in (("P5M", "P10D", "-P5M10D"), ("P1Y", "P2M", "-P1Y2M")):
    length = parse_duration(whole) - parse_duration(less)
    written = duration_isoformat(length)
    print(f"{whole} less {less} is written {written}")
    print(f"  {start} and that length: {start + length}; and the length read again: {start + parse_duration(written)}")
    if start + length == start + parse_duration(written):
        sys.exit("changed: it comes back the same")
    if written != expected:
        sys.exit("changed: it is written otherwise")
PYTHON
