"""Which of the three written forms a message is in, or that it is in none of them."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from locales import Locale, fold
from rules.strict_yaml import read_yaml

_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_ELSEWHERE = re.compile("[\u0370-\u03ff\u0530-\u1cff\u3040-\u9fff\uac00-\ud7af]+")
_SERBIAN_ONLY = re.compile("[čćžšđČĆŽŠĐ]")
# Cyrillic letters that Serbian does not have: Russian, Ukrainian, Bulgarian, Macedonian.
_FOREIGN_CYRILLIC = re.compile("[ыэъёщйьюяїієґѓќѕЫЭЪЁЩЙЬЮЯЇІЄҐЃЌЅ]")
_FOREIGN_LATIN = re.compile("[äöüßğışçñáéíóúàèìòùâêîôûãõåæøœřůěýťďňľĺŕąęłńśźżőűțşăÄÖÜŞÇ]")
_DIGIT = re.compile(r"\d")
# Only English puts the month before the day.
_MONTH_FIRST = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r" \d{1,2}(?:st|nd|rd|th)?\b(?![.,]?\d)",
    re.IGNORECASE,
)
MAX_CHARACTERS = 600
# A message whose letters add up to less than this says nothing about its language: "ok", "BIP".
LEAST_LETTERS = 4
_SPOKEN = ("serbian", "english")
_FUNCTION_WORDS = Path(__file__).with_name("function_words.yaml")
# How much likelier (natural logarithm) one language must be than the other to be sure.
SURE = 2.5
# Phrasings that are folded together.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """What a message seems to be written in.

    Attributes:
        locale: the most likely of the three.
        sure: whether the message itself tells; "ok" and "BIP" do not.
        by_a_word: a whole word speaks for it, not only letters: "mart" and "Porto" may be either.
        other: it is in a language that is not understood here (German, Russian, Turkish …).
    """

    locale: Locale
    sure: bool
    other: bool = False
    by_a_word: bool = True


@dataclass(frozen=True, slots=True)
class LanguageOdds:
    """How much words and letter triples speak for Serbian rather than English, as log-odds."""

    words: dict[str, float]
    triples: dict[str, float]

    @classmethod
    def learn(cls, serbian: Iterable[str], english: Iterable[str]) -> "LanguageOdds":
        """Learn from phrasings of both languages."""
        in_serbian, in_english = _counted(serbian), _counted(english)
        return cls(
            _log_odds(in_serbian, in_english),
            _log_odds(_triples(in_serbian), _triples(in_english)),
        )


class LanguageGuesser:
    """Tells Serbian from English by letters, function words and naive Bayes over letter triples."""

    def __init__(self, odds: LanguageOdds) -> None:
        self._triple_odds, self._word_odds = odds.triples, odds.words
        # Words repeat from message to message; the bound keeps hostile ones from piling up.
        self._odds = lru_cache(maxsize=8192)(self._sum_up)
        words = function_words()
        self._serbian, self._english = words["serbian"], words["english"]
        understood = self._word_odds.keys() | self._serbian | self._english
        self._elsewhere: dict[str, list[str]] = defaultdict(list)
        for name, own in words.items():
            for word in () if name in _SPOKEN else own - understood:
                self._elsewhere[word].append(name)

    def guess(self, text: str) -> LanguageGuess:
        """Return the written form of a message.

        For nothing to go by, Serbian Latin and not sure.
        """
        text = text[:MAX_CHARACTERS]
        if "@" in text or "://" in text or "www." in text:
            text = _LINK.sub(" ", text)
        words = _words(text)
        if text.isascii():
            return self._latin(text, words)
        cyrillic, latin = _letters(_CYRILLIC, text), _letters(_LATIN, text)
        if _letters(_ELSEWHERE, text) > cyrillic + latin:
            return LanguageGuess(Locale.EN, sure=False, other=True)
        # "Шта је Transcript of Records": foreign terms stay in Latin letters in a Cyrillic message.
        if cyrillic > latin or (cyrillic >= 3 and self._count(words, self._english) < 3):
            other = _is_foreign_cyrillic(text)
            return LanguageGuess(Locale.SR_CYRL, sure=cyrillic >= LEAST_LETTERS, other=other)
        return self._latin(text, words)

    def _latin(self, text: str, words: Sequence[str]) -> LanguageGuess:
        serbian = self._count(words, self._serbian)
        english = self._count(words, self._english)
        odds = sum(map(self._odds, words))
        # Serbian is full of English terms, English has no Serbian grammar in it.
        odds += 4.0 * serbian - 2.0 * english
        if _DIGIT.search(text):
            odds -= 3.0 * len(_MONTH_FIRST.findall(text))
        foreign = 2 * self._most_of_one_language(words)
        if not text.isascii():
            odds += 3.0 * len(_SERBIAN_ONLY.findall(text))
            foreign += min(len(_FOREIGN_LATIN.findall(text)), 4)
        locale = Locale.SR_LATN if odds >= 0 else Locale.EN
        strangers = self._word_odds.keys().isdisjoint(words)
        if foreign >= (2 if strangers else 3) and foreign > 2 * max(serbian, english):
            return LanguageGuess(locale, sure=False, other=True)
        letters = sum(map(len, words))
        sure = letters >= LEAST_LETTERS and abs(odds) >= SURE
        side = 1 if locale is Locale.SR_LATN else -1
        by_a_word = not text.isascii() or any(self._tells(word, side) for word in words)
        return LanguageGuess(locale, sure=sure, by_a_word=by_a_word)

    def _tells(self, word: str, side: int) -> bool:
        """Return whether a whole word is known to be of one side: 1 Serbian, -1 English."""
        if (word in self._serbian) != (word in self._english):
            return (word in self._serbian) == (side > 0)
        return side * self._word_odds.get(word, 0.0) >= SURE

    def _sum_up(self, word: str) -> float:
        """Return how much a word speaks for Serbian, between ±3."""
        known = self._word_odds.get(word)
        if known is None:
            known = sum(self._triple_odds.get(triple, 0.0) for triple in _edged_triples(word))
        return max(-3.0, min(3.0, known))

    def _most_of_one_language(self, words: Iterable[str]) -> int:
        """Return how many words are of the language that is not understood here but fits best."""
        if self._elsewhere.keys().isdisjoint(words):
            return 0
        names = [name for word in words for name in self._elsewhere.get(word, ())]
        return max(Counter(names).values())

    def _count(self, words: Iterable[str], known: frozenset[str]) -> int:
        return sum(map(known.__contains__, words))


def _words(text: str) -> list[str]:
    """Return the folded words that tell a language: STA among small letters is no "šta"."""
    words = _WORD.findall(text)
    if not text[1:].islower() and any(word.islower() for word in words):
        words = [word for word in words if len(word) == 1 or not word.isupper()]
    if text.isascii():
        return [word.lower() for word in words]
    return _WORD.findall(fold(" ".join(words)))


def _letters(kind: re.Pattern[str], text: str) -> int:
    """Return how many letters of a kind stand in a text."""
    return sum(map(len, kind.findall(text)))


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """Return small words of each language, folded."""
    content = read_yaml(_FUNCTION_WORDS).value
    if not isinstance(content, dict):
        raise TypeError(f"{_FUNCTION_WORDS} must give words for each language")
    return {name: frozenset(str(words).split()) for name, words in content.items()}


def _is_foreign_cyrillic(text: str) -> bool:
    words = _WORD.findall(text)
    if not _FOREIGN_CYRILLIC.search(text):
        return not words
    foreign = sum(bool(_FOREIGN_CYRILLIC.search(word)) for word in words)
    return foreign * 4 >= len(words)


def _counted(phrasings: Iterable[str]) -> Counter[str]:
    """Count the folded words of phrasings; folding many at once takes a third of the time."""
    left, counted = iter(phrasings), Counter[str]()
    while some := list(islice(left, _AT_ONCE)):
        counted.update(_WORD.findall(fold("\n".join(some))))
    return counted


def _edged_triples(word: str) -> list[str]:
    edged = f" {word} "
    return [edged[start : start + 3] for start in range(len(edged) - 2)]


def _triples(words: Counter[str]) -> Counter[str]:
    """Return letter triples, each word counted by the logarithm of how often it stands."""
    triples: Counter[str] = Counter()
    for word, number in words.items():
        weight = 1 + int(math.log2(number))
        for triple in _edged_triples(word):
            triples[triple] += weight
    return triples


def _log_odds(serbian: Counter[str], english: Counter[str]) -> dict[str, float]:
    known = serbian.keys() | english.keys()
    in_serbian, in_english = serbian.total() + len(known), english.total() + len(known)
    return {
        triple: math.log((serbian[triple] + 1) / in_serbian)
        - math.log((english[triple] + 1) / in_english)
        for triple in known
    }
