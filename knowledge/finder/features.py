"""What a message is made of, for the finder: stems, meanings and letter triples."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.finder.lexicon import Lexicon
from knowledge.finder.words import Word

# Weight of each kind beside the others, measured (docs/decisions/0003-finding.md). The features of
# a kind have unit length together, so that fifty letter triples do not drown three meanings.
STEMS, MEANINGS, LETTERS = 1.2, 1.8, 1.0
# Numbers as such carry a meaning of their own: "imam 61 poen" is asked as "imam 72 poena".
NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Analysis:
    """The features of a message, each as often as it stands; names are unique over the kinds.

    Attributes:
        stems: one for each word.
        meanings: from the lexicon, and that there is a number.
        letters: letter triples of the words.
        bare: the stems of words that carry no meaning.
    """

    stems: list[str]
    meanings: list[str]
    letters: list[str]
    bare: list[str]


def analyse(words: Sequence[Word], lexicon: Lexicon) -> Analysis:
    """Take a message apart."""
    meanings, bare = lexicon.meanings(words)
    return Analysis(
        stems=["=" + word.stem for word in words],
        meanings=["@" + meaning for meaning in meanings]
        + ["@" + NUMBER for word in words if word.text.isdigit()],
        letters=[triple for word in words for triple in triples(word.text)],
        bare=["=" + word.stem for word in bare],
    )


@lru_cache(maxsize=20_000)
def triples(word: str) -> tuple[str, ...]:
    """The letter triples of a word, its edges marked."""
    edged = f" {word} "
    return tuple(edged[start : start + 3] for start in range(len(edged) - 2))


@dataclass(frozen=True, slots=True)
class Weighting:
    """From messages to vectors: tf-idf per kind, rare features weighing more.

    What was never seen has no place in the vector but makes it longer: a message of unknown words
    is near nothing (tf-idf without this holds it for near to whatever one common word is in). For
    the same reason words without a meaning lengthen the part of the meanings.

    Attributes:
        rows: the place of every known feature.
        rarity: idf by place.
        unseen: idf of a feature that was never seen.
    """

    rows: dict[str, int]
    rarity: list[float]
    unseen: float

    @classmethod
    def learn(cls, messages: Iterable[Analysis]) -> "Weighting":
        """The features of many messages."""
        seen: Counter[str] = Counter()
        total = 0
        for message in messages:
            # In their order and not as a set, whose order is another one in every process.
            seen.update(list(dict.fromkeys((*message.stems, *message.meanings, *message.letters))))
            total += 1
        rarity = [math.log((total + 1) / (number + 1)) + 1 for number in seen.values()]
        rows = {feature: row for row, feature in enumerate(seen)}
        return cls(rows, rarity, math.log(total + 1) + 1)

    def vector(self, message: Analysis) -> list[tuple[int, float]]:
        """The known features of a message as `(row, weight)`."""
        return [
            *self._part(message.stems, STEMS, 0.0),
            *self._part(message.meanings, MEANINGS, self._squares(message.bare)),
            *self._part(message.letters, LETTERS, 0.0),
        ]

    def unknown(self, message: Analysis) -> float:
        """The share of a message's words that were never seen, rare ones counting more, 0 to 1."""
        known = unknown = 0.0
        for stem in message.stems:
            row = self.rows.get(stem)
            if row is None:
                unknown += self.unseen
            else:
                known += self.rarity[row]
        return unknown / (known + unknown) if unknown else 0.0

    def _part(self, features: Iterable[str], length: float, more: float) -> list[tuple[int, float]]:
        """The features of one kind, `length` long together with the squares given as `more`."""
        known: list[tuple[int, float]] = []
        squares = more
        for feature, number in Counter(features).items():
            row = self.rows.get(feature)
            often = 1.0 if number == 1 else 1 + math.log(number)
            weight = often * (self.unseen if row is None else self.rarity[row])
            squares += weight * weight
            if row is not None:
                known.append((row, weight))
        scale = length / math.sqrt(squares) if known else 0.0
        return [(row, weight * scale) for row, weight in known]

    def _squares(self, features: Iterable[str]) -> float:
        total = 0.0
        for feature in features:
            row = self.rows.get(feature)
            weight = self.unseen if row is None else self.rarity[row]
            total += weight * weight
        return total
