#!/usr/bin/env bash
# Relative times in Serbian: of four well-known libraries two count 21 days as 5, and one 5 days as none.
#
# Guess before running: a library with a Serbian locale follows the three plural forms of the language
# (CLDR: 1, 21, 101 "dan"; 2 to 4, 22 "dana"; 5 to 20 "dana", with months "mesec", "meseca",
# "meseci", weeks "nedelja", "nedelje", "nedelja").
# Seen: arrow 1.4.0 says "za 21 dana"; date-fns 4.4.0 "za 21 dana", "21 meseci" and "5 nedelje" in both
# scripts; humanize-duration 3.35.1 "5 дани". dayjs 1.11.23 has "za 21 dan".
# What follows: times until a deadline are worded by our own catalogues, with gettext's plural forms.
set -euo pipefail
command -v npm >/dev/null || { echo "this finding needs Node.js and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "arrow==1.4.0"
npm install --silent --no-fund --no-audit date-fns@4.4.0 dayjs@1.11.23 humanize-duration@3.35.1 >/dev/null
venv/bin/python - <<'PYTHON'
import sys

import arrow

start = arrow.get(2026, 1, 1)
text = start.shift(days=21).humanize(start, locale="sr", granularity="day")
print("arrow:", text)
if text != "za 21 dana":
    sys.exit("changed: arrow has another form")
PYTHON
cat > forms.mjs <<'JAVASCRIPT'
import { formatDistance, formatDuration } from "date-fns";
import { sr, srLatn } from "date-fns/locale";
import dayjs from "dayjs";
import relativeTime from "dayjs/plugin/relativeTime.js";
import "dayjs/locale/sr.js";
import humanizeDuration from "humanize-duration";

dayjs.extend(relativeTime);
const DAY = 24 * 60 * 60 * 1000;
const start = new Date(2026, 0, 1);
const later = new Date(start.getTime() + 21 * DAY);
const seen = [
  ["date-fns", formatDistance(later, start, { locale: srLatn, addSuffix: true }), "za 21 dana"],
  ["date-fns", formatDuration({ months: 21 }, { locale: srLatn }), "21 meseci"],
  ["date-fns", formatDuration({ weeks: 5 }, { locale: srLatn }), "5 nedelje"],
  ["date-fns", formatDistance(later, start, { locale: sr, addSuffix: true }), "за 21 дана"],
  ["humanize-duration", humanizeDuration(5 * DAY, { language: "sr", units: ["d"] }), "5 дани"],
  ["dayjs", dayjs(later).locale("sr").from(start), "za 21 dan"],
];
for (const [library, text, before] of seen) {
  console.log(`${library}: ${text}`);
  if (text !== before) {
    console.log(`changed: it was ${before}`);
    process.exitCode = 1;
  }
}
JAVASCRIPT
node forms.mjs
