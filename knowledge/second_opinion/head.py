"""What is learned over the encoder's vectors: which entry a vector means."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.finder import store
from knowledge.second_opinion.encoder import Vector

_LENGTH = struct.Struct("<Q")
_LEVELS = 127
# Measured on the labelled questions; twice as many passes gain nothing.
_PASSES, _BATCH, _FIRST_STEP, _INERTIA, _DECAY = 12, 128, 0.1, 0.9, 3e-5


@dataclass(frozen=True, slots=True)
class Head:
    """Log-odds of labels for a vector.

    Attributes:
        encoder: whose vectors it was learned from.
        labels: by number, each with a digest of the examples it was learned from.
        middle: the middle of all vectors.
        weights: small integers, a row per part of the vector and a column per label.
        unit: what a weight of 1 adds to a label's log-odds.
        bias: what each label has beforehand.
    """

    encoder: str
    labels: Mapping[str, str]
    middle: Vector
    weights: npt.NDArray[np.int8]
    unit: float
    bias: Vector

    def log_shares(self, vector: Vector) -> Mapping[str, float]:
        """Return the logarithm of the probability of each label."""
        odds = (vector - self.middle) @ (self.weights * np.float32(self.unit)) + self.bias
        odds -= odds.max()
        odds -= np.log(np.exp(odds).sum())
        return dict(zip(self.labels, odds.tolist(), strict=True))

    @classmethod
    def learn(
        cls, encoder: str, labels: Mapping[str, str], vectors: Vector, meant: Sequence[str]
    ) -> "Head":
        """Learn from the vectors of texts, and the label that each of them means."""
        numbers = {label: number for number, label in enumerate(labels)}
        label_of = np.array([numbers[label] for label in meant], np.intp)
        middle = vectors.mean(axis=0)
        centred = vectors - middle
        spread = float(centred.std())
        weights, bias = _fit(centred / np.float32(spread), label_of, len(labels))
        weights /= spread
        unit = float(np.abs(weights).max()) / _LEVELS
        rounded = np.rint(weights / np.float32(unit)).astype(np.int8)
        return cls(encoder, labels, middle.astype(np.float32), rounded, unit, bias)

    def write(self, file: Path) -> None:
        """Write it to a file, wholly or not at all.

        Raises:
            OSError: it cannot be written.
        """
        about = [self.encoder, dict(self.labels), len(self.middle), self.unit]
        description = json.dumps(about).encode()
        arrays = (self.middle, self.bias, self.weights)
        parts = [_LENGTH.pack(len(description)), description, *(one.tobytes() for one in arrays)]
        store.write_file(file, b"".join(parts))


def read_head(file: Path) -> Head | None:
    """Return what is in a file; None when there is nothing that can be used."""
    return store.understood(file, _unpack)


def _unpack(body: memoryview) -> Head:
    (length,) = _LENGTH.unpack_from(body)
    rest = body[_LENGTH.size :]
    encoder, labels, width, unit = json.loads(bytes(rest[:length]))
    numbers_end = length + 4 * (width + len(labels))
    numbers = np.frombuffer(rest[length:numbers_end], np.float32)
    weights = np.frombuffer(rest[numbers_end:], np.int8).reshape(width, len(labels))
    middle, bias = numbers[:width], numbers[width:]
    return Head(encoder, labels, middle, weights, unit, bias)


def _fit(vectors: Vector, labels: npt.NDArray[np.intp], count: int) -> tuple[Vector, Vector]:
    """Fit a multinomial logistic regression by stochastic gradient descent with momentum."""
    weights = np.zeros((vectors.shape[1], count), np.float32)
    bias = np.zeros(count, np.float32)
    pace, bias_pace = np.zeros_like(weights), np.zeros_like(bias)
    random = np.random.default_rng(0)
    starts = range(0, len(vectors), _BATCH)
    steps, step = _PASSES * len(starts), 0
    for _ in range(_PASSES):
        order = random.permutation(len(vectors))
        for start in starts:
            chosen = order[start : start + _BATCH]
            shares = vectors[chosen] @ weights + bias
            shares -= shares.max(axis=1, keepdims=True)
            np.exp(shares, out=shares)
            shares /= shares.sum(axis=1, keepdims=True)
            shares[np.arange(len(chosen)), labels[chosen]] -= 1
            shares /= len(chosen)
            rate = _FIRST_STEP * (1 - step / steps)
            step += 1
            pace *= _INERTIA
            pace += vectors[chosen].T @ shares + np.float32(_DECAY) * weights
            bias_pace *= _INERTIA
            bias_pace += shares.sum(axis=0)
            weights -= np.float32(rate) * pace
            bias -= np.float32(rate) * bias_pace
    return weights, bias
