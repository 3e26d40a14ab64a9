#!/usr/bin/env bash
# timelength: two and a half months are fifteen days, and two months and a half are two; both "succeed".
#
# Guess before running: a parser of spoken lengths adds the half, or says that it did not understand.
# Seen with timelength 3.0.4: "two and a half months" is half a month (the two is put among what is
# invalid), "two months and a half" is two, and "2½ months" is two as well (the sign becomes "21⁄2").
# `result.success` is true each time, in the lenient mode that it starts with: one readable part is
# enough. "2.5 months" is read whole; "1,5 months" is refused.
# What follows: lengths of stays are told like that ("dva i po meseca" too), and fifteen days instead
# of two and a half months is another kind of mobility. Here a value is read whole, and a number left
# over makes the assistant ask; whoever uses such a parser has to look at `result.invalid`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "timelength==3.0.4"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from timelength import TimeLength

MONTH = TimeLength("1 month").result.seconds
seen = {}
for told in ("two and a half months", "two months and a half", "2½ months", "2.5 months"):
    result = TimeLength(told).result
    seen[told] = (result.seconds / MONTH, bool(result.success), len(result.invalid))
    print(f"{told!r}: {seen[told][0]:g} months, success {seen[told][1]}, {seen[told][2]} left over")
if seen["2.5 months"] != (2.5, True, 0):
    sys.exit("changed: the decimal is no longer read whole")
if seen["two and a half months"][:2] != (0.5, True):
    sys.exit("changed: two and a half months are no longer half a month")
if seen["two months and a half"][:2] != (2, True):
    sys.exit("changed: two months and a half are no longer two")
if seen["2½ months"][:2] != (2, True):
    sys.exit("changed: 2½ months are no longer two")
PYTHON
