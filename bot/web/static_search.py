"""The index that a static page searches in: beginnings of words, and the pages that have them."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.web import words
from bot.web.assets import compact
from locales import Locale, fold

# Serbian and English words are told apart by so many letters; endings come behind them.
BEGINNING = 6
_SHORTEST = 2
_LETTERS = "абвгдђежзијклљмнњопрстћуфхцчџшđ"


def search_index(
    pages: Iterable[tuple[str, str, Iterable[str]]], locale: Locale, small_words: frozenset[str]
) -> str:
    """Return the index as JSON for a page.

    Args:
        pages: of each its address, its title, and texts that it is found by.
        locale: the written form of the titles.
        small_words: words that find nothing, folded.
    """
    listed: list[tuple[str, str]] = []
    found: dict[str, list[int]] = {}
    for number, (address, title, texts) in enumerate(pages):
        listed.append((address, title))
        for word in sorted(set(_words_of([title, *texts])) - small_words):
            places = found.setdefault(word[:BEGINNING], [])
            if not places or places[-1] != number:
                places.append(number)
    content: Mapping[str, Any] = {
        "beginning": BEGINNING,
        "letters": {letter: fold(letter) for letter in _LETTERS},
        "pages": listed,
        "words": dict(sorted(found.items())),
        "found": words.say("pages.found", locale),
        "nothing": words.say("pages.nothing", locale),
    }
    return compact(content).replace("<", "\\u003c")


def _words_of(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        letters = (each if each.isalnum() else " " for each in fold(text))
        yield from (word for word in "".join(letters).split() if len(word) >= _SHORTEST)
