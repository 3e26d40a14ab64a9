#!/usr/bin/env bash
# Markdown: of two Serbian dates on lines of their own the second becomes another day.
#
# Guess before running: "30. 6. 2026." at the beginning of a line is at worst a list of one entry, so that
# what a person reads is still the date that was written.
# Seen with telegramify-markdown 1.4.1 (pyromark 0.10.3) and markdown-it-py 4.3.0: by CommonMark a
# number, a full stop and a space open a numbered list, and a list counts on by itself whatever number
# stands there. "30. 6. 2026." is three lists within each other, shown on three lines, and "1. 10. 2026." on
# the line under it becomes "31.", "10.", "2026."; a semester from "1. 3. 2027." under "1. 10. 2026."
# begins on the 2nd. Serbian writes dates with these very spaces; "1.3.2027." is left alone.
# What follows: replies are HTML and not made from Markdown; in Markdown pages a line should not begin
# with such a date.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "telegramify-markdown==1.4.1" "pyromark==0.10.3" "markdown-it-py==4.3.0"
"$folder/venv/bin/python" - <<'PYTHON'
import re
import sys

import telegramify_markdown
from markdown_it import MarkdownIt

SEMESTERS = "1. 10. 2026. – 28. 2. 2027.\n1. 3. 2027. – 30. 6. 2027."
WRITTEN = ["1. 10. 2026. – 28. 2. 2027.", "1. 3. 2027. – 30. 6. 2027."]

text, _ = telegramify_markdown.convert(SEMESTERS)
print("written:\n" + SEMESTERS + "\nsent to Telegram:\n" + text)
shown = [" ".join(part.split()) for part in re.split(r"\n(?=\S)", text.strip())]
if shown == WRITTEN:
    sys.exit("changed: telegramify-markdown keeps the dates")
if not shown[1].startswith("2. 3. 2027."):
    sys.exit("changed: the second date is another one again")
html = MarkdownIt().render(SEMESTERS)
print("lists in the HTML of markdown-it-py:", html.count("<ol"))
if html.count("<ol") != 5:
    sys.exit("changed: markdown-it-py makes other lists of them")
plain, _ = telegramify_markdown.convert("1.10.2026. – 28.2.2027.\n1.3.2027. – 30.6.2027.")
if "1.3.2027." not in plain:
    sys.exit("changed: dates without spaces are not left alone")
PYTHON
