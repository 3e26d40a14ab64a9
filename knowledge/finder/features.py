"""What a message is made of, for the finder: stems, pairs of stems, meanings and letter triples."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.finder.lexicon import Lexicon
from knowledge.finder.words import Word, split

# Weight of each kind beside the others, measured (docs/decisions/0003-finding.md). The features of
# a kind have unit length together, so that fifty letter triples do not drown three meanings.
WEIGHTS = {"stem": 1.0, "pair": 0.4, "meaning": 1.5, "letters": 0.8}
# Numbers as such carry a meaning of their own: "imam 61 poen" is asked as "imam 72 poena".
NUMBER = "#"


def analyse(words: Sequence[Word], lexicon: Lexicon) -> dict[str, list[str]]:
    """The features of each kind, repeated as often as they stand; names are unique over kinds."""
    stems = [word.stem for word in words]
    meanings = [f"@{meaning}" for meaning in lexicon.meanings(words)]
    meanings += ["@" + NUMBER for word in words if word.text.isdigit()]
    return {
        "stem": [f"={stem}" for stem in stems],
        "pair": [f"{one}+{other}" for one, other in pairwise(stems)],
        "meaning": meanings,
        "letters": [triple for word in words for triple in triples(word.text)],
    }


def triples(word: str) -> list[str]:
    """The letter triples of a word, its edges marked."""
    edged = f" {word} "
    return [edged[start : start + 3] for start in range(len(edged) - 2)]


@dataclass(frozen=True, slots=True)
class Weighting:
    """From texts to vectors: tf-idf per kind, rare features weighing more.

    What was never seen has no place in the vector but makes it longer: a message of unknown words
    is near nothing (tf-idf without this holds it for near to whatever one common word is in).

    Attributes:
        rows: the place of every known feature.
        rarity: idf by place.
        unseen: idf of a feature that was never seen.
    """

    rows: dict[str, int]
    rarity: list[float]
    unseen: float

    @classmethod
    def learn(cls, analysed: Iterable[dict[str, list[str]]]) -> "Weighting":
        """The features of many texts; pairs that stand in one text only are left out."""
        seen: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        total = 0
        for kinds in analysed:
            total += 1
            for kind, features in kinds.items():
                (pairs if kind == "pair" else seen).update(set(features))
        seen.update({pair: number for pair, number in pairs.items() if number > 1})
        rarity = [math.log((total + 1) / (number + 1)) + 1 for number in seen.values()]
        rows = {feature: row for row, feature in enumerate(seen)}
        return cls(rows, rarity, math.log(total + 1) + 1)

    def vector(self, analysed: dict[str, list[str]]) -> list[tuple[int, float]]:
        """The known features of a text as `(row, weight)`."""
        vector: list[tuple[int, float]] = []
        for kind, features in analysed.items():
            known: list[tuple[int, float]] = []
            squares = 0.0
            for feature, number in Counter(features).items():
                row = self.rows.get(feature)
                often = 1.0 if number == 1 else 1 + math.log(number)
                weight = often * (self.unseen if row is None else self.rarity[row])
                if row is not None:
                    known.append((row, weight))
                elif kind == "pair":
                    continue  # most pairs of a new message are new: that says nothing
                squares += weight * weight
            if known:
                scale = WEIGHTS[kind] / math.sqrt(squares)
                vector += [(row, weight * scale) for row, weight in known]
        return vector


def analyse_text(text: str, lexicon: Lexicon) -> dict[str, list[str]]:
    """The features of a text as it stands."""
    return analyse(split(text), lexicon)
