"""The entries and lists of packs, held against the checks that editors run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
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
from knowledge.figures import Figure, Figures
from knowledge.load import Collection, collect
from knowledge.parts import FOLDER
from knowledge.problem import Problem
from rules.institutions import Registry, read_registry, registry, use
from rules.pack_files import ReadFiles, read_files
from rules.packs import each_once
from rules.parameter import ParameterError
from rules.rulebook import Rulebook, rulebook_of
from rules.strict_yaml import StrictYamlError, YamlValue, read_yaml

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


_LEADS_NOWHERE = re.compile(
    r"(?:source|entry) '([^']+)' (?:is not in sources|does not exist)|'([^']+)' is no entry of"
)


@dataclass(frozen=True)
class _OfAPack(Subject):
    """The knowledge under check, of which only a pack's own entries are looked at."""

    own: tuple[Entry, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """The entries of the pack."""
        return list(self.own)


@dataclass(frozen=True, slots=True)
class _NumbersRead:
    """The numbers of packs whose rules cannot be used, as far as their files can be read."""

    built_in: Rulebook
    read: Mapping[str, ReadFiles]
    own: ReadFiles | None = None

    @classmethod
    def of(cls, folders: Sequence[Path]) -> "_NumbersRead":
        """Return the numbers of packs, beside those that come with the program."""
        read = {folder.name: read_files(folder) for folder in folders}
        return cls(rulebook_of(read_registry()), read)

    def at(self, institution: object) -> Figures:
        """Return the numbers as the answers of an institution name them."""
        own = self.read.get(str(institution))
        return self.built_in.at(institution) if own is None else replace(self, own=own)

    def parameter(self, name: str, *, on: date | None = None) -> Figure:
        """Return a number on a day; KeyError when there is none of that name."""
        found = None if self.own is None else self.own.parameters.get(name)
        return (
            self.built_in.parameter(name, on=on) if found is None else found.during(on or date.max)
        )

    def parameter_names(self) -> frozenset[str]:
        """Return the names of all numbers."""
        own = frozenset[str]() if self.own is None else frozenset(self.own.parameters)
        return own | self.built_in.parameter_names()

    def is_doubtful(self, message: str) -> bool:
        """Return whether a fault only follows from a number that could not be read."""
        return "{computed." in message or any(
            one.is_doubtful(message) for one in self.read.values()
        )


def faults(institutions: Registry, folders: Sequence[Path]) -> list[Problem]:
    """Return every error in the entries, lists and sources of packs, in order of place."""
    before = registry()
    use(institutions)
    try:
        collection = collect()
        try:
            figures: Figures = rulebook_of(institutions)
        except ParameterError:
            # Told by who read the rules; the entries are looked at with the numbers that there are.
            figures = _NumbersRead.of(folders)
        found = {one for folder in folders for one in _of_a_pack(collection, figures, folder)}
        if isinstance(figures, _NumbersRead):
            found = {one for one in found if not figures.is_doubtful(one.message)}
    finally:
        use(before)
    return sorted(found)


def _of_a_pack(collection: Collection, figures: Figures, folder: Path) -> Iterator[Problem]:
    """Yield every error in the folder of a pack, whose entries stand among all others."""
    problems = [*collection.problems, *sections.check(collection, folder)]
    written = _Written.of(folder)
    own = tuple(one for one in collection.entries.values() if one.file.is_relative_to(folder))
    alone = replace(collection, parts=(folder,))
    subject = _OfAPack(alone, figures, FOLDER, datetime.now(UTC).date(), own=own)
    problems += (problem for check in _CHECKS for problem in check(subject))
    for problem in problems:
        if not problem.error or not problem.file.is_relative_to(folder):
            continue
        if not written.holds(problem.message):
            yield problem


@dataclass(frozen=True, slots=True)
class _Written:
    """The names that stand in the files of a pack, whether or not what they name can be read.

    What leads to one of them follows from another mistake, and is none by itself.
    """

    names: frozenset[str]
    unreadable: bool

    @classmethod
    def of(cls, folder: Path) -> "_Written":
        """Return the sections and the entries that stand in a folder."""
        names: set[str] = set()
        files = (folder / "sources.yaml", *(folder / "entries").rglob("*.yaml"))
        values = [_value_of(file) for file in files]
        for value in values:
            if isinstance(value, dict):
                for document, form in value.items():
                    told = form.get("sections") if isinstance(form, dict) else None
                    parts = told if isinstance(told, dict) else {}
                    names.update(f"{document}/{one}" for one in parts)
            elif isinstance(value, list):
                names.update(str(one.get("id")) for one in value if isinstance(one, dict))
        return cls(frozenset(names), None in values)

    def holds(self, message: str) -> bool:
        """Return whether a fault is that a name leads nowhere which stands here after all."""
        lost = _LEADS_NOWHERE.search(message)
        return lost is not None and (self.unreadable or not self.names.isdisjoint(lost.groups()))


def _value_of(file: Path) -> YamlValue:
    try:
        return read_yaml(file).value
    except StrictYamlError:
        return None


def all_faults(institutions: Registry, folders: Sequence[Path]) -> str:
    """Return every error in packs, a line each; empty for none."""
    return each_once(map(str, faults(institutions, folders)))
