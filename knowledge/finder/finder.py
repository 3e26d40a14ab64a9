"""The finder: nearest example by tf-idf cosine over words, stems and character n-grams."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from knowledge.finder.features import features


class Finder:
    """Ranks labels for a text. Made by `fit`; the same examples always give the same finder."""

    def __init__(
        self,
        labels: Sequence[str],
        rarity: dict[str, float],
        postings: dict[str, list[tuple[int, float]]],
        unseen: float,
    ) -> None:
        self._labels = labels
        self._rarity = rarity
        self._postings = postings
        self._unseen = unseen

    @classmethod
    def fit(cls, examples: Sequence[tuple[str, str]]) -> "Finder":
        """Learn from `(text, label)` pairs."""
        counts = [Counter(features(text)) for text, _ in examples]
        seen = Counter(feature for count in counts for feature in count)
        total = len(examples)
        rarity = {name: math.log((total + 1) / (number + 1)) + 1 for name, number in seen.items()}
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, count in enumerate(counts):
            for name, weight in _unit(_weighted(count.items(), rarity, 0.0)).items():
                postings[name].append((position, weight))
        return cls([label for _, label in examples], rarity, postings, math.log(total + 1) + 1)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label that has something in common with the text, best first, scores 0 to 1."""
        weights = _unit(_weighted(Counter(features(text)).items(), self._rarity, self._unseen))
        scores: dict[int, float] = defaultdict(float)
        for name, weight in weights.items():
            for position, other in self._postings.get(name, ()):
                scores[position] += weight * other
        best: dict[str, float] = {}
        for position, score in scores.items():
            label = self._labels[position]
            best[label] = max(best.get(label, 0.0), score)
        return sorted(
            ((label, min(score, 1.0)) for label, score in best.items()),
            key=lambda pair: (-pair[1], pair[0]),
        )


def _weighted(
    counts: Iterable[tuple[str, int]], rarity: dict[str, float], unseen: float
) -> dict[str, float]:
    return {name: (1 + math.log(number)) * rarity.get(name, unseen) for name, number in counts}


def _unit(weights: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / norm for name, weight in weights.items()}
