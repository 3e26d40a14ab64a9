"""Whether a text names something, in whatever form its words stand there."""

import re

from bot.messages.markup import plain
from locales import fold

_WORD = re.compile(r"\w+")
_IN_BRACKETS = re.compile(r"\(.*?\)")
# So many letters of a word stay as they are in all its cases.
_STEM = 5


def words_of(html: str) -> frozenset[str]:
    """Return the numbers of a text, and how its words begin: Serbian changes their ends."""
    return frozenset(map(_begun, _WORD.findall(fold(plain(html)))))


def names_all_of(said: frozenset[str], words: str) -> bool:
    """Return whether a text, by `words_of` it, has all words of another in some form."""
    return said.issuperset(map(_begun, _WORD.findall(fold(_IN_BRACKETS.sub("", words)))))


def _begun(word: str) -> str:
    return word if word.isdigit() else word[:_STEM]
