"""Put slips of the finger right in the words that tell a case: "adminstrator", "semsetar"."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from knowledge.vocabulary import load_vocabulary

_RIGHT = load_vocabulary("slips").words("put right")
# Shorter words have too many neighbours, and most words are no slip of any of these.
_LEAST, _MOST = 7, max(map(len, _RIGHT)) + 1
# What differs in the last letters alone is another ending.
_ENDING = 2
_BY_FIRST = {
    first: sorted(word for word in _RIGHT if word[0] == first and len(word) >= _LEAST - 1)
    for first in {word[0] for word in _RIGHT}
}


@lru_cache(maxsize=4096)
def put_right(word: str) -> str:
    """Return a folded word as it is written rightly; any other word as it is."""
    if not _LEAST <= len(word) <= _MOST or word in _RIGHT or not word.isalpha():
        return word
    candidates = _BY_FIRST.get(word[0])
    if candidates is None:
        return word
    found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=1)
    if found is None or _is_another_ending(word, found[0]):
        return word
    return str(found[0])


def _is_another_ending(word: str, right: str) -> bool:
    return Prefix.similarity(word, right) >= min(len(word), len(right)) - _ENDING
