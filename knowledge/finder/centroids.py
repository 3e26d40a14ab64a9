"""A model for very many labels: each is the middle of its examples, found by its rarest features.

`softmax` weighs every feature for every label, which does not fit in memory for tens of thousands
of labels. Here a feature knows only the labels in which it stands out, so that a question costs the
same however many labels there are. Less exact: docs/decisions/0003-finding.md has the figures.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from math import exp, sqrt

from knowledge.finder.softmax import Vector

# Labels kept for a feature: those in whose middle it weighs most.
_MOST_LABELS = 1500
# Labels that are ranked at all.
_CANDIDATES = 300
# From similarity (0 to 1) to log-odds; the calibration puts right what is wrong about it.
_SHARPNESS = 14.0
_LENGTHS, _WEIGHTS = array("I"), array("f")


@dataclass(frozen=True, slots=True)
class Centroids:
    """Scores for the labels that are near a text.

    Attributes:
        count: how many labels there are.
        labels: for each feature row, the labels in which it stands out.
        weights: for each feature row, its weight in each of these.
    """

    count: int
    labels: Sequence["array[int]"]
    weights: Sequence["array[float]"]

    def scores(self, text: Vector) -> list[float]:
        """The log-odds of every label, up to a constant; `text` as made by `fixed_point`."""
        found = [0.0] * self.count
        scale = _SHARPNESS / (sqrt(sum(weight * weight for _, weight in text)) or 1.0)
        for row, weight in text:
            share = weight * scale
            for label, other in zip(self.labels[row], self.weights[row], strict=True):
                found[label] += share * other
        return found

    def odds(
        self, scores: Sequence[float], among: Set[int] | None = None
    ) -> tuple[Sequence[int], Sequence[float]]:
        """The nearest labels and the odds of each, those of the likeliest being 1; in no order.

        Args:
            scores: of all labels, for one text.
            among: only these labels; all when None.
        """
        labels = range(self.count) if among is None else tuple(among)
        own = scores if among is None else [scores[label] for label in labels]
        # The least of the nearest first: to sort all labels takes longer than to add up the scores.
        least = nlargest(_CANDIDATES, own)[-1] if len(own) > _CANDIDATES else 0.0
        found = [
            (score, label)
            for score, label in zip(own, labels, strict=True)
            if score >= least and score > 0
        ]
        found = sorted(found, reverse=True)[:_CANDIDATES]
        highest = found[0][0] if found else 0.0
        return [label for _, label in found], [exp(score - highest) for score, _ in found]

    def pack(self) -> bytes:
        """Everything, for keeping."""
        lengths = array("I", map(len, self.labels))
        labels = b"".join(part.tobytes() for part in self.labels)
        weights = b"".join(part.tobytes() for part in self.weights)
        return lengths.tobytes() + labels + weights

    @classmethod
    def unpack(cls, kept: memoryview, rows: int, count: int) -> "Centroids":
        """The model as it was kept."""
        place = rows * _LENGTHS.itemsize
        lengths = array("I", kept[:place].tobytes())
        labels: list[array[int]] = []
        weights: list[array[float]] = []
        for length in lengths:
            end = place + length * _LENGTHS.itemsize
            labels.append(array("I", kept[place:end].tobytes()))
            place = end
        for length in lengths:
            end = place + length * _WEIGHTS.itemsize
            weights.append(array("f", kept[place:end].tobytes()))
            place = end
        return cls(count, labels, weights)


def middle(texts: Iterable[Iterable[Vector]], rows: int) -> Centroids:
    """The middles of all labels, from the texts of each label in turn."""
    labels = [array("I") for _ in range(rows)]
    weights = [array("f") for _ in range(rows)]
    count = 0
    for label, of_label in enumerate(texts):
        count += 1
        total: dict[int, float] = defaultdict(float)
        for text in of_label:
            length = sqrt(sum(weight * weight for _, weight in text)) or 1.0
            for row, weight in text:
                total[row] += weight / length
        size = sqrt(sum(weight * weight for weight in total.values())) or 1.0
        for row, share in total.items():
            labels[row].append(label)
            weights[row].append(share / size)
    for row in range(rows):
        if len(labels[row]) > _MOST_LABELS:
            kept = nlargest(_MOST_LABELS, zip(weights[row], labels[row], strict=True))
            weights[row] = array("f", [weight for weight, _ in kept])
            labels[row] = array("I", [label for _, label in kept])
    return Centroids(count, labels, weights)
