"""The words that a question must hold before a narrow entry may be told.

"How much is the Erasmus grant?" is near to "when the grant has to be returned", and asks nothing of
the kind: it has no word of returning. Which words an entry needs is derived from its phrasings: the
meanings and stems that are far more frequent there than elsewhere, so few that each phrasing still
holds one. Examples count as phrasings here. Where they do not settle it, nothing is demanded; an
editor may name the words.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from knowledge.entry import Entry, EntryKind
from knowledge.finder import Finder, store
from knowledge.finder.features import Analysis, analyse
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.words import forms_in, split, split_message

# Of 1,688 labelled questions five lose their entry with these bars, two of them one that was found
# first; coverage of 0.9 would cost fourteen.
# A word is an entry's own where it is that much more frequent than in phrasings of all entries ...
_OWN = 8.0
# ... and is always kept where it is that much more frequent.
_UNIQUE = 15.0
# More weight than this says nothing more of a word.
_MOST_WEIGHT = 60.0
# In fewer phrasings a word stands by chance.
_LEAST = 2
# An entry needs its words where so many of its phrasings hold one that stands in others as well.
_COVERED = 0.95

_Words = frozenset[str]


class OwnWords:
    """Tells whether a question holds a word that an entry needs. Made by `own_words`."""

    def __init__(
        self, derived: Mapping[str, Collection[str]], declared: Iterable[Entry], finder: Finder
    ) -> None:
        needs = {entry.id: entry.needs for entry in declared if entry.needs is not None}
        self._needed = {
            name: frozenset(words) for name, words in derived.items() if name not in needs
        }
        self._declared = {
            name: Lexicon([Meaning(name, *own)]) for name, own in needs.items() if any(own)
        }
        self._finder = finder
        # What the last text was made of: it is asked about one entry after the other.
        self._last: tuple[str, _Words] = ("", frozenset())

    def of(self, entry: Entry) -> tuple[str, ...]:
        """Return the words that an entry needs, for an editor to read.

        None where nothing is demanded.
        """
        return needed_words(entry, self._needed)

    def are_in(self, text: str, entry: Entry) -> bool:
        """Tell whether a text holds one of an entry's own words; True where nothing is demanded."""
        lexicon = self._declared.get(entry.id)
        if lexicon is not None:
            return lexicon.stands_in(split_message(text), forms_in(text))
        needed = self._needed.get(entry.id)
        return needed is None or not needed.isdisjoint(self._words_of(text))

    def _words_of(self, text: str) -> _Words:
        if text != self._last[0]:
            self._last = (text, _words(self._finder.read(text)))
        return self._last[1]


def own_words(
    entries: Sequence[Entry], lexicon: Lexicon, origin: store.Origin
) -> dict[str, list[str]]:
    """Return what each entry needs: as it was kept, or derived from the phrasings and kept."""
    bars = f"{_OWN}-{_UNIQUE}-{_LEAST}-{_COVERED}"
    name = f"own-words-and-examples-{origin.name}-{bars}"
    derived = store.read_object(name, dict[str, list[str]])
    if derived is None:
        derived = derive(entries, lexicon)
        store.write_bytes(name, json.dumps(derived).encode())
    return derived


def needed_words(entry: Entry, derived: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the words that an entry needs, as an editor reads them.

    None where nothing is demanded.
    """
    if entry.needs is not None:
        return tuple(chain.from_iterable(entry.needs))
    return tuple(sorted(map(_readable, derived.get(entry.id, ()))))


def derive(entries: Sequence[Entry], lexicon: Lexicon) -> dict[str, list[str]]:
    """Return the words of each entry that can be told by them.

    Small talk and overviews need none.
    """
    phrasings = {
        entry.id: [
            _words(analyse(split(text), lexicon))
            for text in chain.from_iterable((*entry.phrasings.values(), *entry.examples.values()))
        ]
        for entry in entries
    }
    counted = {name: Counter(chain.from_iterable(texts)) for name, texts in phrasings.items()}
    usual: defaultdict[str, float] = defaultdict(float)
    for name, texts in phrasings.items():
        for word, number in counted[name].items():
            usual[word] += number / len(texts) / len(phrasings)
    derived: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind not in (EntryKind.ANSWER, EntryKind.GAP):
            continue
        texts, count = phrasings[entry.id], counted[entry.id]
        weights = {
            word: number / len(texts) / usual[word]
            for word, number in count.items()
            if number >= _LEAST
        }
        chosen = _fewest(texts, weights)
        chosen |= {word for word, weight in weights.items() if weight >= _UNIQUE}
        safe = {word for word in chosen if count[word] > _LEAST}
        if sum(not safe.isdisjoint(text) for text in texts) >= _COVERED * len(texts):
            derived[entry.id] = sorted(chosen)
    return derived


def _fewest(texts: Sequence[_Words], weights: Mapping[str, float]) -> set[str]:
    """Give few words of which every phrasing holds one, as far as its words are the entry's own."""
    own = {word for word, weight in weights.items() if weight >= _OWN}
    left = [text & own for text in texts if text & own]
    chosen: set[str] = set()
    while left:
        frequent = Counter(chain.from_iterable(left))
        best = max(
            frequent, key=lambda word: (frequent[word] * min(weights[word], _MOST_WEIGHT), word)
        )
        chosen.add(best)
        left = [text for text in left if best not in text]
    return chosen


def _words(analysis: Analysis) -> _Words:
    """Return the meanings of a message, and the stems of its words that carry none."""
    return frozenset((*analysis.meanings, *analysis.bare))


def _readable(word: str) -> str:
    """Write `@refund` for a meaning of the lexicon, `=deposi` for the stem of a word."""
    return word[1:] if word.startswith("@") else f"{word[1:]}…"
