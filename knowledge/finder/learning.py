"""What a finder learns from, and what it has learnt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.finder.calibration import Calibration
from knowledge.finder.centroids import Centroids, middle, nearest
from knowledge.finder.examples import Examples, FeatureMatrix, keys_of, rarity_of
from knowledge.finder.features import analyse
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.softmax import Softmax, passes_for, train
from knowledge.finder.spelling import count_words
from knowledge.finder.words import split

# The label of what no label stands for; never returned, and the last one.
OUTSIDE = ""
# One weight per feature and label, four bytes each while training: up to 256 MiB.
_MOST_WEIGHTS = 2**26
# Beyond so many labels each is told apart from its nearest only, so that the time of training grows
# with the number of examples and not with its square.
_MOST_RIVALS, _RIVALS, _COMPARED = 600, 64, 200

Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned from examples; everything that a finder needs, and can be kept.

    Attributes:
        labels: by number; the last may be `OUTSIDE`.
        counts: the features in order, and in how many examples each stands.
        examples: how many examples there were.
        model: scores per label; `Centroids` where there are too many labels for `Softmax`.
        calibration: from the model's probabilities to scores.
        vocabulary: the words of the examples, and how often each stands.
    """

    labels: tuple[str, ...]
    counts: Mapping[str, int]
    examples: int
    model: Softmax | Centroids
    calibration: Calibration
    vocabulary: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Examples taken apart once, to be learned from as a whole or in part.

    Attributes:
        texts: what was written: what people ask, then what is outside, then texts about labels.
        labels: the number of each text's label.
        names: the labels by number; `OUTSIDE` comes last.
        asked: how many of the texts, from the first, people may ask.
        counted: the features of the texts.
        keys: what tells each from the others, whatever stands beside it.
    """

    texts: Sequence[str]
    labels: npt.NDArray[np.intp]
    names: tuple[str, ...]
    asked: int
    counted: Examples
    keys: Sequence[bytes]

    @classmethod
    def of(
        cls,
        examples: Sequence[tuple[str, str]],
        about: Sequence[tuple[str, str]],
        outside: Sequence[str],
        lexicon: Lexicon,
    ) -> "Lesson":
        """Take all examples apart."""
        told = [*examples, *((text, OUTSIDE) for text in outside), *about]
        names = tuple(sorted({label for _, label in told}, key=lambda label: (not label, label)))
        numbers = {label: number for number, label in enumerate(names)}
        texts = [text for text, _ in told]
        return cls(
            texts,
            np.array([numbers[label] for _, label in told], np.intp),
            names,
            len(examples) + len(outside),
            Examples(analyse(split(text), lexicon) for text in texts),
            keys_of(told),
        )

    def train(self, chosen: Chosen | None = None, passes: int | None = None) -> Trained:
        """Learn from all examples, or from the chosen ones."""
        chosen = np.ones(len(self.texts), np.bool_) if chosen is None else chosen
        positions = np.flatnonzero(chosen)
        counts = self.counted.count(chosen)
        total = len(positions)
        texts = self.counted.weight(rarity_of(counts, total))
        features = len(self.counted.rows)
        model: Softmax | Centroids
        if len(self.names) * features <= _MOST_WEIGHTS:
            weights = np.zeros((features, len(self.names)), np.float32)
            rivals = None
            if len(self.names) > _MOST_RIVALS:
                rivals = nearest(self._middle(texts, positions), _RIVALS, _COMPARED)
            passes = passes or passes_for(total)
            train(
                texts,
                self.labels,
                weights,
                passes,
                keys=self.keys,
                positions=positions,
                rivals=rivals,
            )
            model = Softmax.quantise(weights)
        else:
            model = self._middle(texts, positions)
        return Trained(
            self.names,
            dict(zip(self.counted.rows, counts.tolist(), strict=True)),
            total,
            model,
            Calibration(),
            count_words(split(self.texts[position]) for position in positions.tolist()),
        )

    def _middle(self, texts: FeatureMatrix, positions: npt.NDArray[np.intp]) -> Centroids:
        labels = self.labels[positions]
        return middle(texts.only(positions), labels, len(self.names), len(self.counted.rows))
