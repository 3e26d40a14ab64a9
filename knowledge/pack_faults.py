"""The entries and lists of packs, held against the checks that editors run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.checks import (
    checklists,
    digits,
    documents,
    full_stops,
    letters,
    references,
    sections,
    themes,
    titles,
    verdicts,
    wording,
)
from knowledge.checks.subject import Subject
from knowledge.entry import Entry
from knowledge.figures import Figures
from knowledge.load import Collection, collect
from knowledge.parts import FOLDER
from knowledge.problem import Problem
from rules.institutions import Registry, registry, use
from rules.packs import each_once
from rules.parameters import ParameterError
from rules.rulebook import rulebook_of

_CHECKS = (
    references.check,
    verdicts.check,
    documents.check,
    checklists.check,
    themes.check,
    wording.check,
    digits.check,
    letters.check,
    full_stops.check,
    titles.check,
)


@dataclass(frozen=True)
class _OfAPack(Subject):
    """The knowledge under check, of which only a pack's own entries are looked at."""

    own: tuple[Entry, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """The entries of the pack."""
        return list(self.own)


def faults(institutions: Registry, folders: Sequence[Path]) -> list[Problem]:
    """Return every error in the entries, lists and sources of packs, in order of place.

    Where the rules cannot be read, what needs their numbers is left out.
    """
    before = registry()
    use(institutions)
    try:
        collection = collect()
        try:
            figures: Figures | None = rulebook_of(institutions)
        except ParameterError:
            figures = None  # told by who read the rules
        found = {one for folder in folders for one in _of_a_pack(collection, figures, folder)}
    finally:
        use(before)
    return sorted(found)


def _of_a_pack(collection: Collection, figures: Figures | None, folder: Path) -> Iterator[Problem]:
    """Yield every error in the folder of a pack, whose entries stand among all others."""
    problems = [*collection.problems, *sections.check(collection, folder)]
    if figures is not None:
        own = tuple(one for one in collection.entries.values() if one.file.is_relative_to(folder))
        alone = replace(collection, parts=(folder,))
        subject = _OfAPack(alone, figures, FOLDER, datetime.now(UTC).date(), own=own)
        problems += (problem for check in _CHECKS for problem in check(subject))
    for problem in problems:
        if problem.error and problem.file.is_relative_to(folder):
            yield problem


def all_faults(institutions: Registry, folders: Sequence[Path]) -> str:
    """Return every error in packs, a line each; empty for none."""
    return each_once(map(str, faults(institutions, folders)))
