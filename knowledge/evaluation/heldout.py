"""Every phrasing asked of a finder that has not seen it: a share of them is held out in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.finder import Finder
from knowledge.finder.calibration import Calibration
from knowledge.finder.learning import Lesson
from knowledge.finder.lexicon import Lexicon

_KEEP = 5

Example = tuple[str, str]
Found = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a finder is made of, and what is held out in turn.

    Attributes:
        asked: phrasings with their labels; held out.
        beside: more ways of asking with their labels; never held out.
        told: other texts with their labels; never held out.
        outside: questions that no label answers; held out.
        lexicon: words that mean the same.
        calibration: from the finder over everything, so that scores are comparable.
        passes: passes of training, None for as many as for answering; fewer are nearly as good.
        folds: how many finders are fitted; each has not seen one part of so many.
    """

    asked: Sequence[Example]
    beside: Sequence[Example]
    told: Sequence[Example]
    outside: Sequence[str]
    lexicon: Lexicon
    calibration: Calibration
    passes: int | None
    folds: int


def held_out(material: Material) -> tuple[list[Found], list[Found]]:
    """Return what is found for each phrasing, and for each outside question, in their order."""
    ways = [*material.asked, *material.beside]
    lesson = Lesson.of(ways, material.told, material.outside, material.lexicon)
    inside, ways_end = len(material.asked), len(ways)
    found: list[Found] = [()] * lesson.asked
    # Phrasings and outside questions are dealt out separately.
    fold_of = np.full(len(lesson.texts), -1)
    fold_of[:inside] = np.arange(inside) % material.folds
    fold_of[ways_end : lesson.asked] = np.arange(lesson.asked - ways_end) % material.folds
    for fold in range(material.folds):
        trained = lesson.train(fold_of != fold, material.passes)
        finder = Finder(replace(trained, calibration=material.calibration), material.lexicon)
        for place in np.flatnonzero(fold_of == fold).tolist():
            found[place] = tuple(finder.rank(lesson.texts[place], limit=_KEEP))
    return found[:inside], found[ways_end:]
