"""What the checks look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from knowledge import markup
from knowledge.entry import Entry
from knowledge.figures import Figures
from knowledge.load import Collection
from knowledge.parts import OFFICES
from knowledge.problem import Problem
from locales import Locale

LANGUAGES = ("sr", "en")


@dataclass(frozen=True)
class Subject:
    """The knowledge under check.

    Attributes:
        collection: what the files hold.
        figures: the rulebook.
        folder: where the files are.
        on: the day for which values must hold.
        only: the ids of the entries whose own texts are looked at; None: of all. The others are
            what these are compared with.
    """

    collection: Collection
    figures: Figures
    folder: Path
    on: date
    only: frozenset[str] | None = None
    _texts: dict[Path, list[str]] = field(default_factory=dict, repr=False)

    @property
    def entries(self) -> list[Entry]:
        """All entries, in the order of their files."""
        return list(self.collection.entries.values())

    @property
    def looked_at(self) -> list[Entry]:
        """The entries whose own texts are looked at, in the order of their files."""
        if self.only is None:
            return self.entries
        return [entry for entry in self.entries if entry.id in self.only]

    @cached_property
    def answers(self) -> dict[tuple[str, str], markup.Parsed]:
        """Everything that the entries show, taken apart, by entry id and language."""
        return {
            (entry.id, language): markup.parse("\n".join(text for _, text in entry.texts(language)))
            for entry in self.looked_at
            for language in LANGUAGES
        }

    def parts(
        self, entry: Entry, language: str
    ) -> Iterator[tuple[tuple[str | int, ...], markup.Parsed]]:
        """Yield the pieces of what an entry shows, taken apart.

        The way to each, and what is in it.
        """
        for part, text in entry.texts(language):
            yield part, markup.parse(text)

    def written(self, entry: Entry, key: str) -> object:
        """Return what stands under a key of an entry in its file.

        None where there is no such key.
        """
        document, number = self.collection.places[entry.id]
        entry_as_written = document.value[number] if isinstance(document.value, list) else None
        return entry_as_written.get(key) if isinstance(entry_as_written, dict) else None

    def is_of_an_office(self, entry: Entry) -> bool:
        """Return whether an entry was made of an answer that an office gave."""
        return entry.file.is_relative_to(self.folder / OFFICES)

    def problem(
        self, entry: Entry, message: str, *part: str | int, error: bool = True, below: int = 0
    ) -> Problem:
        """Return a problem at a part of an entry.

        Args:
            entry: the entry.
            message: what is wrong, what is allowed, what to do; the entry's id is put before it.
            part: the way to the part inside the entry: `"phrasings", "sr", 3`.
            error: whether it is more than a warning.
            below: the line inside the part's text, from 0.
        """
        document, number = self.collection.places[entry.id]
        line = document.value_line((number, *part)) if part else entry.line
        if below or self._is_block(document.file, line):
            line += below + self._is_block(document.file, line)
        return Problem(entry.file, line, f"{entry.id}: {message}", error)

    def _is_block(self, file: Path, line: int) -> bool:
        """Return whether the text of a value begins in the line after it, behind a `|` or `>`."""
        if file not in self._texts:
            self._texts[file] = file.read_text(encoding="utf-8-sig").splitlines()
        text = self._texts[file][line - 1].rstrip()
        return text.endswith(("|", "|-", "|+", ">", ">-", ">+")) and not text.endswith("</")


def locales_of(language: str) -> Iterator[Locale]:
    """Yield the written forms that an authored language is shown in."""
    yield from (locale for locale in Locale if locale.language == language)
