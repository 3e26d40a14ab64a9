"""What a follow-up asks of what is spoken of, and which entries are about that.

"Consent?" after an answer on traineeships is no question about traineeships at large: an entry of
the same theme that says nothing of consent does not answer it, however near its words are. Aspects
(`aspects.yaml`) name what can be asked of anything; each entry is about those that its phrasings
and its title ask for, and touches those that its answer mentions (docs/decisions/0019).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from knowledge import markup
from knowledge.entry import Entry, EntryKind
from knowledge.finder import Finder, LogOdds
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.words import Word, split, split_message
from locales import Bilingual, to_latin

# An entry is about an aspect that this share of its phrasings asks for; of how people ask on, too.
_ABOUT = 0.3
# It is sometimes asked for by one that stands in so many of them.
_ASKED = 0.05
# Evidence, as log-odds, for an entry about all that is asked, more for one that answers it than for
# one that says what is left open; against one that only mentions it, or says nothing of it.
_ANSWERED, _LEFT_OPEN, _MENTIONED, _AGAINST = 3.5, 2.5, -2.0, -7.0
_MOST_TEXTS, _MOST_MESSAGES = 64, 16

_Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that can be asked of any kind of mobility.

    Attributes:
        name: any name; it is shown to nobody.
        about: how a refusal says that nothing is known of it: "about who signs".
        meanings: of the lexicon, whose words ask for it.
        serbian: more words for it, written as in the lexicon.
        english: the same in English.
        rules: whether the calculators may answer it.
        of_its_matter: what it asks differs from theme to theme, so that it speaks for entries of
            the theme spoken of alone: "who decides?", "when?".
        general: beside another aspect it asks nothing of its own: "how much do I pay back?".
        in_passing: answers mention it in passing, so that only what people ask tells what is about
            it.
    """

    name: str
    about: Bilingual
    meanings: tuple[str, ...]
    serbian: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    rules: bool = False
    in_passing: bool = False
    of_its_matter: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class AspectTables:
    """Which entries are about an aspect, and which ones touch it.

    Attributes:
        aspects: all, by name.
        about: by aspect, the ids of the entries that answer it.
        asked: by aspect, the ids of the entries that are sometimes asked for by it.
        mentioned: by aspect, the ids of the other entries whose answers mention it.
    """

    aspects: Mapping[str, Aspect]
    about: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    mentioned: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        entries: Sequence[Entry],
        aspects: Sequence[Aspect],
        lexicon: Lexicon,
        words_of: Callable[[str], Sequence[Word]] = split,
    ) -> "AspectTables":
        """Look at what each entry is asked and what it says.

        Args:
            entries: all.
            aspects: all.
            lexicon: what words mean.
            words_of: `split`, or what remembers what it has split.
        """
        reader = _Reader(aspects)
        in_answers = frozenset(one.name for one in aspects if not one.in_passing)
        about: dict[str, list[str]] = {one.name: [] for one in aspects}
        also: dict[str, list[str]] = {one.name: [] for one in aspects}
        mentioned: dict[str, list[str]] = {one.name: [] for one in aspects}
        for entry in entries:
            questions = [
                reader.in_words(words_of(text), lexicon)
                for text in chain.from_iterable(entry.phrasings.values())
            ]
            scraps = [
                reader.in_words(words_of(text), lexicon)
                for text in chain.from_iterable(entry.follow_ups.values())
            ]
            named = reader.in_words(split(f"{to_latin(entry.title.sr)}. {entry.title.en}"), lexicon)
            said = in_answers.intersection(
                chain.from_iterable(
                    reader.in_words(words_of(text), lexicon) for text in _texts(entry)
                )
            )
            often, on = _shares(questions), _shares(scraps)
            for aspect in reader.names:
                share = max(often.get(aspect, 0.0), on.get(aspect, 0.0))
                if share >= _ABOUT or (aspect in named and share >= _ASKED):
                    about[aspect].append(entry.id)
                elif share >= _ASKED or aspect in named:
                    also[aspect].append(entry.id)
                elif aspect in said:
                    mentioned[aspect].append(entry.id)
        return cls(
            {one.name: one for one in aspects},
            {name: tuple(ids) for name, ids in about.items()},
            {name: tuple(ids) for name, ids in also.items()},
            {name: tuple(ids) for name, ids in mentioned.items()},
        )


class Aspects:
    """Tells what a message asks of its matter, and how well each entry answers that."""

    def __init__(self, tables: AspectTables, finder: Finder, entries: Mapping[str, Entry]) -> None:
        """Read messages as the finder does.

        Args:
            tables: what the entries are about.
            finder: whose words and meanings a message is taken apart into, and whose labels
                evidence is given for.
            entries: all, by id.
        """
        places = {label: place for place, label in enumerate(finder.labels)}
        gaps = [name for name, entry in entries.items() if entry.kind is EntryKind.GAP]
        self._for = np.where(_marks(gaps, places), _LEFT_OPEN, _ANSWERED)
        self.tables = tables
        self._finder = finder
        self._reader = _Reader(list(tables.aspects.values()))
        self._about = {name: _marks(ids, places) for name, ids in tables.about.items()}
        self._mentioned = {name: _marks(ids, places) for name, ids in tables.mentioned.items()}
        self._ids = {
            name: frozenset((*ids, *tables.asked[name], *tables.mentioned[name]))
            for name, ids in tables.about.items()
        }
        self._touched = {name: _marks(ids, places) for name, ids in self._ids.items()}
        self._about_ids = {name: frozenset(ids) for name, ids in tables.about.items()}
        known = tables.aspects.items()
        self._general = frozenset(name for name, one in known if one.general or one.of_its_matter)
        own = [marks for name, marks in self._about.items() if name not in self._general]
        # Of how many aspects that are asked by themselves an entry is.
        self._number = np.sum(own, axis=0) if own else np.zeros(len(places))
        self._asked = lru_cache(_MOST_TEXTS)(self._read)
        self._named_by = lru_cache(_MOST_MESSAGES)(self._find_named)
        self._evidence = lru_cache(_MOST_TEXTS)(self._weigh)

    def asked(self, text: str) -> frozenset[str]:
        """Return the aspects that a message names."""
        return self._asked(text)

    def named_by(self, text: str) -> frozenset[str]:
        """Return the aspects that a message names and that ask something by themselves."""
        return self._named_by(text) - self._general

    def named_in(self, words: Sequence[Word], meanings: Iterable[str]) -> frozenset[str]:
        """Return the aspects in the words and meanings of a text that ask something by themselves.

        That is, which ask something of their own anywhere.
        """
        return self._reader.named(words, meanings) - self._general

    def are_touched(self, aspects: Iterable[str], entry: Entry) -> bool:
        """Return whether an entry says something of each of some aspects."""
        return all(entry.id in self._ids[name] for name in aspects)

    def is_about(self, aspects: Iterable[str], entry: Entry) -> bool:
        """Return whether an entry answers each of some aspects."""
        return all(entry.id in self._about_ids[name] for name in aspects)

    def evidence(self, aspects: frozenset[str]) -> LogOdds:
        """Return what asking for some aspects says of each label of the finder, as log-odds.

        More than nothing is said for entries about all of them, less for those that are silent on
        one.
        """
        return self._evidence(aspects)

    def is_of_its_matter(self, aspects: Iterable[str]) -> bool:
        """Return whether one of some aspects asks something else in every theme."""
        return any(self.tables.aspects[name].of_its_matter for name in aspects)

    def are_general(self, aspects: Iterable[str]) -> bool:
        """Return whether none of some aspects asks anything of its own beside another one."""
        return self._general.issuperset(aspects)

    def about(self, aspect: str) -> Bilingual:
        """Return what follows on "the published texts say nothing": "about who signs"."""
        return self.tables.aspects[aspect].about

    def beyond_rules(self, aspects: Iterable[str]) -> bool:
        """Return whether something is asked that no calculator answers."""
        return any(not self.tables.aspects[name].rules for name in aspects)

    def _weigh(self, aspects: frozenset[str]) -> LogOdds:
        about = np.logical_and.reduce([self._about[name] for name in aspects])
        missing = np.sum([~self._touched[name] for name in aspects], axis=0) / len(aspects)
        # What an entry is about beside what is asked speaks for it less.
        share = np.minimum(1.0, len(aspects) / np.maximum(1, self._number))
        mentioned = np.sum([self._mentioned[name] for name in aspects], axis=0) / len(aspects)
        against = _AGAINST * missing + _MENTIONED * mentioned
        return np.where(about, self._for * share, against)

    def _read(self, text: str) -> frozenset[str]:
        # "When is it paid?" asks for the payment; "when?" alone for whatever is spoken of.
        return self.named_by(text) or self._named_by(text)

    def _find_named(self, text: str) -> frozenset[str]:
        # In a text that was taken apart, and in its words as they stand.
        meanings = [name[1:] for name in self._finder.read(text).meanings]
        return self._reader.named(split_message(text), meanings)


class _Reader:
    """Finds aspects in words."""

    def __init__(self, aspects: Sequence[Aspect]) -> None:
        self.names = [one.name for one in aspects]
        self._lexicon = Lexicon(Meaning(one.name, one.serbian, one.english) for one in aspects)
        self._of_meaning: dict[str, list[str]] = {}
        for one in aspects:
            for meaning in one.meanings:
                self._of_meaning.setdefault(meaning, []).append(one.name)

    def in_words(self, words: Sequence[Word], lexicon: Lexicon) -> frozenset[str]:
        """Return the aspects in the words of a text that is written without slips."""
        return self.named(words, lexicon.meanings(words)[0])

    def named(self, words: Sequence[Word], meanings: Iterable[str]) -> frozenset[str]:
        """Return the aspects that words name, and those that meanings found elsewhere name."""
        found = set(self._lexicon.meanings(words)[0])
        for meaning in meanings:
            found.update(self._of_meaning.get(meaning, ()))
        return frozenset(found)


def _texts(entry: Entry) -> Iterable[str]:
    """Return what an entry says, in words, a line of its answer at a time."""
    yield from markup.parse(to_latin(entry.answer.sr)).words.splitlines()
    yield from markup.parse(entry.answer.en).words.splitlines()
    for line in entry.lines:
        yield markup.parse(to_latin(line.text.sr)).words
        yield markup.parse(line.text.en).words


def _shares(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return in what share of some texts each aspect stands."""
    counted = Counter(chain.from_iterable(texts))
    return {name: number / len(texts) for name, number in counted.items()}


def _marks(ids: Iterable[str], places: Mapping[str, int]) -> _Marks:
    marks = np.zeros(len(places), bool)
    marks[[places[name] for name in ids if name in places]] = True
    return marks
