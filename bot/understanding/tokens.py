"""Split a message into tokens of its folded text, and find phrases of word stems in them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, islice
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from bot.messages.record import record
from bot.understanding.slips import put_right
from locales import fold

Span: TypeAlias = tuple[int, int]
Value = TypeVar("Value")

# Digits with their separators, letters glued to digits ("3m10d"), a word (apostrophes inside,
# digits behind: "b1"), or a sign, however often it is repeated. Every alternative can be read in
# one way only: the time is linear.
_TOKEN = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*|(?<=[0-9])[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*[0-9]*|(?P<sign>[^\s\w]|\n)(?P=sign)*|\w"
)
# A message of Telegram's full length holds some 900 words and signs when it is language at all.
_MOST_WORDS = 1000
_APOSTROPHES = str.maketrans("’‘`´", "''''")
_BEHIND_A_POINT = re.compile(r"\.\s+([^\W\d_]+)")
_ACRONYM = re.compile(r"\b[A-ZА-ЯЂЈЉЊЋЏ]{2,5}\b")

SENTENCE_ENDS = frozenset(".!?;\n")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(",:()")
DASHES = frozenset("-–—−")
_JOINERS = DASHES | {"."}
# Behind these a point ends no sentence, unless a capital letter follows it.
_ABBREVIATIONS = frozenset({"mes", "mj", "ned", "tj", "sem", "god", "sept", "sep", "wk", "mo"})
_GAP = 3


@record
class Tokens:
    """A text taken apart.

    Attributes:
        text: as the person wrote it.
        folded: `locales.fold` of it; every span counts in this one.
        words: words, numbers and signs in order.
        starts: where each begins in `folded`.
        ends: where each ends.
        acronyms: folded words that stood in capitals inside a text that is not all in capitals.
        beginnings: for each table of phrases or of words, where a phrase of it may begin.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    acronyms: frozenset[str]
    beginnings: Mapping[int, Sequence[int]]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return the word at a place; empty before the first and after the last."""
        try:
            return self.words[index] if index >= 0 else ""
        except IndexError:
            return ""

    def glued(self, index: int) -> bool:
        """Return whether nothing stands between this word and the one before."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]

    def span(self, start: int, stop: int) -> Span:
        """Return the place in `folded` of the words from `start` up to, not including, `stop`."""
        return self.starts[start], self.ends[stop - 1]

    def ends_sentence(self, index: int) -> bool:
        """Return whether the sign here ends a sentence; the point of "15. februara" does not."""
        word = self.word(index)
        if word == "." and self.glued(index):
            before = self.words[index - 1]
            return not (before[0].isdigit() or self._abbreviates(before, index))
        return word in SENTENCE_ENDS

    def _abbreviates(self, word: str, index: int) -> bool:
        if word not in _ABBREVIATIONS or index + 1 >= len(self.words):
            return False
        behind = _BEHIND_A_POINT.findall(self.text)
        return not any(fold(word) == self.words[index + 1] and word[0].isupper() for word in behind)

    def ends_clause(self, index: int) -> bool:
        """Return whether the sign here ends a clause."""
        word = self.word(index)
        return self.ends_sentence(index) if word == "." else word in CLAUSE_ENDS


# Several steps look for words of their own in the same message.
@lru_cache(maxsize=16)
def take_apart(text: str) -> Tokens:
    """Return the words of a text, in linear time; of a text beyond all sense the first ones."""
    # "Kol'ko" is "koliko" with a letter dropped, and as long.
    folded = fold(text).translate(_APOSTROPHES).replace("ol'k", "olik")
    matches = list(islice(_TOKEN.finditer(folded), _MOST_WORDS))
    acronyms = [] if text.isupper() else [fold(found) for found in _ACRONYM.findall(text)]
    words = tuple([put_right(match[match.lastindex or 0]) for match in matches])
    return Tokens(
        text=text,
        folded=folded,
        words=words,
        starts=tuple([match.start() for match in matches]),
        ends=tuple([match.end() for match in matches]),
        acronyms=frozenset(acronyms),
        beginnings=_beginnings_in(words),
    )


class PhraseMatch(NamedTuple, Generic[Value]):
    """A phrase of a table, found in a message.

    Attributes:
        value: what the table says of it.
        start: index of its first word.
        stop: index after its last word.
    """

    value: Value
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: the words and stems that it may be, and whether others may precede."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    after_gap: bool


_Candidate: TypeAlias = tuple[tuple[_Step, ...], Value]
"""What follows the first word of a phrase, and the value of the phrase."""


class _Begun(NamedTuple, Generic[Value]):
    """What a word begins of a table, the nearest to it first.

    Most phrases go on otherwise than the message does: all of them are tried at once.

    Attributes:
        alone: the values of the phrases that it is by itself.
        longer: the phrases that go on.
        whole: the words that come second in one of these.
        stems: how such words begin.
        open_ended: whether the second word of one may stand further on.
    """

    alone: Sequence[Value]
    longer: Sequence[_Candidate[Value]]
    whole: frozenset[str]
    stems: tuple[str, ...]
    open_ended: bool

    @classmethod
    def of(cls, candidates: Sequence[_Candidate[Value]]) -> "_Begun[Value]":
        """Put together what may begin with a word."""
        longer = [one for one in candidates if one[0]]
        second = [steps[0] for steps, _ in longer]
        return cls(
            alone=[value for steps, value in candidates if not steps],
            longer=longer,
            whole=_JOINERS.union(*(step.whole for step in second)),
            stems=tuple({stem for step in second for stem in step.stems}),
            open_ended=any(step.after_gap for step in second),
        )


class Phrases(Generic[Value]):
    """A table of phrases, found by whole words and stems.

    A phrase is words with spaces between: `student`, a stem with a star (`doktorand*`),
    alternatives (`na|za`), and `~` where up to three other words of the same sentence may stand.
    Dashes and points between words do not matter, so `short term` finds "short-term" too.
    """

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._place = next(_PLACES)
        self._whole: dict[str, list[_Candidate[Value]]] = {}
        self._stems: dict[str, list[_Candidate[Value]]] = {}
        for phrase, value in table.items():
            steps = tuple(_steps(phrase))
            candidate = (steps[1:], value)
            for word in steps[0].whole:
                self._whole.setdefault(word, []).append(candidate)
                _WHOLE.setdefault(word, {})[self._place] = self
            for stem in steps[0].stems:
                self._stems.setdefault(stem, []).append(candidate)
                _STEMS.setdefault(stem, {})[self._place] = self
        self._lengths = sorted({len(stem) for stem in self._stems}, reverse=True)
        _forget()

    def find(self, message: Tokens, start: int = 0) -> list[PhraseMatch[Value]]:
        """Give every phrase from a word on, from left to right, the longest of those that begin."""
        found: list[PhraseMatch[Value]] = []
        places = message.beginnings.get(self._place)
        if places is None:
            return found
        read_until = start
        for index in places:
            if index < read_until:
                continue
            match = self.at(message, index)
            if match is not None:
                found.append(match)
                read_until = match.stop
        return found

    def at(self, message: Tokens, index: int) -> PhraseMatch[Value] | None:
        """Return the longest phrase that begins with this word; of two, the first of the table."""
        words = message.words
        if index >= len(words):
            return None
        begun = _begun(words[index]).get(self._place)
        if begun is None:
            return None
        alone, longer, whole, stems, open_ended = begun
        if longer and index + 1 < len(words):
            after = words[index + 1]
            if open_ended or after in whole or (stems and after.startswith(stems)):
                best: PhraseMatch[Value] | None = None
                for steps, value in longer:
                    stop = _follow(message, steps, index + 1)
                    if stop is not None and (best is None or stop > best.stop):
                        best = PhraseMatch(value, index, stop)
                if best is not None:
                    return best
        return PhraseMatch(alone[0], index, index + 1) if alone else None

    def places(self, message: Tokens) -> Sequence[int]:
        """Return where a phrase of the table may begin."""
        return message.beginnings.get(self._place, ())

    def may_begin_in(self, message: Tokens) -> bool:
        """Return whether a word of the message begins a phrase of the table."""
        return self._place in message.beginnings

    def begins_with(self, word: str) -> bool:
        """Return whether some phrase of the table begins with this word."""
        return self._place in _begun(word)

    def value(self, word: str) -> Value | None:
        """Return what the table says of one word that is a phrase by itself."""
        begun = _begun(word).get(self._place)
        return begun.alone[0] if begun is not None and begun.alone else None

    def look_up(self, word: str) -> _Begun[Value]:
        """Return the phrases that may begin with a word."""
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length <= len(word):
                found += self._stems.get(word[:length], ())
        return _Begun.of(found)


class WordSet:
    """Words told by one look at each alone; a message knows where they stand."""

    def __init__(self, is_one: Callable[[str], bool]) -> None:
        self._place = next(_PLACES)
        _TOLD_ALONE[self._place] = is_one
        _forget()

    def places(self, message: Tokens) -> Sequence[int]:
        """Return where such a word stands."""
        return message.beginnings.get(self._place, ())


# The first words of all tables together: a word is looked up once, not once for each table, and a
# table visits only the words of a message that begin one of its phrases.
_PLACES = count()
_WHOLE: dict[str, dict[int, Phrases[Any]]] = {}
_STEMS: dict[str, dict[int, Phrases[Any]]] = {}
_TOLD_ALONE: dict[int, Callable[[str], bool]] = {}


# Words repeat from message to message; the bound keeps hostile ones from piling up.
@lru_cache(maxsize=8192)
def _begun(word: str) -> Mapping[int, _Begun[Any]]:
    """Return the phrases of every table that may begin with a word, by the place of the table."""
    tables = dict(_WHOLE.get(word, ()))
    for length in range(1, len(word) + 1):
        tables.update(_STEMS.get(word[:length], ()))
    return {place: table.look_up(word) for place, table in tables.items()}


@lru_cache(maxsize=8192)
def _places_of(word: str) -> tuple[int, ...]:
    """Return the places of all tables, of phrases and of words, that a word matters to."""
    return (*_begun(word), *(place for place, is_one in _TOLD_ALONE.items() if is_one(word)))


def _beginnings_in(words: tuple[str, ...]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        for place in _places_of(word):
            if place in found:
                found[place].append(index)
            else:
                found[place] = [index]
    return found


def _forget() -> None:
    """Know nothing any more of words and messages that lack a new table."""
    for known in (_begun, _places_of, take_apart):
        known.cache_clear()


def _steps(phrase: str) -> Iterator[_Step]:
    after_gap = False
    for part in phrase.split():
        if part == "~":
            after_gap = True
            continue
        forms = part.split("|")
        yield _Step(
            whole=frozenset(form for form in forms if not form.endswith("*")),
            stems=tuple(form[:-1] for form in forms if form.endswith("*")),
            after_gap=after_gap,
        )
        after_gap = False


def _follow(message: Tokens, steps: tuple[_Step, ...], index: int) -> int | None:
    """Find where the phrase that begins here ends; None when it does not go on so."""
    words = message.words
    for step in steps:
        left = _GAP if step.after_gap else 0
        whole, stems = step.whole, step.stems
        while True:
            if index == len(words):
                return None
            word = words[index]
            if word in whole or (stems and word.startswith(stems)):
                break
            if word not in _JOINERS:
                if not left or (word in SENTENCE_ENDS and message.ends_sentence(index)):
                    return None
                left -= 1
            index += 1
        index += 1
    return index
