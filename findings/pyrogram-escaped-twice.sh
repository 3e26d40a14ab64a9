#!/usr/bin/env bash
# Pyrogram and Kurigram: escaped HTML is unescaped twice, so that text about markup changes.
#
# Guess before running: "&amp;amp;" is the escaped form of "&amp;", and stands in the message as "&amp;",
# as Telegram's own server and python-telegram-bot's escaping have it.
# Seen with Pyrogram 2.0.106 and its maintained fork Kurigram 2.2.26: it becomes "&", and "&amp;lt;b&amp;gt;",
# a message that explains the tag <b>, becomes "<b>". Whoever escapes what a person wrote with
# `html.escape` and sends it by these clients sends other text than the person's.
# What follows: the same HTML is not the same message everywhere; what our texts show literally has no
# escaped ampersand in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for package in "Pyrogram==2.0.106" "Kurigram==2.2.26"; do
  rm -rf "$folder/venv"
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$package"
  PACKAGE=$package "$folder/venv/bin/python" -W ignore - <<'PYTHON' 2>/dev/null
import asyncio
import html
import os
import sys


async def read(text: str) -> str:
    # Pyrogram asks for the loop when it is imported, so it is imported inside one.
    from pyrogram.parser.html import HTML

    return (await HTML(None).parse(html.escape(text)))["message"]


for text, seen in (("R&amp;D", "R&D"), ("write &lt;b&gt; for bold", "write <b> for bold"), ("a < b & c", "a < b & c")):
    got = asyncio.run(read(text))
    print(f"{os.environ['PACKAGE']}: {text!r} is shown as {got!r}")
    if got != seen:
        print("changed: escaped text is read in another way")
        sys.exit(1)
PYTHON
done
