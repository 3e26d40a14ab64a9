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
    return _words_in(_folded(text))


def _folded(text: str) -> str:
    text = text[:MAX_CHARACTERS]
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    return fold(text)


def _words_in(folded: str) -> list[Word]:
    words: list[Word] = []
    for found in _WORD.findall(folded)[:MAX_WORDS]:
        if found in _SPOKEN:
            words += map(word, _SPOKEN[found].split())
        else:
            words.append(word(found[:MAX_LETTERS]))
    return words


# A message is asked for as it was typed, and as its question is read.
_words_of_message = lru_cache(maxsize=16)(_words_in)


# One thing after the other is found out about a message.
@lru_cache(maxsize=16)
def split_message(text: str) -> list[Word]:
    """Return what `split` does, remembered for the last messages."""
    return _words_of_message(_folded(text))


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of a message together, in each of their forms."""

    texts: frozenset[str]
    serbian: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=16)
def forms_in(text: str) -> Forms:
    """Return the forms of the words of a message."""
    words = split_message(text)
    return Forms(
        frozenset([one.text for one in words]),
        frozenset([one.serbian for one in words]),
        frozenset([one.english for one in words]),
    )


@lru_cache(maxsize=20_000)
def word(folded: str) -> Word:
    """Return one folded word with its stems."""
    serbian, english = _SERBIAN.stemWord(folded), _ENGLISH.stemWord(folded)
    return Word(folded, serbian, english, _SERBIAN.stemWord(english))
