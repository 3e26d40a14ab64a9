"""Themes: what the entries of one file are about, by what name, and which of them come first.

A theme is chosen from the list of topics, or asked for by a word alone ("stipendija", "BIP"), which
asks for no one entry but for what there is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.entry import Entry, Tool
from knowledge.parts import topic_of
from locales import Bilingual, fold, to_latin

_MOST_WORDS, _LONGEST = 3, 60
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Theme:
    """The entries of one file.

    Attributes:
        file: the institution, or the folder in `entries/`, and the file: `gaps/money`.
        title: what a button shows.
        words: what people write who want to know what there is; `praks*` stands for any ending, a
            word in capitals for itself in capitals only.
        first: the entries to offer for such a word; they may stand in other files too.
        tool: the tool to offer for it.
        programme: what the tool starts with.
        mixed: its entries have little in common beside their file.
    """

    file: str
    title: Bilingual
    words: tuple[str, ...]
    first: tuple[str, ...]
    tool: Tool | None
    programme: str | None
    mixed: bool = False

    def is_asked(self, text: str) -> bool:
        """Return whether a message is one of the theme's words, and nothing else."""
        return ThemeWords([self]).theme_asked(text) is not None


class ThemeWords:
    """The words of all themes, each looked up once for a message."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._themes = tuple(themes)
        # The number of the first theme that a word asks for.
        self._capitals: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        for number, theme in enumerate(self._themes):
            for word in theme.words:
                if word.isupper():
                    # "STA" is a programme, "sta" and "ШТА" ask what.
                    self._capitals.setdefault(word, number)
                elif word.endswith("*"):
                    self._beginnings.setdefault(fold(word[:-1]), number)
                else:
                    self._whole.setdefault(fold(word), number)

    def theme_asked(self, text: str) -> Theme | None:
        """Return the theme of which a message is one of the words, and nothing else."""
        if len(text) > _LONGEST:
            return None
        written = _WORD.findall(text)
        if not 0 < len(written) <= _MOST_WORDS:
            return None
        phrase = " ".join(written)
        folded = fold(phrase)
        found = [self._capitals.get(to_latin(phrase)), self._whole.get(folded)]
        if " " not in folded:
            lengths = range(1, len(folded) + 1)
            found += [self._beginnings.get(folded[:length]) for length in lengths]
        numbers = [number for number in found if number is not None]
        return self._themes[min(numbers)] if numbers else None


def theme_file(entry: Entry) -> str:
    """Return the file of an entry as themes name it: `gaps/money`."""
    return _named_by_themes(entry.file)


@lru_cache(maxsize=1024)
def _named_by_themes(file: Path) -> str:
    return topic_of(file)
