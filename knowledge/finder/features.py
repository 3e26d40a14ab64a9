"""What a message is made of, for the finder: stems, meanings and letter triples."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from knowledge.finder.lexicon import Lexicon
from knowledge.finder.words import Word

# Weight of each kind beside the others, measured (docs/decisions/0003-finding.md). The features of
# a kind have unit length together, so that fifty letter triples do not drown three meanings.
STEMS, MEANINGS, LETTERS = LENGTHS = (1.2, 1.8, 1.0)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The features of a message, each as often as it stands; names are unique over the kinds.

    Attributes:
        stems: one for each word.
        meanings: from the lexicon.
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
    # A bare number says nothing about what is asked: 61 may be points, days or euros.
    named = [word for word in words if not word.text.isdigit()]
    return Analysis(
        stems=["=" + word.stem for word in named],
        meanings=["@" + meaning for meaning in meanings],
        letters=[triple for word in named for triple in triples(word.text)],
        bare=["=" + word.stem for word in bare if not word.text.isdigit()],
    )


@lru_cache(maxsize=20_000)
def triples(word: str) -> tuple[str, ...]:
    """Return the letter triples of a word, its edges marked."""
    edged = f" {word} "
    return tuple(edged[start : start + 3] for start in range(len(edged) - 2))


@dataclass(frozen=True, slots=True)
class Weighting:
    """From a message to a vector: tf-idf per kind, rare features weighing more.

    What was never seen has no place in the vector but makes it longer: a message of unknown words
    is near nothing (tf-idf without this holds it for near to whatever one common word is in). For
    the same reason words without a meaning lengthen the part of the meanings.

    Attributes:
        places: the row and the idf of every known feature.
        unseen: idf of a feature that was never seen.
    """

    places: Mapping[str, tuple[int, float]]
    unseen: float

    @classmethod
    def of(cls, counts: Mapping[str, int], total: int) -> "Weighting":
        """Return the weighting by how many of `total` messages each feature stands in."""
        highest = math.log(total + 1) + 1
        return cls(
            {
                feature: (row, highest - math.log(count + 1))
                for row, (feature, count) in enumerate(counts.items())
                if count
            },
            highest,
        )

    def vector(self, message: Analysis) -> tuple[list[int], list[float]]:
        """Return the rows of a message's known features, and their weights."""
        rows: list[int] = []
        values: list[float] = []
        for names, length, more in (
            (message.stems, STEMS, 0.0),
            (message.meanings, MEANINGS, self._squares(message.bare)),
            (message.letters, LETTERS, 0.0),
        ):
            self._add(names, length, more, rows, values)
        return rows, values

    def unknown(self, message: Analysis) -> float:
        """Return the share of words that were never seen, rare ones counting more, 0 to 1."""
        known = unknown = 0.0
        for stem in message.stems:
            place = self.places.get(stem)
            if place is None:
                unknown += self.unseen
            else:
                known += place[1]
        return unknown / (known + unknown) if unknown else 0.0

    def _add(
        self,
        names: Sequence[str],
        length: float,
        squares: float,
        rows: list[int],
        values: list[float],
    ) -> None:
        """Add the features of one kind, `length` long together with the squares given."""
        if not names:
            return
        each = dict.fromkeys(names)
        unseen = (-1, self.unseen)
        places = [place or unseen for place in map(self.places.get, each)]
        known = [row for row, _ in places]
        weights = [weight for _, weight in places]
        if len(each) < len(names):
            for number, count in enumerate(Counter(names).values()):
                if count > 1:
                    weights[number] *= 1 + math.log(count)
        squares += math.fsum(map(mul, weights, weights))
        scale = length / math.sqrt(squares)
        if -1 in known:
            weights = [weight for row, weight in zip(known, weights, strict=True) if row >= 0]
            known = [row for row in known if row >= 0]
        rows += known
        values += [weight * scale for weight in weights]

    def _squares(self, names: Iterable[str]) -> float:
        unknown = (-1, self.unseen)
        return sum(self.places.get(name, unknown)[1] ** 2 for name in names)
