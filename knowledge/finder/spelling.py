"""Misspelt words put right against the words that the examples hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.finder.words import Word, word

# Shorter words have too many neighbours to be corrected.
LEAST_LETTERS = 4
# From this length on, two slips are forgiven.
LONG = 8
# A message of many unknown words is in another language; correcting it word by word helps nobody.
MOST_CORRECTIONS = 8


class Speller:
    """Corrects words that are not in the vocabulary to their nearest neighbour in it."""

    def __init__(self, vocabulary: Mapping[str, int], stems: Set[str] | None = None) -> None:
        """Correct words by a vocabulary.

        Args:
            vocabulary: its words, folded, and how often each stands.
            stems: their stems, where they are known.
        """
        self._often = dict(vocabulary)
        self.stems = {word(known).stem for known in vocabulary} if stems is None else stems
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for known in vocabulary:
            if len(known) >= LEAST_LETTERS and not _has_a_digit(known):
                self._near[known[0], len(known)].append(known)
        self._corrected: dict[str, Word] = {}

    def correct(self, words: Sequence[Word]) -> list[Word]:
        """Return the words, misspelt ones replaced.

        The first `MOST_CORRECTIONS` unknown ones only.
        """
        corrected: list[Word] = []
        tries = 0
        for one in words:
            if self._is_known(one) or tries == MOST_CORRECTIONS:
                corrected.append(one)
                continue
            tries += 1
            found = self._corrected.get(one.text)
            if found is None:
                found = self._nearest(one)
                if len(self._corrected) < 10_000:
                    self._corrected[one.text] = found
            corrected.append(found)
        return corrected

    def _is_known(self, one: Word) -> bool:
        text = one.text
        return (
            text in self._often
            or len(text) < LEAST_LETTERS
            or one.stem in self.stems
            or _has_a_digit(text)
        )

    def _nearest(self, one: Word) -> Word:
        text = one.text
        slips = 2 if len(text) >= LONG else 1
        candidates = [
            known
            for length in range(len(text) - slips, len(text) + slips + 1)
            for known in self._near.get((text[0], length), ())
        ]
        found = process.extract(
            text, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        if not found:
            return one
        best = min(found, key=lambda near: (near[1], -self._often[near[0]], near[0]))
        return word(best[0])


def _has_a_digit(text: str) -> bool:
    return not text.isalpha() and any(letter.isdigit() for letter in text)


def count_words(texts: Iterable[Sequence[Word]]) -> dict[str, int]:
    """Return how often each folded word stands in the texts."""
    often: dict[str, int] = defaultdict(int)
    for words in texts:
        for one in words:
            often[one.text] += 1
    return dict(often)
