"""A linear model with one weight per feature and label, trained to tell the labels apart.

Multinomial logistic regression by stochastic gradient descent over `Lanes`: all labels are scored,
and all their weights changed, by one big-integer operation per feature of an example.
"""

import math
from array import array
from collections.abc import Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b

from knowledge.finder.lanes import Lanes

Vector = Sequence[tuple[int, int]]

# Fixed point: a feature's weight in a text is in 1/64, a gradient in 1/512; a lane then holds
# scores of ±1024, and scores of trained models stay below 60.
_TEXT_SCALE = 64
_STEP_SCALE = 512
_SCORE = 1.0 / (_TEXT_SCALE * _TEXT_SCALE * _STEP_SCALE)
# Measured on held-out phrasings: more steps gain nothing, a larger first step is unstable. So many
# examples in all are looked at, each three to five times.
_STEPS, _FEWEST_PASSES, _MOST_PASSES = 40_000, 3, 5
FIRST_STEP = 2.0


@dataclass(frozen=True, slots=True)
class Softmax:
    """Scores for every label.

    Attributes:
        lanes: one lane per label.
        weights: a vector of lanes for each feature row.
    """

    lanes: Lanes
    weights: Sequence[int]

    def scores(self, text: Vector) -> "array[int]":
        """A number for every label, growing with its odds; `text` as made by `fixed_point`."""
        total = self.lanes.offset
        weights = self.weights
        for row, weight in text:
            total += weights[row] * weight
        return self.lanes.raised(total)

    def odds(
        self, scores: Sequence[float], among: Set[int] | None = None
    ) -> tuple[Sequence[int], Sequence[float]]:
        """Labels and the odds of each, those of the likeliest being 1.

        Args:
            scores: of all labels, for one text.
            among: only these labels; all when None.
        """
        if among is None:
            return range(self.lanes.count), _odds(scores)
        labels = tuple(among)
        return labels, _odds([scores[label] for label in labels])

    def pack(self) -> bytes:
        """Everything, for keeping."""
        return b"".join(self.lanes.to_bytes(vector) for vector in self.weights)

    @classmethod
    def unpack(cls, kept: memoryview, classes: int) -> "Softmax":
        """The model as it was kept."""
        lanes = Lanes(classes)
        places = range(0, len(kept), lanes.size)
        return cls(lanes, [lanes.from_bytes(kept[place : place + lanes.size]) for place in places])


def fixed_point(vector: Sequence[tuple[int, float]]) -> Vector:
    """A text's feature weights as small integers; none becomes zero."""
    return [(row, round(weight * _TEXT_SCALE) or 1) for row, weight in vector]


def passes_for(examples: int) -> int:
    """How often training goes through so many examples."""
    return min(max(round(_STEPS / max(examples, 1)), _FEWEST_PASSES), _MOST_PASSES)


def train(
    texts: Sequence[Vector], labels: Sequence[int], classes: int, rows: int, passes: int
) -> Softmax:
    """Learn from texts and the number of each one's label. The same input gives the same model."""
    lanes = Lanes(classes)
    weights = [0] * rows
    steps, step = len(texts) * passes, 0
    for number in range(passes):
        for position in _mixed(len(texts), number):
            rate = FIRST_STEP * (1 - step / steps) * _STEP_SCALE
            step += 1
            text = texts[position]
            total = lanes.offset
            for row, weight in text:
                total += weights[row] * weight
            odds = _odds(lanes.raised(total))
            rate /= sum(odds)
            moves = [int(rate * one) for one in odds]
            change = lanes.pack(moves) - lanes.single(labels[position], sum(moves))
            for row, weight in text:
                weights[row] -= change * weight
    return Softmax(lanes, weights)


def _odds(scores: Sequence[float]) -> list[float]:
    highest, exp = max(scores, default=0), math.exp
    return [exp((score - highest) * _SCORE) for score in scores]


def _mixed(count: int, number: int) -> list[int]:
    """All positions, in another order for every number; always the same for the same number."""
    drawn = [blake2b(b"%d %d" % (number, position)).digest() for position in range(count)]
    return sorted(range(count), key=drawn.__getitem__)
