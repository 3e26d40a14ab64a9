"""Phrases that tell what a message is about, looked for only where they may begin.

Steps of the policy ask for dozens of phrases, and a message has hardly any. Each word of it is
looked up once in the first words of all phrases together; a text is searched for none of the rest.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count

from bot.understanding.once import once
from bot.understanding.tokens import Span
from bot.understanding.understanding import Understanding
from knowledge.vocabulary import Vocabulary

# What `Understanding.words` are made of; the rest of a form stands behind an apostrophe or so.
_BEGINNING = re.compile(r"[a-z0-9]*")
_PLACES = count()
_WHOLE: dict[str, set[int]] = {}
_STEMS: dict[str, set[int]] = {}
_NONE: frozenset[int] = frozenset()
# What begins with no letter and no digit.
_ANYWHERE: set[int] = set()


class Cue:
    """One phrase of a list, wherever it stands in a message."""

    def __init__(self, pattern: str, phrases: Iterable[str]) -> None:
        """Look for a pattern.

        Args:
            pattern: for a folded text; it begins at a word.
            phrases: those of which one begins whatever the pattern finds, as a vocabulary has them.
        """
        self.pattern = re.compile(pattern)
        self._place = next(_PLACES)
        for phrase in phrases:
            for form in phrase.split()[0].split("|"):
                stem = form.removesuffix("*")
                begun = _BEGINNING.match(stem)
                first = "" if begun is None else begun.group()
                self._note(first, open_ended=stem != form and first == stem)
        _cues_of.cache_clear()

    def _note(self, first: str, *, open_ended: bool) -> None:
        if first:
            (_STEMS if open_ended else _WHOLE).setdefault(first, set()).add(self._place)
        else:
            _ANYWHERE.add(self._place)

    @classmethod
    def of(cls, vocabulary: Vocabulary, name: str) -> "Cue":
        """Return the cue for whole phrases of a list."""
        return cls(rf"\b{vocabulary.pattern(name)}\b", vocabulary.in_order(name))

    def may_begin_in(self, reading: Understanding) -> bool:
        """Return whether a word of a message begins the phrase, or may do so."""
        return self._place in _cues_in(reading)

    def search(self, reading: Understanding) -> re.Match[str] | None:
        """Return where the phrase stands first in the folded text; None where it does not."""
        if self._place not in _cues_in(reading):
            return None
        return self.pattern.search(reading.folded)

    def spans(self, reading: Understanding) -> list[Span]:
        """Return every place of the phrase in the folded text, in order."""
        if not self.may_begin_in(reading):
            return []
        return [found.span() for found in self.pattern.finditer(reading.folded)]

    def stands_in(self, reading: Understanding) -> bool:
        """Return whether the phrase stands in a message."""
        # Asked dozens of times of a message, so by no way round.
        return self._place in _cues_in(reading) and self.pattern.search(reading.folded) is not None


@once
def _cues_in(reading: Understanding) -> frozenset[int]:
    """Return the places of the cues that may stand in a message."""
    return frozenset(_ANYWHERE).union(*map(_cues_of, reading.words))


# Words repeat from message to message; the bound keeps hostile ones from piling up.
@lru_cache(maxsize=8192)
def _cues_of(word: str) -> frozenset[int]:
    """Return the places of the cues that may begin with a word."""
    stems = (_STEMS.get(word[:length], ()) for length in range(1, len(word) + 1))
    return frozenset(_WHOLE.get(word, ())).union(*stems) or _NONE
