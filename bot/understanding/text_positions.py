"""Map places of a folded text to places of the text as given."""

import re
from functools import lru_cache

from bot.understanding.tokens import Span
from locales import fold

# Anything but letters of Serbian that fold to one letter each, beside what is ASCII.
_MOVES = re.compile(r"[^\x00-\x7fčćšžČĆŠŽабвгдежзијклмнопрстћуфхцчшАБВГДЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ]")


class TextPositions:
    """Maps spans of a folded text to spans of the text that was folded.

    Folding makes "Њ" two letters and drops what is invisible, so places move.
    """

    def __init__(self, text: str, folded: str) -> None:
        self._length = len(text)
        self._places: list[int] | None = None
        if text.isascii() or (len(text) == len(folded) and not _MOVES.search(text)):
            return
        places: list[int] = []
        for index, length in enumerate(map(_folded_length, text)):
            if length == 1:
                places.append(index)
            else:
                places += [index] * length
        if len(places) != len(folded):
            places = _places_side_by_side(text)
        # Signs that melt together when they stand side by side leave no places of their own.
        self._places = places if len(places) == len(folded) else self._in_proportion(len(folded))

    def span(self, span: Span) -> Span:
        """Return the place in the text as given."""
        if self._places is None:
            return span
        start, end = span
        if start >= len(self._places):
            return self._length, self._length
        return self._places[start], self._places[end - 1] + 1 if end > start else start

    def _in_proportion(self, length: int) -> list[int]:
        return [place * self._length // length for place in range(length)]


def _places_side_by_side(text: str) -> list[int]:
    """Return the places of a text in which a sign folds otherwise behind another: "1½", "20²"."""
    places: list[int] = []
    before = ""
    for index, character in enumerate(text):
        length = _folded_length(before + character) - _folded_length(before) if before else None
        places += [index] * (_folded_length(character) if length is None else length)
        before = character
    return places


@lru_cache(maxsize=4096)
def _folded_length(character: str) -> int:
    return len(fold(character))
