#!/usr/bin/env bash
# cyrtranslit: a Serbian word in capitals changes its letters, in both directions.
#
# Guess before running: a heading in capitals is transliterated as its small letters are: Lj, Nj and Dž are one
# letter each, written LJ, NJ and DŽ where the whole word is in capitals.
# Seen with cyrtranslit 1.2.0: only "Nj" is known as a capital. "ПРИЈАВЉИВАЊЕ" (application) becomes
# "PRIJAVLjIVANjE", and "PRIJAVLJIVANJE" becomes "ПРИЈАВЛЈИВАНЈЕ", with two letters for one: it
# looks right at a glance, is misspelt, and no search for the right word finds it. Back to Latin the wrong text
# is the very one that went in, and so is a right one from Cyrillic, so a round trip shows nothing.
# What follows: Latin texts come from Cyrillic ones by locales/script.py, where a digraph's neighbours tell
# its case, and nothing is turned into Cyrillic.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "cyrtranslit==1.2.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from cyrtranslit import to_cyrillic, to_latin

for cyrillic, latin, given_latin, given_cyrillic in (
    ("ПРИЈАВЉИВАЊЕ", "PRIJAVLJIVANJE", "PRIJAVLjIVANjE", "ПРИЈАВЛЈИВАНЈЕ"),
    ("ЏЕП", "DŽEP", "DžEP", "ДЖЕП"),
):
    small = to_latin(cyrillic.lower(), "sr"), to_cyrillic(latin.lower(), "sr")
    capital = to_latin(cyrillic, "sr"), to_cyrillic(latin, "sr")
    back = to_cyrillic(capital[0], "sr"), to_latin(capital[1], "sr")
    print(*small, *capital, "and back:", *back)
    if small != (latin.lower(), cyrillic.lower()):
        sys.exit("changed: small letters are other ones")
    if capital == (latin, cyrillic):
        sys.exit("changed: capitals are right")
    if capital != (given_latin, given_cyrillic) or back != (cyrillic, latin):
        sys.exit("changed: capitals are wrong in another way")
PYTHON
