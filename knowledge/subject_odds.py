"""Whether a message is about another subject: a recipe, the weather, a joke, a sum.

The finder ranks entries and finds something near in every message. Here each word of a message
counts by itself, by how often people use it who ask about mobility and who ask about other things.
What all words say together decides (docs/decisions/0022-other-subjects.md).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.finder import Finder
from knowledge.finder.lexicon import Lexicon
from knowledge.finder.words import Word, split, split_message, word
from knowledge.language import function_words
from knowledge.vocabulary import all_words, load_vocabulary
from locales import fold

# Added to each count, so that a word seen once says little.
_SMOOTHING = 0.3
# The most that one word says for mobility, and against it.
_MOST, _LEAST = 1.5, -5.0
# What a word says that nobody used yet, for the words of mobility are known well, and one that
# names another subject, or a request that is about one.
_UNHEARD_OF, _NAMED, _REQUESTED = -3.0, -5.0, -6.0
# A shorter word is a sound or an abbreviation that may be anybody's.
_SHORTEST = 3

_VOCABULARY = load_vocabulary("other_subjects")
_WORDS = re.compile(_VOCABULARY.pattern("words"))
_REQUEST = re.compile(rf"\b{_VOCABULARY.pattern('requests')}\b")
_LEAD = _VOCABULARY.pattern("sum asked")
_BETWEEN = _VOCABULARY.pattern("between numbers")
_NUMBER = r"\d[\d.,]*"
_SUM = re.compile(
    rf"\W*(?:{_LEAD} )?{_NUMBER} ?(?:%|{_BETWEEN}|[*/x]) ?(?:of |od )?{_NUMBER}"
    rf"(?: {_VOCABULARY.pattern('after a sum')})?\W*"
)
_PLACES = load_vocabulary("places")
_PLACE = re.compile(f"{_PLACES.pattern('europe')}|{_PLACES.pattern('outside europe')}")


@dataclass(frozen=True, slots=True)
class SubjectOdds:
    """What each word says.

    Attributes:
        words: by stem, the log-odds that somebody who uses it asks about mobility.
        silent: words that speak for no subject: small ones, those of the vocabularies, small talk.
    """

    words: Mapping[str, float]
    silent: frozenset[str]

    @classmethod
    def learn(
        cls,
        inside: Iterable[str],
        outside: Iterable[str],
        talk: Iterable[str],
        lexicon: Lexicon,
        words_of: Callable[[str], Sequence[Word]] = split,
    ) -> "SubjectOdds":
        """Count words.

        Args:
            inside: what people ask about mobility.
            outside: what they ask about other things.
            talk: small talk.
            lexicon: more words of mobility.
            words_of: `split`, or what remembers what it has split.
        """
        within, asked = _count(map(words_of, inside))
        beyond, others = _count(map(words_of, outside))
        odds = dict.fromkeys(map(_stem_of, lexicon.vocabulary()), 0.0)
        for stem in {**within, **beyond}:
            share = (within[stem] + _SMOOTHING) / (asked + 2 * _SMOOTHING)
            share_beyond = (beyond[stem] + _SMOOTHING) / (others + 2 * _SMOOTHING)
            odds[stem] = max(_LEAST, min(_MOST, math.log(share / share_beyond)))
        small = function_words()
        said = (one.text for text in talk for one in words_of(text))
        return cls(odds, frozenset((*small["serbian"], *small["english"], *all_words(), *said)))


class SubjectWords:
    """Tells how far the words of a message speak for mobility, or for another subject."""

    def __init__(self, odds: SubjectOdds, finder: Finder) -> None:
        """Judge by what was counted; slips of the pen are put right as the finder does."""
        self._odds, self._silent, self._speller = odds.words, odds.silent, finder.speller
        self.log_odds = lru_cache(16)(self._add_up)
        # Words repeat from message to message; the bound keeps hostile ones from piling up.
        self._says = lru_cache(8192)(self._find_out)

    def names_another(self, text: str) -> bool:
        """Return whether a message names another subject itself, by a word, a request or a sum.

        Words that nobody used yet speak against mobility, and name nothing.
        """
        return _is_requested(text) or any(_WORDS.fullmatch(one.text) for one in split_message(text))

    def _add_up(self, text: str) -> float:
        """Return the log-odds that a message is about mobility."""
        requested = _is_requested(text)
        words = split_message(text)
        said = zip(words, self._speller.correct(words), strict=True)
        each = math.fsum([self._says(one.text, corrected.stem) for one, corrected in said])
        return each + _REQUESTED if requested else each

    def _find_out(self, text: str, corrected: str) -> float:
        """Return what a word says that is written so, and whose stem may have been meant."""
        if len(text) < _SHORTEST or not text.isalpha():
            return 0.0
        if _WORDS.fullmatch(text):
            return _NAMED
        known = self._odds.get(_stem_of(text))
        if text in self._silent or _PLACE.fullmatch(text):
            return max(known or 0.0, 0.0)
        if known is not None:
            return known
        near = self._odds.get(corrected)
        # What is put right may have been another word.
        return _UNHEARD_OF if near is None else min(near, 0.0)


def _is_requested(text: str) -> bool:
    """Return whether a message makes a request about another subject, or is a sum."""
    folded = fold(text)
    return bool(_REQUEST.search(folded) or _SUM.fullmatch(folded))


def _count(texts: Iterable[Sequence[Word]]) -> tuple[Counter[str], int]:
    """Return in how many texts each stem stands, and how many texts there are."""
    counts: Counter[str] = Counter()
    number = 0
    for words in texts:
        counts.update({word.stem for word in words if not word.text.isdigit()})
        number += 1
    return counts, number


def _stem_of(text: str) -> str:
    return word(text).stem
