"""Rank a few entries for a short message, once it is known what is spoken of.

"All of it?" names no matter: the finder, trained on whole questions, finds nothing in it. Among the
entries near to what was spoken of, how people ask on (`follow_ups`) and the finder's own evidence
tell which one is meant, or that none is (docs/decisions/0011-follow-ups.md).
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
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
_MOST_CHOICES, _MOST_TEXTS = 512, 16

_Vector: TypeAlias = dict[str, float]
_Places: TypeAlias = npt.NDArray[np.intp]
_Weights: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FollowUpTables:
    """The vectors of all follow-ups by feature, so that a message is compared with all at once.

    Attributes:
        entries: the ids of the entries.
        starts: where the vectors of each entry begin in a list of all; the first is empty, so that
            an entry without follow-ups is like nothing.
        length: the number of vectors.
        features: for each feature, from where to where it stands in `places` and `weights`.
        places: the number of the vector that a feature stands in, as 64-bit integers.
        weights: its weight there, as 64-bit floating-point numbers.
    """

    entries: tuple[str, ...]
    starts: tuple[int, ...]
    length: int
    features: dict[str, tuple[int, int]]
    places: bytes
    weights: bytes

    @classmethod
    def of(cls, entries: Iterable[Entry], finder: Finder) -> "FollowUpTables":
        """Take the follow-ups of entries apart as a message is: a slip in both is the same."""
        starts: dict[str, int] = {}
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        length = 0
        for entry in entries:
            starts[entry.id] = length
            for scrap in (*entry.follow_ups["sr"], *entry.follow_ups["en"]):
                length += 1
                for feature, weight in _vector(finder.analyse(scrap), finder).items():
                    postings[feature].append((length, weight))
            length += 1
        ends = accumulate(map(len, postings.values()))
        every = list(chain.from_iterable(postings.values()))
        return cls(
            tuple(starts),
            tuple(starts.values()),
            length,
            {
                feature: (end - len(found), end)
                for (feature, found), end in zip(postings.items(), ends, strict=True)
            },
            np.array([place for place, _ in every], np.int64).tobytes(),
            np.array([weight for _, weight in every], np.float64).tobytes(),
        )


class FollowUps:
    """Ranks entries for a message by how people ask on."""

    def __init__(
        self, finder: Finder, entries: Iterable[Entry], tables: FollowUpTables | None = None
    ) -> None:
        """Rank with a finder.

        Args:
            finder: whose features and evidence are used.
            entries: what is ranked.
            tables: their follow-ups taken apart, where that was done before.
        """
        self._finder = finder
        entries = list(entries)
        self._talk = [entry.id for entry in entries if entry.kind is EntryKind.TALK]
        self.tables = tables = tables or FollowUpTables.of(entries, finder)
        self._number = {name: number for number, name in enumerate(tables.entries)}
        self._starts = np.array(tables.starts, np.intp)
        self._features = {feature: number for number, feature in enumerate(tables.features)}
        bounds = np.array(list(tables.features.values()), np.intp).reshape(-1, 2)
        self._ends, self._lengths = bounds[:, 1], bounds[:, 1] - bounds[:, 0]
        self._vectors = np.frombuffer(tables.places, np.int64)
        self._weights = np.frombuffer(tables.weights, np.float64)
        self._places = lru_cache(_MOST_CHOICES)(self._find_places)
        # Asked of a message for one choice of entries after the other.
        self._likeness_of = lru_cache(_MOST_TEXTS)(self._find_likeness)

    def rank(self, text: str, among: Collection[str]) -> list[tuple[str, float]]:
        """Return the entries of `among`, best first, each with the probability that it is meant.

        The probabilities of all and of "none of these" add up to one.
        """
        names = list(dict.fromkeys(among))
        message = _vector(self._finder.read(text), self._finder)
        if not message or not names:
            return [(name, 0.0) for name in names]
        likeness = self._likeness(message)[self._places(tuple(names))].tolist()
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
        return self._likeness_of(text)[self._places(among)]

    def _find_likeness(self, text: str) -> _Weights:
        return self._likeness(_vector(self._finder.read(text), self._finder))

    def _likeness(self, message: _Vector) -> _Weights:
        """Return for each entry the cosine of a message and its likest follow-up."""
        found = [
            (self._features[one], weight)
            for one, weight in message.items()
            if one in self._features
        ]
        if not found:
            return np.zeros(len(self._starts))
        features, weights = np.array([one for one, _ in found]), [weight for _, weight in found]
        lengths = self._lengths[features]
        ends = np.cumsum(lengths)
        # Where the features stand, one behind the other.
        each = np.arange(ends[-1]) + np.repeat(self._ends[features] - ends, lengths)
        cosines = np.bincount(
            self._vectors[each],
            self._weights[each] * np.repeat(weights, lengths),
            self.tables.length,
        )
        return np.maximum.reduceat(cosines, self._starts)

    def _find_places(self, names: Iterable[str]) -> _Places:
        return np.array([self._number[name] for name in names], np.intp)


def _vector(message: Analysis, finder: Finder) -> _Vector:
    """Return the features of a message, weighted as the finder does, with unit length.

    Unlike the finder's vectors it holds words too that the finder never saw.
    """
    places, unseen = finder.weighting.places, (-1, finder.weighting.unseen)
    vector: _Vector = {}
    bare = math.fsum(places.get(name, unseen)[1] ** 2 for name in message.bare)
    for names, length, more in (
        (message.stems, STEMS, 0.0),
        (message.meanings, MEANINGS, bare),
        (message.letters, LETTERS, 0.0),
    ):
        weights = {name: places.get(name, unseen)[1] for name in names}
        if weights:
            squares = more + math.fsum([one * one for one in weights.values()])
            scale = length / math.sqrt(squares)
            vector |= {name: one * scale for name, one in weights.items()}
    length = math.sqrt(math.fsum([one * one for one in vector.values()]))
    return {name: one / length for name, one in vector.items()}
