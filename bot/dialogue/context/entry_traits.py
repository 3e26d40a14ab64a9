"""What the prior of a conversation looks at in the entries."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.dialogue.cues.matters import Matters
from knowledge import Entry, EntryKind, Knowledge, theme_file
from rules.institutions import registry

Marks: TypeAlias = npt.NDArray[np.bool_]

# Folders whose entries have little in common but their kind.
_MIXED = ("gaps/", "talk/")


class Traits:
    """For each trait, which entries have it.

    Entries stand in the order of `Knowledge.places`, so that something is said of all at once.

    Attributes:
        counted: all but small talk.
        overview: the overviews.
        short_phd: those about the short stay of doctoral students.
        of_any_matter: those about some kind of mobility.
        of_one_institution: those that tell the rules of one institution.
    """

    def __init__(self, knowledge: Knowledge, matters: Matters) -> None:
        """Look at all entries once."""
        self._entries = [knowledge.entries.get(label) for label in knowledge.places]
        self._none = np.zeros(len(self._entries), bool)
        self._things = matters.things
        self._matters = self._by(matters.of)
        self._themes = self._by(lambda entry: theme_of(entry, knowledge))
        self._institutions = self._by(lambda entry: str(entry.institution))
        self.counted = self._which(lambda entry: entry.kind is not EntryKind.TALK)
        self.overview = self._which(lambda entry: entry.kind is EntryKind.OVERVIEW)
        self.short_phd = self._which(lambda entry: entry.programme == "short_phd")
        self.of_any_matter = self._which(lambda entry: matters.of(entry) is not None)
        self.of_one_institution = self._which(lambda entry: entry.institution != "any")

    def of_matter(self, matter: str) -> Marks:
        """Mark the entries about one kind of mobility."""
        return self._matters.get(matter, self._none)

    def of_theme(self, theme: str | None) -> Marks:
        """Mark the entries of one theme; none where a file has little in common."""
        return self._none if theme is None else self._themes.get(theme, self._none)

    def of_institution(self, institution: str) -> Marks:
        """Mark the entries of one institution."""
        return self._institutions.get(institution, self._none)

    def of_thing(self, thing: str) -> Marks:
        """Mark the entries about a paper."""
        return self._which(lambda entry: thing in self._things.of(entry))

    def of_other_things(self, thing: str) -> Marks:
        """Mark the entries about other papers than one."""
        return self._which(lambda entry: bool(self._things.of(entry) - {thing})) & ~self.of_thing(
            thing
        )

    def _which(self, has: Callable[[Entry], bool]) -> Marks:
        return np.array([entry is not None and has(entry) for entry in self._entries], bool)

    def _by(self, trait: Callable[[Entry], str | None]) -> dict[str, Marks]:
        traits = [None if entry is None else trait(entry) for entry in self._entries]
        return {
            one: np.array([other == one for other in traits], bool)
            for one in dict.fromkeys(traits)
            if one is not None
        }


def theme_of(entry: Entry, knowledge: Knowledge) -> str | None:
    """Return what an entry has in common with others of its file; None where that is little.

    What an institution says to its partners is one theme in several files.
    """
    file = theme_file(entry)
    owner = file.partition("/")[0]
    if owner in registry() and registry()[owner].tells_partners:
        return owner
    theme = knowledge.themes.get(file)
    return None if file.startswith(_MIXED) or (theme is not None and theme.mixed) else file
