"""Many messages as one sparse matrix: tf-idf per kind of feature, computed for all at once."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.finder.features import LENGTHS, Analysis

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FeatureMatrix:
    """Feature weights of many texts, row after row.

    Attributes:
        starts: where each text begins in `rows` and `values`; one more than there are texts.
        rows: numbers of features.
        values: the weight of each feature in its text.
    """

    starts: Integers
    rows: Integers
    values: Floats

    def example(self, position: int) -> tuple[Integers, Floats]:
        """Return the features of one text and their weights."""
        here = slice(self.starts[position], self.starts[position + 1])
        return self.rows[here], self.values[here]

    def only(self, positions: npt.NDArray[np.intp]) -> "FeatureMatrix":
        """Return the matrix of some texts."""
        sizes = np.diff(self.starts)[positions]
        starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        offsets = np.repeat(self.starts[positions] - starts[:-1], sizes)
        places = np.arange(starts[-1]) + offsets
        return FeatureMatrix(starts, self.rows[places], self.values[places])


class Examples:
    """Counted features of many messages, to be weighted as a whole or without some of them."""

    def __init__(self, messages: Iterable[Analysis], rows: dict[str, int] | None = None) -> None:
        """Count features. `rows` numbers the features known so far; new ones are added to it."""
        self.rows = {} if rows is None else rows
        starts, kinds, features, counts = [0], list[int](), list[int](), list[int]()
        bare_texts, bare_features = list[int](), list[int]()
        for number, message in enumerate(messages):
            for kind, names in enumerate((message.stems, message.meanings, message.letters)):
                for name, count in Counter(names).items():
                    features.append(self.rows.setdefault(name, len(self.rows)))
                    kinds.append(kind)
                    counts.append(count)
            for name in message.bare:
                bare_texts.append(number)
                bare_features.append(self.rows[name])
            starts.append(len(features))
        self._starts = np.array(starts, np.int32)
        self._kinds = np.array(kinds, np.int32)
        self._features = np.array(features, np.int32)
        self._counts = (1 + np.log(np.array(counts, np.float32))).astype(np.float32)
        self._texts = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(self._starts))
        self._bare = np.array(bare_texts, np.int32), np.array(bare_features, np.int32)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def count(self, chosen: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
        """Return in how many messages each feature stands, of all or of the chosen ones."""
        features = self._features if chosen is None else self._features[chosen[self._texts]]
        return np.bincount(features, minlength=len(self.rows))

    def weight(self, rarity: Floats) -> FeatureMatrix:
        """Return the weights of all features; of a kind they have a fixed length in each text.

        The words without a meaning lengthen the part of the meanings, as in `Weighting.vector`.
        """
        raw = self._counts * rarity[self._features]
        part = self._texts * len(LENGTHS) + self._kinds
        squares = np.bincount(part, raw * raw, minlength=len(self) * len(LENGTHS))
        texts, features = self._bare
        meanings = np.bincount(texts, rarity[features] ** 2, minlength=len(self))
        squares[1 :: len(LENGTHS)] += meanings
        scale = np.tile(np.array(LENGTHS), len(self)) / np.sqrt(np.maximum(squares, 1e-12))
        return FeatureMatrix(self._starts, self._features, (raw * scale[part]).astype(np.float32))


def rarity_of(counts: npt.NDArray[np.int64], total: int) -> Floats:
    """Return the idf of features that stand in so many of `total` messages."""
    rarity: Floats = (math.log(total + 1) - np.log(counts + 1.0) + 1).astype(np.float32)
    return rarity


def keys_of(examples: Iterable[tuple[str, str]]) -> list[bytes]:
    """Return what tells each pair of text and label from all others, whatever stands beside it.

    The second of two that are alike has a key of its own.
    """
    seen: Counter[tuple[str, str]] = Counter()
    keys: list[bytes] = []
    for example in examples:
        text, label = example
        keys.append(f"{label}\0{text}\0{seen[example]}".encode())
        seen[example] += 1
    return keys
