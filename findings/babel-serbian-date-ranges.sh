#!/usr/bin/env bash
# Babel: a range of dates in Serbian has other spaces in Latin than in Cyrillic script.
#
# Guess before running: the two scripts of one language differ in letters alone, so that a date
# range of sr_Cyrl, transliterated, is the one of sr_Latn.
# Seen with Babel 2.19.0 (CLDR's data): around the dash sr_Latn has thin spaces (U+2009), as hr and
# en have, and sr_Cyrl plain ones. They look alike on a screen and in a log; a comparison of the
# two texts, a search for " – ", and the width of a line differ.
# What follows: Latin texts are derived from Cyrillic ones here, ranges among them, and tests that
# compare texts across scripts do not take them from Babel's sr_Latn.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "Babel==2.19.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

from babel.dates import format_interval

first, last = date(2026, 2, 16), date(2026, 6, 30)
ranges = {name: format_interval(first, last, "yMd", locale=name) for name in ("sr_Latn", "sr_Cyrl")}
for name, text in ranges.items():
    print(name, ascii(text))
if ranges["sr_Latn"] == ranges["sr_Cyrl"]:
    sys.exit("changed: digits and spaces of both scripts are the same")
if ranges["sr_Latn"].replace("\u2009", " ") != ranges["sr_Cyrl"]:
    sys.exit("changed: they differ by something else")
PYTHON
