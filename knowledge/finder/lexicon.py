"""Words that mean the same: synonyms, slang, and the same word in the other language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.finder.words import Word, split

# A stem of fewer letters belongs to too many words; such a word counts only as it is written.
LEAST_STEM = 4
LONGEST_PHRASE = 4
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


class Lexicon:
    """Finds the meanings in a message."""

    def __init__(self, meanings: Iterable[Meaning] = ()) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        self._serbian: dict[str, list[str]] = defaultdict(list)
        self._english: dict[str, list[str]] = defaultdict(list)
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        # Of the stem that a phrase begins with, the stems that come second; nearly every word of a
        # question begins some phrase, and few go on with it.
        self._second: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, _Known] = {}
        for meaning in meanings:
            for written in meaning.serbian:
                self._add(written, meaning.name, serbian=True)
            for written in meaning.english:
                self._add(written, meaning.name, serbian=False)

    def _add(self, written: str, meaning: str, *, serbian: bool) -> None:
        words = split(written)
        if not words:
            return
        if len(words) > 1:
            stems = tuple(word.serbian if serbian else word.english for word in words)
            self._phrases[stems].append(meaning)
            self._second[stems[0]].add(stems[1])
            return
        word = words[0]
        if written.rstrip().endswith("*"):
            self._beginnings[word.text].append(meaning)
            return
        self._words[word.text].append(meaning)
        stem, forms = (word.serbian, self._serbian) if serbian else (word.english, self._english)
        if len(stem) >= LEAST_STEM:
            forms[stem].append(meaning)

    def vocabulary(self) -> Iterator[str]:
        """Yield the single words that it knows, folded."""
        yield from self._words

    def _look_up(self, word: Word) -> _Known:
        """Return what is known of a word, and remember it."""
        known = (
            self._meanings_of(word),
            self._second.get(word.serbian, _NONE),
            self._second.get(word.english, _NONE),
        )
        if len(self._known) < _MOST_KNOWN:
            self._known[word.text] = known
        return known

    def _meanings_of(self, word: Word) -> tuple[str, ...]:
        meanings = [
            *self._words.get(word.text, ()),
            *self._serbian.get(word.serbian, ()),
            *self._english.get(word.english, ()),
        ]
        for length in range(2, len(word.text) + 1):
            meanings += self._beginnings.get(word.text[:length], ())
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

    def _phrase_at(self, words: Sequence[Word], position: int) -> tuple[int, Sequence[str]]:
        longest = min(LONGEST_PHRASE, len(words) - position)
        for length in range(longest, 1, -1):
            part = words[position : position + length]
            phrase = self._phrases.get(tuple(word.serbian for word in part))
            phrase = phrase or self._phrases.get(tuple(word.english for word in part))
            if phrase:
                return length, phrase
        return 0, ()
