"""The entries and lists of a pack, held against the checks that editors run."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from knowledge.load import collect
from knowledge.parts import FOLDER
from knowledge.problem import Problem
from rules import packs
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

    pack: Path = FOLDER

    @property
    def entries(self) -> list[Entry]:
        """The entries of the pack."""
        every = self.collection.entries.values()
        return [entry for entry in every if entry.file.is_relative_to(self.pack)]


def install(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Put the packs of the environment into use; return a line for each that is left out."""
    return packs.install(environment, _first_fault)


def faults(institutions: Registry, folder: Path) -> list[Problem]:
    """Return every error in the entries and lists of a pack, in order of place."""
    before = registry()
    use(institutions)
    try:
        collection = collect()
        figures = rulebook_of(institutions)
        subject = _OfAPack(collection, figures, FOLDER, datetime.now(UTC).date(), pack=folder)
        found = [problem for check in _CHECKS for problem in check(subject)]
    finally:
        use(before)
    own = (one for one in {*collection.problems, *found} if one.error)
    return sorted(one for one in own if one.file.is_relative_to(folder))


def _first_fault(institutions: Registry, folder: Path) -> str:
    found = faults(institutions, folder)
    if not found:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}; run: razmena check"
