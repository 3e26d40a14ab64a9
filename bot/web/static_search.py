"""The index that a static page searches in: beginnings of words, and the pages they are asked by.

The titles stand in the index as they are shown, so their words are read by the page's script
(`page/search.js`). Of the phrasings only the beginnings of words are kept, with how many of a
page's phrasings have each: they are found by, and not shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.web import words
from bot.web.assets import compact
from locales import Locale, fold

# Serbian and English words are told apart by so many letters; endings come behind them.
BEGINNING = 5
# What stands on more than this share of the pages tells none of them from another.
_SMALL = 0.5
# A page is asked by a word the more, the more of its phrasings have it: shares between levels.
LEVELS = (0.08, 0.25, 0.6)
_LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџшđ"
# Digits of a number, as in a source map: five bits each, the sixth says that more follow.
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BITS = 5

Searched = tuple[str, str, Sequence[str]]
"""A page: its address, its title, and the phrasings that it is asked by."""


def search_index(pages: Sequence[Searched], locale: Locale) -> str:
    """Return the index as JSON for a page, in the written form of the titles."""
    asked = [_asked_by(phrasings) for _, _, phrasings in pages]
    titles = [_beginnings(title) for _, title, _ in pages]
    spread = Counter(
        word for shares, own in zip(asked, titles, strict=True) for word in shares.keys() | own
    )
    small = {word for word, number in spread.items() if number > _SMALL * len(pages)}
    places: dict[str, list[tuple[int, int]]] = {}
    for number, shares in enumerate(asked):
        for word in shares.keys() - small:
            places.setdefault(word, []).append((number, _level(shares[word])))
    content: Mapping[str, Any] = {
        "beginning": BEGINNING,
        "letters": {letter: fold(letter) for letter in _LETTERS},
        "small": sorted(small),
        "digits": DIGITS,
        "pages": [(address, title) for address, title, _ in pages],
        "words": {word: _written(places[word]) for word in sorted(places)},
        "found": words.say("pages.found", locale),
        "found_more": words.say("pages.found_more", locale),
        "nothing": words.say("pages.nothing", locale),
    }
    return compact(content).replace("<", "\\u003c")


def _asked_by(phrasings: Sequence[str]) -> Mapping[str, float]:
    """Return the beginnings of the words of a page's phrasings, with the share that has each."""
    held = Counter(word for phrasing in phrasings for word in _beginnings(phrasing))
    return {word: number / len(phrasings) for word, number in held.items()}


def _beginnings(text: str) -> set[str]:
    letters = "".join(each if each.isalnum() else " " for each in fold(text))
    return {word[:BEGINNING] for word in letters.split()}


def _level(share: float) -> int:
    return sum(share >= level for level in LEVELS)


def _written(places: Iterable[tuple[int, int]]) -> str:
    """Return pages with their levels as text: of each the way from the one before."""
    told, before = "", 0
    for page, level in places:
        told += _number((page - before) * (len(LEVELS) + 1) + level)
        before = page
    return told


def _number(value: int) -> str:
    told = ""
    while value >> _BITS:
        told += DIGITS[value & (1 << _BITS) - 1 | 1 << _BITS]
        value >>= _BITS
    return told + DIGITS[value]
