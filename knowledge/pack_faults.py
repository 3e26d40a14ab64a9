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
    """Return every error in the entries and lists of packs, in order of place."""
    before = registry()
    use(institutions)
    try:
        collection = collect()
        figures = rulebook_of(institutions)
        found = {one for folder in folders for one in _of_a_pack(collection, figures, folder)}
    finally:
        use(before)
    return sorted(found)


def _of_a_pack(collection: Collection, figures: Figures, folder: Path) -> Iterator[Problem]:
    """Yield every error in the folder of a pack, whose entries stand among all others."""
    own = tuple(one for one in collection.entries.values() if one.file.is_relative_to(folder))
    alone = replace(collection, parts=(folder,))
    subject = _OfAPack(alone, figures, FOLDER, datetime.now(UTC).date(), own=own)
    found = (problem for check in _CHECKS for problem in check(subject))
    for problem in (*collection.problems, *found):
        if problem.error and problem.file.is_relative_to(folder):
            yield problem


def first_fault(institutions: Registry, folders: Sequence[Path]) -> str:
    """Return the first error in packs, and how many more there are; empty for none."""
    found = faults(institutions, folders)
    if not found:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}; run: razmena check"
