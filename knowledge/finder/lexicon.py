"""Words that mean the same: synonyms, slang, and the same word in the other language."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from knowledge.finder.words import Forms, Word, split

# A stem of fewer letters belongs to too many words; such a word counts only as it is written.
LEAST_STEM = 4
LONGEST_PHRASE = 5
_NONE: frozenset[str] = frozenset()
# Words repeat from message to message; the bound keeps hostile ones from piling up.
_MOST_KNOWN = 20_000

_Known: TypeAlias = tuple[tuple[str, ...], Set[str], Set[str]]
"""The meanings of a word, and the stems that follow it in a phrase, Serbian and English."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning and the words for it.

    Attributes:
        name: any name; it is shown to nobody.
        serbian: words and short phrases in either script; `nagrad*` stands for any ending.
        english: the same in English.
    """

    name: str
    serbian: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LexiconTables:
    """What a lexicon looks words up in.

    Attributes:
        words: the meanings of a word as it is written.
        serbian: those of a Serbian stem.
        english: those of an English stem.
        beginnings: those of whatever begins so.
        phrases: those of several stems, with spaces between.
        second: of the stem that a phrase begins with, the stems that come second; nearly every word
            of a question begins some phrase, and few go on with it.
    """

    words: dict[str, list[str]] = field(default_factory=dict)
    serbian: dict[str, list[str]] = field(default_factory=dict)
    english: dict[str, list[str]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    phrases: dict[str, list[str]] = field(default_factory=dict)
    second: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> "LexiconTables":
        """Return the tables of meanings."""
        tables = cls()
        for meaning in meanings:
            for written in meaning.serbian:
                tables.add(written, meaning.name, serbian=True)
            for written in meaning.english:
                tables.add(written, meaning.name, serbian=False)
        return tables

    def add(self, written: str, meaning: str, *, serbian: bool) -> None:
        """Add a word or a phrase for a meaning."""
        words = split(written)
        if not words:
            return
        if len(words) > 1:
            stems = [word.serbian if serbian else word.english for word in words]
            self.phrases.setdefault(" ".join(stems), []).append(meaning)
            self.second.setdefault(stems[0], set()).add(stems[1])
            return
        word = words[0]
        if written.rstrip().endswith("*"):
            self.beginnings.setdefault(word.text, []).append(meaning)
            return
        self.words.setdefault(word.text, []).append(meaning)
        stem, forms = (word.serbian, self.serbian) if serbian else (word.english, self.english)
        if len(stem) >= LEAST_STEM:
            forms.setdefault(stem, []).append(meaning)


class Lexicon:
    """Finds the meanings in a message."""

    def __init__(
        self, meanings: Iterable[Meaning] = (), tables: LexiconTables | None = None
    ) -> None:
        """Find these meanings; `tables` are theirs, where they were made before."""
        self.tables = tables or LexiconTables.of(meanings)
        self._known: dict[str, _Known] = {}
        # One letter is no beginning of a word.
        self._beginnings = tuple(one for one in self.tables.beginnings if len(one) > 1)

    def vocabulary(self) -> Iterator[str]:
        """Yield the single words that it knows, folded."""
        yield from self.tables.words

    def _look_up(self, word: Word) -> _Known:
        """Return what is known of a word, and remember it."""
        second = self.tables.second
        known = (
            self._meanings_of(word),
            second.get(word.serbian, _NONE),
            second.get(word.english, _NONE),
        )
        if len(self._known) < _MOST_KNOWN:
            self._known[word.text] = known
        return known

    def _meanings_of(self, word: Word) -> tuple[str, ...]:
        tables = self.tables
        meanings = [
            *tables.words.get(word.text, ()),
            *tables.serbian.get(word.serbian, ()),
            *tables.english.get(word.english, ()),
        ]
        for length in range(2, len(word.text) + 1):
            meanings += tables.beginnings.get(word.text[:length], ())
        return tuple(dict.fromkeys(meanings))

    def meanings(self, words: Sequence[Word]) -> tuple[list[str], list[Word]]:
        """Return the meanings in a message, in order, and the words that carry none.

        A phrase hides the meanings of its single words.
        """
        found: list[str] = []
        bare: list[Word] = []
        position, last = 0, len(words) - 1
        while position <= last:
            word = words[position]
            meanings, serbian, english = self._known.get(word.text) or self._look_up(word)
            if position < last:
                second = words[position + 1]
                if second.serbian in serbian or second.english in english:
                    length, phrase = self._phrase_at(words, position)
                    if phrase:
                        found += phrase
                        position += length
                        continue
            if meanings:
                found += meanings
            else:
                bare.append(word)
            position += 1
        return found, bare

    def stands_in(self, words: Sequence[Word], forms: Forms) -> bool:
        """Return whether any of the meanings is in a message; nothing of its words is remembered.

        Args:
            words: the words of the message.
            forms: the forms of all of them together.
        """
        tables = self.tables
        if not (
            tables.words.keys().isdisjoint(forms.texts)
            and tables.serbian.keys().isdisjoint(forms.serbian)
            and tables.english.keys().isdisjoint(forms.english)
        ):
            return True
        if self._beginnings and any(one.startswith(self._beginnings) for one in forms.texts):
            return True
        second = tables.second.keys()
        if second.isdisjoint(forms.serbian) and second.isdisjoint(forms.english):
            return False
        return any(self._phrase_at(words, position)[0] for position in range(len(words)))

    def _phrase_at(self, words: Sequence[Word], position: int) -> tuple[int, Sequence[str]]:
        phrases = self.tables.phrases
        longest = min(LONGEST_PHRASE, len(words) - position)
        for length in range(longest, 1, -1):
            part = words[position : position + length]
            phrase = phrases.get(" ".join([word.serbian for word in part]))
            phrase = phrase or phrases.get(" ".join([word.english for word in part]))
            if phrase:
                return length, phrase
        return 0, ()
