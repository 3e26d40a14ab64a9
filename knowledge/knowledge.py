"""The knowledge as the conversation uses it: rendered, found, and its language told."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.entry import Entry, Institution, Source
from knowledge.figures import Figures
from knowledge.finder import Finder
from knowledge.language import LanguageGuess, LanguageGuesser
from knowledge.load import FOLDER, collect
from knowledge.problem import KnowledgeError
from knowledge.rendering import Rendered, render_entry, source_line
from knowledge.thresholds import Thresholds, read_thresholds
from locales import Locale


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may be what was asked, and the share of such matches that are right."""

    entry: Entry
    score: float


class Knowledge:
    """All entries with what is needed to show and to find them. Made by `load_knowledge`."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        sources: Mapping[str, Source],
        figures: Figures,
        finder: Finder,
        thresholds: Thresholds,
    ) -> None:
        self.entries = entries
        self.sources = sources
        self.thresholds = thresholds
        self._figures = figures
        self._finder = finder
        self._languages = LanguageGuesser(
            (words for entry in entries.values() for words in entry.phrasings["sr"]),
            (words for entry in entries.values() for words in entry.phrasings["en"]),
        )

    def render(self, entry: Entry, locale: Locale, *, on: date) -> Rendered:
        """The entry in a reader's language and script, as things stand on a day."""
        return render_entry(entry, locale, figures=self._figures, sources=self.sources, on=on)

    def source_line(self, ids: Iterable[str], locale: Locale) -> str:
        """The sources of something computed, in words, as Telegram HTML."""
        return source_line([self.sources[name] for name in ids], locale)

    def source_label(self, name: str, locale: Locale) -> str:
        """One source in a few words, as Telegram HTML: the document and its section."""
        source = self.sources[name]
        parts = (source.document.title.plain(locale), source.section.plain(locale))
        return html.escape(" · ".join(parts), quote=False)

    def find(
        self, text: str, institution: Institution | str | None = None, limit: int = 10
    ) -> tuple[Match, ...]:
        """The entries that the text may ask for, best first.

        With an institution named, entries that tell another one's rules are left out.
        """
        allowed = None if institution is None else {Institution(institution), Institution.ANY}
        matches: list[Match] = []
        for label, score in self._finder.rank(text):
            entry = self.entries[label]
            if allowed is None or entry.institution in allowed:
                matches.append(Match(entry, score))
                if len(matches) == limit:
                    break
        return tuple(matches)

    def guess_language(self, text: str) -> LanguageGuess:
        """The written form of a message."""
        return self._languages.guess(text)


def examples(entries: Mapping[str, Entry]) -> list[tuple[str, str]]:
    """What the finder learns from: every phrasing and title, with its entry's id."""
    return [
        (words, entry.id)
        for entry in entries.values()
        for words in (
            *entry.phrasings["sr"],
            *entry.phrasings["en"],
            entry.title.sr,
            entry.title.en,
        )
    ]


def load_knowledge(figures: Figures, folder: Path = FOLDER) -> Knowledge:
    """Read the knowledge, ready to answer.

    Args:
        figures: the rulebook, where the numbers in answers come from.
        folder: holds `entries/`, `sources.yaml`, `thresholds.yaml`.

    Raises:
        KnowledgeError: with every problem in the files, each with its file and line.
    """
    collection = collect(folder)
    if collection.problems:
        raise KnowledgeError(collection.problems)
    finder = Finder.fit(examples(collection.entries))
    thresholds = read_thresholds(folder / "thresholds.yaml")
    return Knowledge(collection.entries, collection.sources, figures, finder, thresholds)
