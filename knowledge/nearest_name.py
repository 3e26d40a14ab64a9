"""A misspelt name's likely correction, for messages to editors."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `"; did you mean 'x'?"`, or nothing when no known name comes near."""
    near = process.extractOne(name, list(known), scorer=OSA.normalized_similarity, score_cutoff=0.7)
    return f"; did you mean {near[0]!r}?" if near else ""
