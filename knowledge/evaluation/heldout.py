"""Ten-fold: every phrasing asked of a finder that has not seen it."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

from knowledge.finder import Finder
from knowledge.finder.calibration import Calibration
from knowledge.finder.lexicon import Lexicon, Meaning

T = TypeVar("T")

FOLDS = 10
_KEEP = 5
# With fewer phrasings, starting processes takes longer than the work.
_WORTH_PROCESSES = 500

Example = tuple[str, str]
Found = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a finder is made of, and what is held out in turn.

    Attributes:
        asked: phrasings with their labels; held out.
        told: other texts with their labels; never held out.
        outside: questions that no label answers; held out.
        meanings: the lexicon.
        calibration: from the finder over everything, so that scores are comparable.
        passes: passes of training; fewer are faster and nearly as good.
    """

    asked: Sequence[Example]
    told: Sequence[Example]
    outside: Sequence[str]
    meanings: Sequence[Meaning]
    calibration: Calibration
    passes: int


def held_out(material: Material) -> tuple[list[Found], list[Found]]:
    """What is found for each phrasing, and for each outside question, in their order."""
    asked: list[Found] = [()] * len(material.asked)
    outside: list[Found] = [()] * len(material.outside)
    for fold, found in enumerate(_all_folds([(material, fold) for fold in range(FOLDS)])):
        asked[fold::FOLDS] = found[0]
        outside[fold::FOLDS] = found[1]
    return asked, outside


def _all_folds(
    tasks: Sequence[tuple[Material, int]],
) -> Iterator[tuple[list[Found], list[Found]]]:
    if len(tasks[0][0].asked) < _WORTH_PROCESSES:
        yield from map(_fold, tasks)
        return
    workers = min(FOLDS, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
        yield from pool.map(_fold, tasks)


def _fold(task: tuple[Material, int]) -> tuple[list[Found], list[Found]]:
    material, fold = task
    finder = Finder.fit(
        list(_without(material.asked, fold)),
        about=material.told,
        outside=list(_without(material.outside, fold)),
        lexicon=Lexicon(material.meanings),
        calibration=material.calibration,
        passes=material.passes,
    )
    return (
        [tuple(finder.rank(text, limit=_KEEP)) for text, _ in material.asked[fold::FOLDS]],
        [tuple(finder.rank(text, limit=_KEEP)) for text in material.outside[fold::FOLDS]],
    )


def _without(items: Sequence[T], fold: int) -> Iterator[T]:
    return (item for number, item in enumerate(items) if number % FOLDS != fold)
