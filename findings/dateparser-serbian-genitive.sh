#!/usr/bin/env bash
# dateparser: a Serbian date is understood only in the form in which nobody writes it.
#
# Guess before running: a language that the library lists takes dates as that language writes them: in
# Serbian the month of a date stands in the genitive ("1. oktobra 2026.").
# Seen with dateparser 1.5.0: in sr-Latn and sr-Cyrl all twelve genitives give None, and only the
# nominative ("1. oktobar 2026", as over a calendar) is read. Croatian, Czech, Polish and Russian take
# the genitive. Naming the language, which should help, hurts: without it "1. oktobra 2026" is read,
# for some other language has the word.
# What follows: dates in messages are read by bot/understanding, which has every case of a month.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "dateparser==1.5.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime

import dateparser

NOMINATIVE = {
    "sr-Latn": "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "sr-Cyrl": "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
}
GENITIVE = {
    "sr-Latn": "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "sr-Cyrl": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
}


def count_read(language: str, months: str) -> int:
    read = [dateparser.parse(f"1. {month} 2026", languages=[language]) for month in months.split()]
    return sum(date == datetime(2026, number, 1) for number, date in enumerate(read, start=1))


for language in NOMINATIVE:
    nominative, genitive = count_read(language, NOMINATIVE[language]), count_read(language, GENITIVE[language])
    print(f"{language}: months read in the nominative {nominative} of 12, in the genitive {genitive} of 12")
    if (nominative, genitive) != (12, 0):
        sys.exit(f"changed: {language} reads other forms")
others = {"hr": "1. siječnja 2026", "cs": "1. října 2026", "pl": "1 października 2026", "ru": "1 октября 2026"}
for language, text in others.items():
    print(f"{language}: {text!r} is {dateparser.parse(text, languages=[language])}")
    if dateparser.parse(text, languages=[language]) is None:
        sys.exit(f"changed: {language} does not take the genitive")
print(f"no language named: '1. oktobra 2026' is {dateparser.parse('1. oktobra 2026')}")
if dateparser.parse("1. oktobra 2026") != datetime(2026, 10, 1):
    sys.exit("changed: without a language it is not read any more")
PYTHON
