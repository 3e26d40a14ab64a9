#!/usr/bin/env bash
# Recognizers-Text: "3 May to 20 June 2027" begins, first of all, in 2026, and lasts 48 days by its own account.
#
# Guess before running: the year behind a range of two months belongs to both ends, as it does where
# the month is shared ("3 to 20 May 2027").
# Seen with recognizers-text-date-time 1.0.2a2 (English): the first day is one "without a year". Two
# ranges come back, the first from 3 May 2026 to 20 June 2027, thirteen months, and the one that was
# meant second; the expression beside both says P48D. The day of reference does not matter: in January
# 2027 the first one begins in 2026 still. A hyphen, "between ... and" and "May 3 to June 20, 2027" do
# the same. "February to June 2027" is no range at all, but a February of 2026 and a June of 2027.
# What follows: bots that take the first value compute a stay of thirteen months, over every limit.
# Here a year at the end of a range is that of both ends, unless the range would run backwards.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "setuptools<81" wheel
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "recognizers-text-date-time==1.0.2a2" "recognizers-text-number==1.0.2a2" \
  "recognizers-text-number-with-unit==1.0.2a2" "recognizers-text==1.0.2a2" "emoji==1.7.0"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from datetime import datetime

from recognizers_date_time import Culture, recognize_datetime


def ranges(told):
    found = recognize_datetime(told, Culture.English, reference=datetime(2027, 1, 10))
    return [
        (value["timex"], value.get("start"), value.get("end"))
        for one in found
        for value in one.resolution["values"]
    ]


seen = {
    told: ranges(told)
    for told in ("3 May to 20 June 2027", "3 to 20 May 2027", "February to June 2027")
}
for told, values in seen.items():
    print(told, *values, sep="\n  ")
if [value[1:] for value in seen["3 to 20 May 2027"]] != [("2027-05-03", "2027-05-20")]:
    sys.exit("changed: a shared month has no shared year any more")
first = seen["3 May to 20 June 2027"][0]
if first[1:] != ("2026-05-03", "2027-06-20") or "P48D" not in first[0]:
    sys.exit("changed: the first range no longer begins a year early")
if len({value[0] for value in seen["February to June 2027"]}) != 2:
    sys.exit("changed: two months with one year are one range now")
PYTHON
