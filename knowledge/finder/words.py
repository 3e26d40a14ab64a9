"""Words of a message, in the one form in which all ways of writing meet."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from locales import fold

# What is longer says nothing more; the rest of such a message is not read.
MAX_CHARACTERS = 2000
MAX_WORDS = 250
MAX_LETTERS = 30

# Spoken spellings, folded, and the written ones.
_SPOKEN = {
    "kolko": "koliko",
    "kolka": "kolika",
    "kolki": "koliki",
    "kolke": "kolike",
    "tolko": "toliko",
    "jel": "da li",
    "jl": "da li",
    "jelda": "da li",
    "dal": "da li",
    "nmg": "ne mogu",
    "mog": "mogu",
    "oces": "hoces",
    "oce": "hoce",
    "ocu": "hocu",
    "nezz": "ne znam",
    "neznam": "ne znam",
    "nemogu": "ne mogu",
    "fax": "faks",
}
_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_SNOWBALL: Any = import_module("Stemmer")  # it ships no types
STEMMER_VERSION: str = _SNOWBALL.version()
_SERBIAN = _SNOWBALL.Stemmer("serbian")
_ENGLISH = _SNOWBALL.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word with its stems, for nobody tells which language it is in.

    Attributes:
        text: the word.
        serbian: its stem if it is Serbian.
        english: its stem if it is English.
        stem: the one under which its forms meet, whatever its language.
    """

    text: str
    serbian: str
    english: str
    stem: str


def split(text: str) -> list[Word]:
    """Return the words of a text, folded, in order; links are left out."""
    text = fold(_LINK.sub(" ", text[:MAX_CHARACTERS]))
    written = (_SPOKEN.get(found, found) for found in _WORD.findall(text)[:MAX_WORDS])
    return [word(part[:MAX_LETTERS]) for found in written for part in found.split()]


@lru_cache(maxsize=20_000)
def word(folded: str) -> Word:
    """Return one folded word with its stems."""
    serbian, english = _SERBIAN.stemWord(folded), _ENGLISH.stemWord(folded)
    return Word(folded, serbian, english, _SERBIAN.stemWord(english))
