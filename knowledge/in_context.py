"""Rank a few entries for a short message, once it is known what is spoken of.

"All of it?" names no matter: the finder, trained on whole questions, finds nothing in it. Among the
entries near to what was spoken of, how people ask on (`follow_ups`) and the finder's own evidence
tell which one is meant, or that none is (docs/decisions/0011-follow-ups.md).
"""

import math
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.entry import Entry, EntryKind
from knowledge.finder import Finder
from knowledge.finder.features import LETTERS, MEANINGS, STEMS, Analysis

# Fitted on follow-ups that were left out (docs/decisions/0011-follow-ups.md).
# How much a follow-up of the same words counts, and the finder's log-probability of an entry.
_LIKENESS = 5.0
_FINDER = 0.72
# What speaks for none of the entries: always, and by the finder's log-probability that the message
# is small talk or about something else altogether.
_NONE = -0.2
_ASIDE = 0.28
# The finder is never surer than this that something is not meant.
_LEAST = -20.0
_SMALLEST = math.exp(_LEAST)
# What was spoken of last in running conversations; more is not remembered.
_MOST_CHOICES = 512

_Vector: TypeAlias = dict[str, float]
_Places: TypeAlias = npt.NDArray[np.intp]
_Weights: TypeAlias = npt.NDArray[np.float64]


class FollowUps:
    """Ranks entries for a message by how people ask on. An entry is read when first asked for."""

    def __init__(self, finder: Finder, entries: Iterable[Entry]) -> None:
        self._finder = finder
        entries = list(entries)
        self._talk = [entry.id for entry in entries if entry.kind is EntryKind.TALK]
        self._unread = {
            entry.id: (*entry.follow_ups["sr"], *entry.follow_ups["en"]) for entry in entries
        }
        self._index = _Index()
        self._places = lru_cache(_MOST_CHOICES)(self._find_places)

    def rank(self, text: str, among: Collection[str]) -> list[tuple[str, float]]:
        """Return the entries of `among`, best first, each with the probability that it is meant.

        The probabilities of all and of "none of these" add up to one.
        """
        names = list(dict.fromkeys(among))
        message = self._vector(self._finder.read(text))
        if not message or not names:
            return [(name, 0.0) for name in names]
        likeness = self._likeness(message, tuple(names)).tolist()
        known, outside = self._finder.log_probabilities(text, {*names, *self._talk})
        odds = [
            _LIKENESS * like + _FINDER * max(known[name], _LEAST)
            for name, like in zip(names, likeness, strict=True)
        ]
        aside = math.exp(outside) + math.fsum(math.exp(known[name]) for name in self._talk)
        none = _NONE + _ASIDE * max(math.log(aside or _SMALLEST), _LEAST)
        highest = max(none, *odds)
        shares = [math.exp(one - highest) for one in odds]
        total = math.exp(none - highest) + math.fsum(shares)
        ranked = sorted(zip(names, shares, strict=True), key=lambda one: -one[1])
        return [(name, share / total) for name, share in ranked]

    def likeness(self, text: str, among: tuple[str, ...]) -> _Weights:
        """Return how like a message is to the likest follow-up of each entry, 0 to 1."""
        return self._likeness(self._vector(self._finder.read(text)), among)

    def _likeness(self, message: _Vector, names: tuple[str, ...]) -> _Weights:
        places = self._places(names)
        return self._index.likeness(message)[places]

    def _find_places(self, names: Iterable[str]) -> _Places:
        """Return where entries stand in the index, and read those that were not asked for yet."""
        for name in names:
            if name in self._unread:
                self._read(name)
        return np.array([self._index.places[name] for name in names], np.intp)

    def _read(self, name: str) -> None:
        """Take the follow-ups of an entry apart as a message is: a slip in both is the same."""
        scraps = self._unread.pop(name)
        self._index.add(name, [self._vector(self._finder.analyse(scrap)) for scrap in scraps])

    def _vector(self, message: Analysis) -> _Vector:
        """Return the features of a message, weighted as the finder does, with unit length.

        Unlike the finder's vectors it holds words too that the finder never saw.
        """
        vector: _Vector = {}
        bare = math.fsum(self._rarity(name) ** 2 for name in message.bare)
        for names, length, more in (
            (message.stems, STEMS, 0.0),
            (message.meanings, MEANINGS, bare),
            (message.letters, LETTERS, 0.0),
        ):
            weights = {name: self._rarity(name) for name in names}
            if weights:
                squares = more + math.fsum(one * one for one in weights.values())
                scale = length / math.sqrt(squares)
                vector |= {name: one * scale for name, one in weights.items()}
        length = math.sqrt(math.fsum(one * one for one in vector.values()))
        return {name: one / length for name, one in vector.items()}

    def _rarity(self, feature: str) -> float:
        weighting = self._finder.weighting
        place = weighting.places.get(feature)
        return weighting.unseen if place is None else place[1]


class _Index:
    """The vectors of follow-ups by feature, so that a message is compared with all at once."""

    def __init__(self) -> None:
        self._length = 0
        # Of each entry, its place among all; and in a list of all, where its vectors begin.
        self.places: dict[str, int] = {}
        self._starts: list[int] = []
        self._postings: dict[str, tuple[list[int], list[float]]] = {}
        self._arrays: dict[str, tuple[_Places, _Weights]] = {}

    def add(self, name: str, vectors: Iterable[_Vector]) -> None:
        """Add the follow-ups of an entry."""
        self.places[name] = len(self._starts)
        self._starts.append(self._length)
        # One empty vector, so that an entry without follow-ups is like nothing.
        self._length += 1
        for vector in vectors:
            for feature, weight in vector.items():
                places, weights = self._postings.setdefault(feature, ([], []))
                places.append(self._length)
                weights.append(weight)
                self._arrays.pop(feature, None)
            self._length += 1

    def likeness(self, message: _Vector) -> _Weights:
        """Return for each entry the cosine of a message and its likest follow-up, 0 to 1."""
        found = [
            (self._array(feature), weight)
            for feature, weight in message.items()
            if feature in self._postings
        ]
        if not found:
            return np.zeros(len(self._starts))
        places = np.concatenate([places for (places, _), _ in found])
        weights = np.concatenate([weights * weight for (_, weights), weight in found])
        cosines = np.bincount(places, weights, self._length)
        return np.maximum.reduceat(cosines, self._starts)

    def _array(self, feature: str) -> tuple[_Places, _Weights]:
        found = self._arrays.get(feature)
        if found is None:
            places, weights = self._postings[feature]
            found = self._arrays[feature] = (np.array(places, np.intp), np.array(weights))
        return found
