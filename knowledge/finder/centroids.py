"""A model for very many labels: each is the middle of its examples, found by its rarest features.

`softmax` weighs every feature for every label, which does not fit in memory for tens of thousands
of labels. Here a feature knows only the labels in which it stands out, so that a question costs the
same however many labels there are. Less exact: docs/decisions/0003-finding.md has the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.finder.examples import FeatureMatrix, Floats, Integers

Scores = npt.NDArray[np.float64]

# Labels kept for a feature: those in whose middle it weighs most.
_MOST_LABELS = 1500
# Labels that are ranked at all.
_CANDIDATES = 300
# From similarity (0 to 1) to log-odds; the calibration puts right what is wrong about it.
_SHARPNESS = 14.0


@dataclass(frozen=True, slots=True)
class Centroids:
    """Scores for the labels that are near a text.

    Attributes:
        count: how many labels there are.
        starts: where each feature begins in `labels` and `weights`; one more than features.
        labels: for each feature, the labels in which it stands out.
        weights: its weight in each of these.
    """

    count: int
    starts: Integers
    labels: Integers
    weights: Floats

    def scores(self, rows: Sequence[int], values: Sequence[float]) -> Scores:
        """Return the log-odds of every label, up to a constant; far ones have minus infinity."""
        found = np.zeros(self.count)
        length = float(np.sqrt(np.square(values).sum())) or 1.0
        for row, value in zip(rows, values, strict=True):
            here = slice(self.starts[row], self.starts[row + 1])
            found[self.labels[here]] += self.weights[here] * (value * _SHARPNESS / length)
        if self.count > _CANDIDATES:
            least = np.partition(found, -_CANDIDATES)[-_CANDIDATES]
            found[found < least] = -np.inf
        return found


def middle(
    texts: FeatureMatrix, labels: npt.NDArray[np.intp], count: int, features: int
) -> Centroids:
    """Return the middles of all labels' texts."""
    sizes = np.diff(texts.starts)
    text_of = np.repeat(np.arange(len(labels)), sizes)
    lengths = np.sqrt(np.bincount(text_of, texts.values**2, minlength=len(labels)))
    shares = texts.values / np.maximum(lengths, 1e-12)[text_of]
    # One number for a pair of feature and label, ordered by feature, then by label.
    pairs, place = np.unique(
        texts.rows.astype(np.int64) * count + labels[text_of], return_inverse=True
    )
    totals = np.bincount(place, shares, minlength=len(pairs))
    of_feature, of_label = pairs // count, pairs % count
    norms = np.sqrt(np.bincount(of_label, totals**2, minlength=count))
    weights = totals / np.maximum(norms, 1e-12)[of_label]
    # Within a feature the heaviest first; what comes after the first `_MOST_LABELS` goes.
    order = np.lexsort((-weights, of_feature))
    of_feature, of_label, weights = of_feature[order], of_label[order], weights[order]
    begins = np.searchsorted(of_feature, np.arange(features + 1))
    kept = np.arange(len(weights)) - begins[of_feature] < _MOST_LABELS
    starts = np.searchsorted(of_feature[kept], np.arange(features + 1)).astype(np.int32)
    return Centroids(
        count, starts, of_label[kept].astype(np.int32), weights[kept].astype(np.float32)
    )


def nearest(
    centroids: Centroids, number: int, most_labels: int = _MOST_LABELS
) -> npt.NDArray[np.intp]:
    """Return for each label the `number` nearest ones, itself first.

    Args:
        centroids: the middles of the labels.
        number: how many to return, the label itself included.
        most_labels: of each feature only so many labels are compared, the heaviest.
    """
    starts = centroids.starts[:-1]
    sizes = np.minimum(np.diff(centroids.starts), most_labels)
    features = np.repeat(np.arange(len(sizes)), sizes)
    offsets = np.arange(len(features)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places = starts[features] + offsets
    order = np.argsort(centroids.labels[places], kind="stable")
    places, features = places[order], features[order]
    begins = np.searchsorted(centroids.labels[places], np.arange(centroids.count + 1))
    found = np.empty((centroids.count, number), np.intp)
    for label in range(centroids.count):
        here = slice(begins[label], begins[label + 1])
        own, weights = features[here], centroids.weights[places[here]]
        lengths = sizes[own]
        shifts = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        others = np.repeat(starts[own], lengths) + shifts
        likeness = np.bincount(
            centroids.labels[others],
            np.repeat(weights, lengths) * centroids.weights[others],
            minlength=centroids.count,
        )
        likeness[label] = np.inf
        best = np.argpartition(-likeness, number - 1)[:number]
        found[label] = best[np.lexsort((best, -likeness[best]))]
    return found
