#!/usr/bin/env bash
# sulguk: a numbered list begins at 1 whatever its HTML says, and a reversed one goes to 0.
#
# Guess before running: <ol start="3"> is shown as 3, 4, ..., as in a browser and as sulguk's own
# description promises; <ol reversed> of two counts 2, 1.
# Seen with sulguk 0.12.0, which makes Telegram messages from HTML: `start` is read and never used
# (1, 2), and `reversed` counts down from 1 (1, 0). Only <li value="3"> on the first entry works.
# What follows: numbers that people are to type back ("tap one or write its number") stand in our
# texts as characters and are never left to markup.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sulguk==0.12.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from sulguk import transform_html

ITEMS = "<li>Study mobility</li><li>Traineeship</li></ol>"
SEEN = {
    '<ol start="3">': "1. Study mobility\n2. Traineeship\n",
    "<ol reversed>": "1. Study mobility\n0. Traineeship\n",
}
changed = False
for opening, before in SEEN.items():
    text = transform_html(opening + ITEMS).text
    print(opening, repr(text))
    changed |= text != before
sys.exit("changed: the numbers are others" if changed else 0)
PYTHON
