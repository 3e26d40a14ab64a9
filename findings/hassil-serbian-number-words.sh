#!/usr/bin/env bash
# hassil: of Serbian and Croatian compound numbers only the form with "i" (and) is understood.
#
# Guess before running: a number range in a sentence takes a number in digits and in the words that
# people use, and gives the same value for both.
# Seen with hassil 3.13.0 (unicode-rbnf 2.4.1): "dvadeset i jedan" is 21, and "dvadeset jedan",
# the everyday form and the one of newer school books, is nothing; so in Cyrillic and in Croatian.
# English takes "twenty one" and "twenty-one". And 21 in digits is a float, in words an int.
# What follows: number words are read by our own module, which takes both forms, and the value of a
# slot is a whole number however it was written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hassil==3.13.0" "unicode-rbnf==2.4.1"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from hassil import Intents, recognize


def value(language, sentence, words):
    """The number that stands for {n}; None where the sentence is not recognised."""
    intents = Intents.from_dict({
        "language": language,
        "intents": {"Grant": {"data": [{"sentences": [sentence]}]}},
        "lists": {"n": {"range": {"from": 1, "to": 30}}},
    })
    found = recognize(sentence.replace("{n}", words), intents)
    return None if found is None else found.entities["n"].value


LATIN, CYRILLIC = "koliko je za {n} dana", "колико је за {n} дана"
CASES = [
    ("sr-Latn", LATIN, "dvadeset i jedan", 21), ("sr-Latn", LATIN, "dvadeset jedan", None),
    ("sr", CYRILLIC, "двадесет и један", 21), ("sr", CYRILLIC, "двадесет један", None),
    ("hr", LATIN, "dvadeset jedan", None), ("en", "how much for {n} days", "twenty one", 21),
]
changed = False
for language, sentence, words, before in CASES:
    now = value(language, sentence, words)
    print(f"{language}: {words} -> {now}")
    changed |= now != before
kinds = [type(value("sr-Latn", LATIN, words)).__name__ for words in ("21", "dvadeset i jedan")]
print("in digits and in words:", *kinds)
if changed or kinds != ["float", "int"]:
    sys.exit("changed")
PYTHON
