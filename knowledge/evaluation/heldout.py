"""Every phrasing asked of a finder that has not seen it: a share of them is held out in turn."""

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
        passes: passes of training, None for as many as for answering; fewer are nearly as good.
        folds: how many finders are fitted; each has not seen one part of so many.
    """

    asked: Sequence[Example]
    told: Sequence[Example]
    outside: Sequence[str]
    meanings: Sequence[Meaning]
    calibration: Calibration
    passes: int | None
    folds: int


def held_out(material: Material) -> tuple[list[Found], list[Found]]:
    """What is found for each phrasing, and for each outside question, in their order."""
    asked: list[Found] = [()] * len(material.asked)
    outside: list[Found] = [()] * len(material.outside)
    folds = material.folds
    for fold, found in enumerate(_all_folds([(material, fold) for fold in range(folds)])):
        asked[fold::folds] = found[0]
        outside[fold::folds] = found[1]
    return asked, outside


def _all_folds(
    tasks: Sequence[tuple[Material, int]],
) -> Iterator[tuple[list[Found], list[Found]]]:
    if len(tasks[0][0].asked) < _WORTH_PROCESSES:
        yield from map(_fold, tasks)
        return
    workers = min(len(tasks), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
        yield from pool.map(_fold, tasks)


def _fold(task: tuple[Material, int]) -> tuple[list[Found], list[Found]]:
    material, fold = task
    folds = material.folds
    finder = Finder.fit(
        list(_without(material.asked, fold, folds)),
        about=material.told,
        outside=list(_without(material.outside, fold, folds)),
        lexicon=Lexicon(material.meanings),
        calibration=material.calibration,
        passes=material.passes,
    )
    return (
        [tuple(finder.rank(text, limit=_KEEP)) for text, _ in material.asked[fold::folds]],
        [tuple(finder.rank(text, limit=_KEEP)) for text in material.outside[fold::folds]],
    )


def _without(items: Sequence[T], fold: int, folds: int) -> Iterator[T]:
    return (item for number, item in enumerate(items) if number % folds != fold)
