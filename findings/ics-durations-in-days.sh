#!/usr/bin/env bash
# ics (npm): a duration of whole days is written with a "T" and no time behind it.
#
# Guess before running: three days are P3D, and a week with two days P9D (RFC 5545, 3.3.6, and ISO
# 8601: the "T" is left out where no time follows; weeks stand alone).
# Seen with ics 3.12.0: P3DT and P1W2DT. Readers of calendars (icalendar 6.3.1) and isodate 0.7.2
# take both; the strict readers aniso8601 10.0.1 and isoduration 20.11.0 refuse both.
# What follows: deadlines have a date and no duration in the feeds here, and what is read from a
# calendar somebody else made may hold such a length.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit ics@3.12.0 >/dev/null
cat > write.mjs <<'NODE'
import { createEvent } from "ics";
for (const duration of [{ days: 3 }, { weeks: 1, days: 2 }]) {
  const { value } = createEvent({ title: "BIP", start: [2027, 2, 15], duration });
  console.log(value.split("\r\n").find((line) => line.startsWith("DURATION:")).slice(9));
}
NODE
node write.mjs > written
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  "icalendar==6.3.1" "isodate==0.7.2" "aniso8601==10.0.1" "isoduration==20.11.0"
venv/bin/python - <<'PYTHON'
import sys
from pathlib import Path

import aniso8601
import isodate
import isoduration
from icalendar import vDuration

READERS = {
    "icalendar": vDuration.from_ical,
    "isodate": isodate.parse_duration,
    "aniso8601": aniso8601.parse_duration,
    "isoduration": isoduration.parse_duration,
}
written = Path("written").read_text().split()
if written != ["P3DT", "P1W2DT"]:
    sys.exit(f"changed: ics writes {written}")
for text in written:
    taken = []
    for name, read in READERS.items():
        try:
            print(f"{text}: {name} reads {read(text)}")
        except Exception as error:
            print(f"{text}: {name} refuses it, {type(error).__name__}")
        else:
            taken.append(name)
    if taken != ["icalendar", "isodate"]:
        sys.exit(f"changed: {text} is read by {taken}")
PYTHON
