"""Programmes as people name them: "STA", "praksa", "BIP", "kratka mobilnost doktoranada"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import PhraseMatch, Phrases, Span, Tokens, WordSet, take_apart
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.institutions import Registry, registry
from rules.programmes.names import known_programmes

_VOCABULARY = load_vocabulary("programmes")

_SHORT, _TEACHING = "short", "teaching"
# "Ne držim nastavu" names no stay.
_NOT = _VOCABULARY.words("not")
_PROGRAMMES = Phrases[str](_VOCABULARY.meanings("programmes"))
# "U praksi" is "in practice", but "u stručnoj praksi" is a traineeship.
_PRACTICE = "praksi"
# "Šta" without its diacritic is "sta": the programme is in capitals, or counts something.
_STA = "sta"
# "Is it too short for mobility?" names no short stay.
_TOO = frozenset({"too", "suvise", "previse"})
_UNITS = _VOCABULARY.words("units")
_AFTER_STA = _VOCABULARY.words("after sta")
_BEFORE_STA = _VOCABULARY.words("before sta")
_WORD = re.compile(r"\w+")
_STEMS_OF_EXCHANGE = _VOCABULARY.stems("exchanges")
_EXCHANGES = WordSet(lambda word: word.startswith(_STEMS_OF_EXCHANGE))
_STEMS_OF_WORKPLACES = _VOCABULARY.stems("workplaces")
_WORKPLACES = WordSet(lambda word: word.startswith(_STEMS_OF_WORKPLACES))


def programmes(
    message: Tokens,
    told: tuple[Stance, ...],
    aside: frozenset[int],
    *,
    doctoral: bool,
    semesters: Span | None,
) -> list[tuple[str, Span]]:
    """Find programmes named for what is to come, and where; those of earlier stays are left out.

    Args:
        message: the message.
        told: the stance of its words.
        aside: words that were named only to be set aside.
        doctoral: whether doctoral studies are spoken of: a short stay is a programme only there.
        semesters: where the planned stay is told in semesters, which only long-term study is.
    """
    found = [
        (_name(match.value), message.span(match.start, match.stop))
        for match in _named(message, doctoral=doctoral)
        if told[match.start] is not Stance.PAST and match.start not in aside
        if match.value != _TEACHING or message.word(match.start - 1) not in _NOT
    ]
    found += [(_TEACHING, message.span(index, index + 1)) for index in _teaching(message)]
    if semesters is not None and not found:
        found = [("study", semesters)]
    return sorted(found, key=lambda named: named[1])


def kinds_of_stay(message: Tokens) -> list[tuple[str, int, int]]:
    """Return what kinds of stay are named, with their words; an exchange is one for study."""
    named = {
        match.start: (_name(match.value), match.start, match.stop)
        for match in _named(message, doctoral=True)
    }
    for words, kind in ((_EXCHANGES, "study"), (_WORKPLACES, "traineeship")):
        for index in words.places(message):
            named.setdefault(index, (kind, index, index + 1))
    return [named[start] for start in sorted(named)]


def programmes_set_aside(
    message: Tokens, aside: frozenset[int], *, doctoral: bool
) -> list[tuple[str, Span]]:
    """Return programmes named only to be set aside: "not a BIP but a semester"."""
    if not aside:
        return []
    return [
        (_name(match.value), message.span(match.start, match.stop))
        for match in _named(message, doctoral=doctoral)
        if match.start in aside
    ]


def short_stays(text: str) -> list[Span]:
    """Return where a short stay is named, which is a programme of doctoral students alone."""
    message = take_apart(text)
    return [
        message.span(match.start, match.stop)
        for match in _PROGRAMMES.find(message)
        if match.value == _SHORT and message.word(match.start - 1) not in _TOO
    ]


def _named(message: Tokens, *, doctoral: bool) -> Iterator[PhraseMatch[str]]:
    own = _own(registry()).find(message)
    yield from own
    taken = {index for match in own for index in range(match.start, match.stop)}
    for match in _PROGRAMMES.find(message):
        if not taken.isdisjoint(range(match.start, match.stop)):
            continue
        if _in_practice(message, match.start) or (match.value == _SHORT and not doctoral):
            continue
        if match.value != _SHORT or message.word(match.start - 1) not in _TOO:
            yield match


def prepare() -> None:
    """Read the words of packs' own programmes, before a message is taken apart."""
    _own(registry())


@lru_cache(maxsize=4)
def _own(_institutions: Registry) -> Phrases[str]:
    """Return the words of programmes that packs have of their own, by programme."""
    named = {phrase: name for name, one in known_programmes().items() for phrase in one.words}
    return Phrases[str](named)


def _name(value: str) -> str:
    return "short_phd" if value == _SHORT else value


def _in_practice(message: Tokens, index: int) -> bool:
    return message.words[index] == _PRACTICE and message.word(index - 1) in {"u", "in"}


def _teaching(message: Tokens) -> list[int]:
    """Return where "sta" is the programme STA and not the question "šta"."""
    places = [index for index, word in enumerate(message.words) if word == _STA]
    if not places:
        return []
    written = [word for word in _WORD.findall(message.text) if fold(word) == _STA]
    capital = [False] * len(places)
    if len(written) == len(places) and not message.text.isupper():
        capital = [word.isupper() for word in written]
    return [
        index
        for index, shouted in zip(places, capital, strict=True)
        if shouted or _counts_something(message, index)
    ]


def _counts_something(message: Tokens, index: int) -> bool:
    """Tell "Sta 3 days", "na sta mobilnost" from a question with "šta", which does not go on so."""
    if message.word(index + 2) in _UNITS and message.word(index + 1)[0].isdigit():
        return True
    before, after = message.word(index - 1), message.word(index + 1)
    return after in _AFTER_STA and (after.endswith(("y", "e")) or before in _BEFORE_STA)
