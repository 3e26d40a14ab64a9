"""Multinomial logistic regression with one weight per feature and label.

Trained by stochastic gradient descent on sparse examples. Weights are kept as small integers, so
that a score is a sum of integers: exact, and the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from knowledge.finder.examples import FeatureMatrix

Weights = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]

# A weight is kept in 7 bits and a sign; fewer levels cost nothing on the questions (0003-finding).
LEVELS = 63
# A feature's weight in a text is rounded to 1/64, never to zero.
_TEXT_SCALE = 64
# Measured on held-out phrasings: more steps gain nothing, a larger first step is unstable.
_STEPS, _MOST_PASSES = 60_000, 5
FIRST_STEP = 2.0
# A label's part in a step is cut to 1/512.
_STEP_SCALE = 512


@dataclass(frozen=True, slots=True)
class Softmax:
    """Scores for every label.

    Attributes:
        weights: small integers, one row per feature and one column per label.
        unit: what a weight of 1 adds to a label's log-odds.
    """

    weights: npt.NDArray[np.int8]
    unit: float

    @classmethod
    def quantise(cls, weights: Weights) -> "Softmax":
        """Round trained weights to small integers."""
        unit = float(np.abs(weights).max(initial=0.0)) / LEVELS or 1.0
        return cls(np.rint(weights / np.float32(unit)).astype(np.int8), unit)

    def trained(self) -> Weights:
        """Return the weights as numbers to train on from."""
        return self.weights.astype(np.float32) * np.float32(self.unit)

    def scores(self, rows: Sequence[int], values: Sequence[float]) -> Scores:
        """Return the log-odds of every label, up to a constant, for a text's features."""
        if not rows:
            return np.zeros(self.weights.shape[1])
        text = np.maximum(np.rint(np.asarray(values, np.float32) * _TEXT_SCALE), 1)
        # Sums stay below 2**24, where float32 holds every integer: the order does not matter.
        summed = text @ self.weights.take(np.asarray(rows), axis=0).astype(np.float32)
        return summed.astype(np.float64) * (self.unit / _TEXT_SCALE)


def passes_for(examples: int) -> int:
    """Return how often training goes through so many examples."""
    return min(max(round(_STEPS / max(examples, 1)), 1), _MOST_PASSES)


def train(
    texts: FeatureMatrix,
    labels: npt.NDArray[np.intp],
    weights: Weights,
    passes: int,
    *,
    keys: Sequence[bytes],
    positions: npt.NDArray[np.intp] | None = None,
    first_step: float = FIRST_STEP,
    rivals: npt.NDArray[np.intp] | None = None,
) -> None:
    """Learn from texts and the number of each one's label, changing `weights` in place.

    Args:
        texts: the features of the examples.
        labels: the label of each.
        weights: a row per feature and a column per label, to start from.
        passes: how often to go through the examples.
        keys: what the order goes by: of each example, its own.
        positions: only these examples; all when None.
        first_step: the step size at the start; it falls to zero in a straight line.
        rivals: for each label those that it is told apart from, itself first; all when None.
    """
    if positions is None:
        positions = np.arange(len(labels))
    examples = [texts.example(position) for position in range(len(labels))]
    meant = labels.tolist()
    steps, step = len(positions) * passes, 0
    for number in range(passes):
        for position in _shuffled(positions, keys, number):
            rate = first_step * (1 - step / steps)
            step += 1
            rows, values = examples[position]
            label = meant[position]
            if rivals is None:
                weights[rows] = _moved(weights.take(rows, axis=0), values, rate, label)
            else:
                columns = rivals[label]
                block = rows[:, None], columns
                weights[block] = _moved(weights[block], values, rate, 0)


def _moved(weights: Weights, values: Weights, rate: float, label: int) -> Weights:
    """Take one step on the weights of one text's features."""
    odds = values @ weights
    odds -= odds.max()
    np.exp(odds, out=odds)
    # Labels that are out of the question are left alone: what is not moved needs no undoing.
    odds *= rate * _STEP_SCALE / odds.sum()
    np.floor(odds, out=odds)
    odds *= 1 / _STEP_SCALE
    odds[label] -= odds.sum()
    weights -= values[:, None] * odds
    return weights


def _shuffled(positions: npt.NDArray[np.intp], keys: Sequence[bytes], number: int) -> list[int]:
    """Return the positions in another order for every number; always the same for the same.

    The order goes by the examples and not by their places: with one more, all others keep theirs,
    and what is learnt of them hardly moves (0003-finding).
    """
    salt = b"%d.4" % number
    places = positions.tolist()
    return sorted(places, key=lambda place: blake2b(keys[place], salt=salt).digest())
