#!/usr/bin/env bash
# num2words: a whole sum of money is read as cents.
#
# Guess before running: 1780, "1780" and 1780.0 are one sum, and "one thousand seven hundred and
# eighty euros" in every language.
# Seen with num2words 0.5.14: an int is taken as cents, in Serbian "sedamnaest evra, osamdeset
# centi"; the same sum as a string or with a decimal point is 1,780 euros. Serbian years are read
# as sums are, and Serbian ordinals raise NotImplementedError.
# What follows: amounts of grants are whole numbers of euros here; in words they would be a
# hundredth of it. They are told in figures alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "num2words==0.5.14"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from num2words import num2words


def in_words(amount: object) -> str:
    return num2words(amount, lang="sr", to="currency", currency="EUR")


for amount in (1780, "1780", 1780.0):
    print(repr(amount), "->", in_words(amount))
if "sedamnaest evra" not in in_words(1780):
    sys.exit("changed: a whole number is no longer a number of cents")
if "hiljada" not in in_words("1780"):
    sys.exit("changed: a string without a point is no longer a number of euros")
try:
    print("2nd ->", num2words(2, lang="sr", to="ordinal"))
except NotImplementedError:
    print("2nd -> NotImplementedError")
else:
    sys.exit("changed: there are Serbian ordinals now")
PYTHON
