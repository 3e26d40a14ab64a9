"""What a message asks after and what a sentence speaks of, in features that can be compared.

A feature is a meaning of the lexicon, the stem of a word without one, a number, or an aspect of
`aspects.yaml`: so "who stamps it?" meets "Потписује је и оверава печатом" in either language and
script. How much a feature tells is how rare it is among the ways of asking.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from sys import intern

from knowledge.aspects import Aspects
from knowledge.entry import Entry, Lead
from knowledge.finder import Finder
from knowledge.finder.features import Analysis
from knowledge.finder.lexicon import Lexicon, Meaning
from knowledge.finder.words import Word, forms_in, split, split_message, word
from knowledge.language import function_words
from knowledge.units import units_of, without_tags
from knowledge.vocabulary import load_vocabulary
from locales import to_latin

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Sentences of packs, and answers as they were told of late; more are not remembered.
_MOST_TEXTS, _MOST_ANSWERS = 8192, 4096
# An aspect is named by words that count already; that they name it together counts so much more.
_ASPECT = 0.5
# A number stands for itself.
_A_NUMBER = 0.8
# What an entry alone is asked for stands in this share of the ways to ask for it, and is frequent
# in those of no more entries than these.
_OWN_SHARE, _MOST_ENTRIES_ASKED = 0.15, 10
_OFTEN = 0.2
# A word that tells less ("must", "may", "one") stands in too many questions to name anything.
_DISTINGUISHING = 0.35
_QUESTION_WORDS = sorted(load_vocabulary("leading").words("question words"))
_HOW_MUCH = ("how much", "how many")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SaidTables:
    """What entries are asked for, taken apart.

    Attributes:
        titles: the features of each entry's title, in both languages.
        usual: those that more than one way of asking for the entry names, and how many do.
    """

    titles: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        finder: Finder,
        aspects: Aspects,
        words_of: Callable[[str], Sequence[Word]] = split,
    ) -> "SaidTables":
        """Take titles and ways of asking apart.

        Args:
            entries: all.
            finder: whose meanings count.
            aspects: what can be asked of anything.
            words_of: `split`, or what remembers what it has split.
        """
        reader = _Reader(finder, aspects)
        titles: dict[str, tuple[str, ...]] = {}
        usual: dict[str, dict[str, int]] = {}
        for entry in entries:
            title = f"{to_latin(entry.title.sr)}. {entry.title.en}"
            titles[entry.id] = tuple(sorted(reader.features(title, split(title))))
            questions = chain.from_iterable(entry.phrasings.values())
            found = Counter(
                chain.from_iterable(reader.features(text, words_of(text)) for text in questions)
            )
            usual[entry.id] = {one: found[one] for one in sorted(found) if found[one] > 1}
        return cls(titles, usual)


class _Reader:
    """Finds the features of texts that are written without slips."""

    def __init__(self, finder: Finder, aspects: Aspects) -> None:
        self._lexicon, self._aspects = finder.lexicon, aspects
        small = function_words()
        said_by_the_way = load_vocabulary("asides").words("wishing and courtesy")
        small_words = (*small["serbian"], *small["english"], *_pronouns(), *said_by_the_way)
        self.small = frozenset("=" + word(one).stem for one in small_words)

    def features(self, text: str, words: Sequence[Word]) -> frozenset[str]:
        """Return the features of a text."""
        meanings, bare = self._lexicon.meanings(words)
        stems = ["=" + one.stem for one in bare if not one.text.isdigit()]
        aspects = self._aspects.named_in(words, meanings)
        found = self._together(text, stems, ["@" + one for one in meanings], aspects)
        # Each stands in many sentences.
        return frozenset(map(intern, found))

    def of_message(self, text: str, analysis: Analysis) -> frozenset[str]:
        """Return the features of a message that the finder has taken apart."""
        aspects = self._aspects.named_by(text)
        return frozenset(self._together(text, analysis.bare, analysis.meanings, aspects))

    def _together(
        self, text: str, stems: Iterable[str], meanings: Iterable[str], aspects: Iterable[str]
    ) -> Iterator[str]:
        """Yield the features of a text that was taken apart; small words say nothing."""
        yield from ["#" + one for one in _NUMBER.findall(text)]
        yield from [one for one in stems if one not in self.small]
        yield from meanings
        yield from ["%" + one for one in aspects]


class Sayings:
    """Compares what is asked with what sentences say."""

    def __init__(
        self, finder: Finder, aspects: Aspects, entries: Mapping[str, Entry], tables: SaidTables
    ) -> None:
        """Take texts apart as the finder does; small words say nothing.

        Question words say only what kind of thing is asked for.
        """
        self._finder, self._aspects, self._entries = finder, aspects, entries
        self._tables, self._reader = tables, _Reader(finder, aspects)
        self.of_sentence = lru_cache(_MOST_TEXTS)(self._of_sentence)
        self.of_units = lru_cache(_MOST_ANSWERS)(self._of_units)
        self.of_sentences = lru_cache(_MOST_ANSWERS)(self._of_sentences)
        self.asked = lru_cache(16)(self._asked)
        self.usual = lru_cache(1024)(self._usual)
        self._words_of = lru_cache(512)(_lexicon_of)
        self._bare = frozenset(word(one).text for one in _QUESTION_WORDS)
        self._of_question_words = self.of_sentence(". ".join((*_QUESTION_WORDS, *_HOW_MUCH)))

    def _asked(self, text: str) -> Weights:
        """Return the features of a message, slips corrected, and how much each tells, 0 to 1."""
        features = self._reader.of_message(text, self._finder.read(text))
        return {one: self.weight(one) for one in features}

    def meanings(self, text: str) -> Sequence[str]:
        """Return the meanings of a message, slips corrected: the features that stand for them."""
        return self._finder.read(text).meanings

    def _of_sentence(self, text: str) -> frozenset[str]:
        """Return the features of a sentence of an answer, as plain text."""
        return self._reader.features(text, split(text))

    def _of_units(self, answer: str) -> tuple[frozenset[str], ...]:
        """Return the features of each unit of a rendered answer."""
        return tuple(self._of_sentence(unit.words) for unit in units_of(answer))

    def _of_sentences(self, answer: str) -> tuple[frozenset[str], ...]:
        """Return the features of each unit of a rendered answer without those of a list it opens.

        The items of a list speak for themselves.
        """
        return tuple(
            self._of_sentence(without_tags(unit.html)) if unit.items else features
            for unit, features in zip(units_of(answer), self.of_units(answer), strict=True)
        )

    def _usual(self, entry_id: str, share: float) -> frozenset[str]:
        """Return the features of an entry's title, and of that share of the ways to ask for it.

        These its first line answers. What is asked but once is never usual.
        """
        ways = sum(map(len, self._entries[entry_id].phrasings.values()))
        named = self._tables.usual[entry_id].items()
        usual = (one for one, number in named if number >= share * ways)
        return self.title(entry_id).union(usual)

    def title(self, entry_id: str) -> frozenset[str]:
        """Return the features of an entry's title, in both languages."""
        return frozenset(self._tables.titles[entry_id])

    def distinguishing(self, text: str) -> Weights:
        """Return what a message asks after by name: no small or question word, and no number."""
        return {
            one: weight
            for one, weight in self.asked(text).items()
            if weight >= _DISTINGUISHING
            and not one.startswith("#")
            and one not in self._of_question_words
        }

    def names_its_own(self, entry_id: str, text: str) -> bool:
        """Return whether a message names what an entry is asked for, and hardly any other is."""
        own = self.usual(entry_id, _OWN_SHARE)
        asked_of = self._number_of_entries
        return any(
            one in own and asked_of[one] <= _MOST_ENTRIES_ASKED for one in self.distinguishing(text)
        )

    def names_nothing_else(self, entry_id: str, text: str) -> bool:
        """Return whether a message names something, and all of it is what an entry is asked for."""
        named = self.distinguishing(text)
        return bool(named) and named.keys() <= self.usual(entry_id, _OWN_SHARE)

    @cached_property
    def _number_of_entries(self) -> Counter[str]:
        """In the ways to ask for how many entries each feature is frequent."""
        counted: Counter[str] = Counter()
        for entry_id, usual in self._tables.usual.items():
            ways = sum(map(len, self._entries[entry_id].phrasings.values()))
            counted.update(one for one, number in usual.items() if number >= _OFTEN * ways)
        return counted

    def words_of(self, text: str) -> frozenset[str]:
        """Return the stems of all words of a text, those too that carry a meaning; no small one."""
        stems = self._finder.read(text).stems
        return frozenset(one for one in stems if one not in self._reader.small)

    def is_question_word(self, feature: str) -> bool:
        """Return whether a feature only says what kind of thing is asked for."""
        return feature in self._of_question_words

    def of_entry(self, entry_id: str, answer: str) -> frozenset[str]:
        """Return the features of what an entry says, as rendered, and of what it is asked for."""
        return self.usual(entry_id, 0.0).union(*self.of_units(answer))

    def weight(self, feature: str) -> float:
        """Return how much a feature tells, 0 to 1: the rarer in questions, the more."""
        kind = feature[0]
        if kind == "%":
            return _ASPECT
        if kind == "#":
            return _A_NUMBER
        weighting = self._finder.weighting
        place = weighting.places.get(feature)
        return 1.0 if place is None else place[1] / weighting.unseen

    def of_leads(self, leads: Iterable[Lead]) -> frozenset[str]:
        """Return the features of the words by which leads are asked for."""
        words = [one.rstrip("*") for lead in leads for one in chain(*lead.words)]
        aspects = {"%" + one for lead in leads for one in lead.aspects}
        return frozenset(aspects).union(*map(self.of_sentence, words))

    def is_asked_for(self, lead: Lead, text: str) -> bool:
        """Return whether a message asks for a lead, by an aspect or a word that it names."""
        if not self._aspects.asked(text).isdisjoint(lead.aspects):
            return True
        return self._stand_in(lead.words, text)

    def is_surely_asked_for(self, lead: Lead, text: str) -> bool:
        """Return whether a message asks for a lead by an aspect or a whole phrase of it."""
        by_aspect = not self._aspects.asked(text).isdisjoint(lead.aspects)
        return by_aspect or self.is_asked_in_words(lead, text)

    def is_named(self, lead: Lead, text: str) -> bool:
        """Return whether a message asks for a lead by more than a bare question word."""
        if not self._aspects.asked(text).isdisjoint(lead.aspects):
            return True
        words = (self._without_bare(lead.words[0]), self._without_bare(lead.words[1]))
        return self._stand_in(words, text)

    def is_asked_in_words(self, lead: Lead, text: str) -> bool:
        """Return whether a message asks for a lead by a whole phrase, and not by a word of many."""
        words = (_phrases(lead.words[0]), _phrases(lead.words[1]))
        return self._stand_in(words, text)

    def _stand_in(self, words: tuple[tuple[str, ...], tuple[str, ...]], text: str) -> bool:
        """Return whether some of the words of a lead stand in a message."""
        return self._words_of(words).stands_in(split_message(text), forms_in(text))

    def _without_bare(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in words if not self._bare.issuperset(one.split()))


def _pronouns() -> Iterable[str]:
    """Yield the words that mean what was said before, or who says it: these name nothing."""
    yield from load_vocabulary("follow_ups").words("pointing")
    yield from load_vocabulary("follow_ups").words("naming nobody")
    yield from load_vocabulary("persons").words("third person")
    yield from load_vocabulary("persons").words("self")
    yield from load_vocabulary("conversation").words("the writer")


def _phrases(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in words if " " in one)


def _lexicon_of(words: tuple[tuple[str, ...], tuple[str, ...]]) -> Lexicon:
    return Lexicon([Meaning("asked", *words)])
