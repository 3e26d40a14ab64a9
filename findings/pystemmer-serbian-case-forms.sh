#!/usr/bin/env bash
# PyStemmer: the Serbian stemmer gives the forms of one noun different stems.
#
# Guess before running: a noun and its genitive meet in one stem, which is what a stemmer is for; and
# letters come back in the alphabet in which they went in.
# Seen with PyStemmer 3.1.0: "mobilnost" (mobility) becomes "mobiln", its genitive "mobilnosti"
# becomes "mobilnost", and "ispit" (exam) becomes "ispi" beside "ispit" from "ispita", for an ending is cut once from
# whatever it looks like. Cyrillic comes back in Latin, Ijekavian "mjesec" as Ekavian "mesec", and
# "djak" as "đak"; capitals are not touched, so a text is to be put in lower case first.
# What follows: stems alone do not make forms of a word equal; knowledge/finder adds letter triples
# and a lexicon of meanings.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "PyStemmer==3.1.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import Stemmer

stem = Stemmer.Stemmer("serbian").stemWord
seen = {
    "mobilnost": "mobiln", "mobilnosti": "mobilnost", "ispit": "ispi", "ispita": "ispit",
    "мобилност": "mobiln", "mjesec": "mesec", "djak": "đak", "STIPENDIJA": "STIPENDIJA",
}
changed = False
for word, before in seen.items():
    now = stem(word)
    print(f"{word} -> {now}")
    if now != before:
        changed = True
        print(f"changed: it was {before}")
sys.exit(changed)
PYTHON
