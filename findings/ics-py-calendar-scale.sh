#!/usr/bin/env bash
# ics.py: every calendar it writes is on the "Georgian" calendar scale, and its lines are not folded.
#
# Guess before running: a calendar that is read and written again keeps to RFC 5545: the scale is
# GREGORIAN or not named (3.7.1), and lines have at most 75 octets (3.1).
# Seen with ics 0.7.3: a file that names no scale comes back with "CALSCALE:GEORGIAN", which is
# the name of a language and of no calendar, so a strict reader may refuse the whole file; and
# a Cyrillic summary comes back as one line of 146 octets.
# What follows: write calendars with icalendar, and never pass them through ics.py on the way out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ics==0.7.3"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import ics

SUMMARY = "Последњи дан за подношење предлога одлуке о признавању резултата на одсеку"
LINES = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT",
    "UID:proposal@example.org", "DTSTAMP:20260101T080000Z", "DTSTART;VALUE=DATE:20260209",
    f"SUMMARY:{SUMMARY[:30]}", f" {SUMMARY[30:]}", "END:VEVENT", "END:VCALENDAR", "",
]
written = ics.Calendar("\r\n".join(LINES)).serialize().splitlines()
scale = [line for line in written if line.startswith("CALSCALE")]
longest = max(written, key=lambda line: len(line.encode()))
print("scale:", scale)
print("longest line:", len(longest.encode()), "octets:", longest)
if scale != ["CALSCALE:GEORGIAN"]:
    sys.exit("changed: the scale is another one, or not written")
if len(longest.encode()) <= 75:
    sys.exit("changed: lines are folded")
PYTHON
