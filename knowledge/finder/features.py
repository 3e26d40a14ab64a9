"""What a text is made of, for the finder: stems and character n-grams of its folded words."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from locales import fold

_WORD = re.compile(r"[^\W_]+")
_SNOWBALL: Any = import_module("Stemmer")  # it ships no types
_STEMMER = _SNOWBALL.Stemmer("serbian")
MAX_CHARACTERS = 1500


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text[:MAX_CHARACTERS]))


def features(text: str) -> Iterator[str]:
    """Stems (`=`) and character n-grams within words (`#`)."""
    for word in words(text):
        yield "=" + _STEMMER.stemWord(word)
        edged = f" {word} "
        for size in (2, 3, 4):
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
