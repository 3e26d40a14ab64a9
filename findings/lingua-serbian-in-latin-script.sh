#!/usr/bin/env bash
# Lingua: told to choose between Serbian and English, it calls Serbian in Latin letters English.
#
# Guess before running: of two languages the detector names the nearer one, and "Koliko traje
# mobilnost za doktorande?" is nearer to Serbian in either script.
# Seen with lingua-language-detector 2.1.1: its Serbian is Cyrillic only, so a text in Latin letters can
# never be Serbian, and of the two languages English remains, with a confidence of 1.0. With Croatian and
# Bosnian in the choice it is one of these, never Serbian. The same sentence in Cyrillic is Serbian.
# What follows: the language of a message is chosen by bot/understanding, which knows both scripts;
# a library that "supports Serbian" is first asked for a sentence in Latin letters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "lingua-language-detector==2.1.1"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from lingua import Language, LanguageDetectorBuilder

two = LanguageDetectorBuilder.from_languages(Language.SERBIAN, Language.ENGLISH).build()
four = LanguageDetectorBuilder.from_languages(
    Language.SERBIAN, Language.ENGLISH, Language.CROATIAN, Language.BOSNIAN
).build()
LATIN = ["Koliko traje mobilnost za doktorande?", "Gde predajem dokumenta za priznavanje ispita?"]
CYRILLIC = ["Колико траје мобилност за докторанде?", "Где предајем документа за признавање испита?"]

for text in LATIN + CYRILLIC:
    best = two.compute_language_confidence_values(text)[0]
    print(f"{text} -> {best.language.name} ({best.value:.2f}); of four: {four.detect_language_of(text).name}")
if any(two.detect_language_of(text) != Language.ENGLISH for text in LATIN):
    sys.exit("changed: Serbian in Latin letters is no longer English")
if any(four.detect_language_of(text) == Language.SERBIAN for text in LATIN):
    sys.exit("changed: Serbian in Latin letters is Serbian")
if any(two.detect_language_of(text) != Language.SERBIAN for text in CYRILLIC):
    sys.exit("changed: Serbian in Cyrillic is not Serbian")
PYTHON
