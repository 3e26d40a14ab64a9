"""How near a question is to the entries of one institution, among these alone.

The finder learns from the hundreds of questions that others are asked; whoever writes a pack gives
an entry a dozen. So here a question is held against all that the pack itself says: its ways of
asking, its titles and its answers. How much a word tells is how few of the pack's entries have it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.entry import Entry
from knowledge.said import Sayings
from locales import fold, to_latin

_WORD = "~"
_MARKUP = re.compile(r"<[^>]+>|\{[^}]*\}")
# What a word says that stands in a way of asking or the title, in the answer alone, or only in the
# other language.
_ASKED, _ANSWERED, _ELSEWHERE = 1.0, 0.7, 0.6
# "Who" and "how much" say what kind of thing is asked. What words mean is told by the lexicon; the
# words themselves, and an aspect that they name together, count beside that. From so rare a word of
# all questions on nothing is taken from what it tells.
_QUESTION_WORD, _BESIDE, _RARE = 0.4, 0.5, 0.5
# How much the words of the whole entry say beside those of the nearest way of asking.
_WHOLE = 0.5


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry says in one language: its ways of asking one by one, and all its words."""

    ways: tuple[frozenset[str], ...]
    sentences: tuple[frozenset[str], ...]
    asked: frozenset[str]
    answered: frozenset[str]


class OwnIndex:
    """Compares questions with the entries of one institution."""

    def __init__(self, entries: Iterable[Entry], sayings: Sayings) -> None:
        """Take apart what the entries say and are asked for."""
        self._sayings = sayings
        self._said = {
            one.id: {language: _said(one, language, sayings) for language in ("sr", "en")}
            for one in entries
        }
        counted = Counter(
            feature for said in self._said.values() for feature in _all_of(said.values())
        )
        most = len(self._said) + 1
        self._weights = {
            feature: math.log(most / (count + 0.5)) / math.log(most / 0.5)
            for feature, count in counted.items()
        }

    def nearness(self, text: str, language: str) -> Mapping[str, float]:
        """Return how near a question is to each entry, 0 to 1."""
        asked = {one: self._weight(one) for one in _asked(text, self._sayings)}
        whole = math.fsum(asked.values())
        if not whole:
            return dict.fromkeys(self._said, 0.0)
        return {
            name: self._nearness(said, language, asked, whole) for name, said in self._said.items()
        }

    def _nearness(
        self,
        said: Mapping[str, _Said],
        language: str,
        asked: Mapping[str, float],
        whole: float,
    ) -> float:
        here, there = said[language], said["en" if language == "sr" else "sr"]
        counts = math.fsum(tells * _share(one, here, there) for one, tells in asked.items())
        nearest = max((self._like(way, asked, whole) for way in here.ways), default=0.0)
        told = max((self._like(one, asked, whole) for one in here.sentences), default=0.0)
        nearest = max(nearest, _ANSWERED * told)
        return _WHOLE * counts / whole + (1 - _WHOLE) * nearest

    def _like(self, way: frozenset[str], asked: Mapping[str, float], whole: float) -> float:
        shared = math.fsum(asked[one] for one in way if one in asked)
        length = math.fsum(map(self._weight, way))
        return shared / math.sqrt(length * whole) if shared else 0.0

    def _weight(self, feature: str) -> float:
        weight = self._weights.get(feature, 1.0)
        weight *= min(1.0, self._sayings.weight(feature.removeprefix(_WORD)) / _RARE)
        if feature.startswith(("%", _WORD)):
            weight *= _BESIDE
        return weight * (_QUESTION_WORD if self._sayings.is_question_word(feature) else 1.0)


def _asked(text: str, sayings: Sayings) -> frozenset[str]:
    """Return what a question names, slips corrected."""
    return _with_words(frozenset(sayings.asked(text)), text, sayings)


def _features(text: str, sayings: Sayings) -> frozenset[str]:
    """Return what a text speaks of, and its very words beside what they mean."""
    return _with_words(sayings.of_sentence(text), text, sayings)


def _with_words(meant: frozenset[str], text: str, sayings: Sayings) -> frozenset[str]:
    return meant | {_WORD + one for one in sayings.words_of(text) - meant}


def _share(feature: str, here: _Said, there: _Said) -> float:
    """Return how much of a word of a question an entry has.

    Stems of one language are those of other words in the other; meanings are the same in both.
    """
    if feature in here.asked:
        return _ASKED
    if feature in here.answered:
        return _ANSWERED
    elsewhere = feature in there.asked or feature in there.answered
    return _ELSEWHERE if elsewhere and not feature.startswith(("=", _WORD)) else 0.0


def _said(entry: Entry, language: str, sayings: Sayings) -> _Said:
    title, answer = getattr(entry.title, language), getattr(entry.answer, language)
    ways = [_features(fold(one), sayings) for one in entry.phrasings[language]]
    named = _features(fold(to_latin(title)), sayings)
    plain = fold(to_latin(_MARKUP.sub(" ", answer)))
    told = [_features(one, sayings) for one in re.split(r"[.;:]\s", plain)]
    return _Said(
        (*ways, named),
        tuple(named | one for one in told),
        named.union(*ways),
        frozenset[str]().union(*told),
    )


def _all_of(said: Iterable[_Said]) -> frozenset[str]:
    return frozenset[str]().union(*(one.asked | one.answered for one in said))
