"""Read what somebody concludes from a verdict: "so I can't?", "znači on može a ja ne"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.understanding import Understanding
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("reactions")
_CONCLUDING = _VOCABULARY.words("concluding")
_DENYING = _VOCABULARY.words("denying")
_WAITING = _VOCABULARY.words("waiting")
_SELF = _VOCABULARY.words("self")
_OTHERS = _VOCABULARY.words("others")
_EVERYONE = _VOCABULARY.words("everyone")
_NOBODY = _VOCABULARY.words("nobody")
_ONLY = _VOCABULARY.words("only")
_JOINING = _VOCABULARY.words("joining")
_AROUND = _VOCABULARY.words("around")
_ALL = (
    _CONCLUDING | _DENYING | _WAITING | _SELF | _OTHERS | _EVERYONE | _NOBODY | _ONLY | _JOINING
) | _AROUND
# "I" of Serbian is "and"; before these it is the English word.
_I, _AFTER_I = "i", _VOCABULARY.words("after i")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
# "On" of Serbian is "he"; behind these it is the English word.
_HE, _NO_HE = "on", frozenset({"go", "going", "work", "works", "apply", "be", "am", "is"})


class OfWhom(StrEnum):
    """Of whom something is concluded."""

    SPOKEN_OF = "spoken_of"
    WRITER = "writer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What somebody takes a verdict to mean for one person.

    Attributes:
        whose: of whom.
        possible: whether they take it to be possible.
        waits: they take it to be possible later.
    """

    whose: OfWhom
    possible: bool
    waits: bool = False


def conclusions(reading: Understanding) -> tuple[Conclusion, ...]:
    """Return what a message concludes, for each person; empty where it says anything more."""
    if any(one.slot != "programme" for one in reading.slots) or reading.dates:
        return ()
    said = reading.folded.replace("’", "'")
    for start, end in reading.places.get("programme", ()):
        said = said[:start] + " " * (end - start) + said[end:]
    words = _words_of_a_conclusion(said)
    if _CONCLUDING.isdisjoint(words):
        return ()
    if not _ONLY.isdisjoint(words):
        return _of_one_alone(words)
    found: list[Conclusion] = []
    for clause in _clauses(words):
        found += _of_a_clause(clause)
    if len({one.whose for one in found}) < len(found):
        return ()
    return tuple(found)


def _words_of_a_conclusion(said: str) -> list[str]:
    """Return the words of a text; none where one of them belongs to no conclusion."""
    words: list[str] = []
    for found in _WORD.finditer(said):
        word = found.group()
        if word not in _ALL:
            return []
        words.append(word)
    return words


def _of_one_alone(words: list[str]) -> tuple[Conclusion, ...]:
    """Read "only me": the one can, and the other cannot."""
    writer, other = not _SELF.isdisjoint(words), not _OTHERS.isdisjoint(words)
    if writer == other:
        return ()
    possible = _DENYING.isdisjoint(words)
    return (
        Conclusion(OfWhom.WRITER, possible if writer else not possible),
        Conclusion(OfWhom.OTHER, possible if other else not possible),
    )


def _clauses(words: list[str]) -> list[list[str]]:
    """Return the words between "but", "and" and the like."""
    clauses: list[list[str]] = [[]]
    for word, behind in zip(words, [*words[1:], ""], strict=True):
        if word in _JOINING and not (word == _I and behind in _AFTER_I):
            clauses.append([])
        else:
            clauses[-1].append(word)
    telling = [clause for clause in clauses if set(clause) - _CONCLUDING - _AROUND]
    return telling or [clause for clause in clauses if set(clause) - _CONCLUDING][-1:]


def _of_a_clause(words: list[str]) -> list[Conclusion]:
    said = set(words)
    waits = not _WAITING.isdisjoint(said)
    possible = _DENYING.isdisjoint(said) and not waits
    if not _EVERYONE.isdisjoint(said):
        return [Conclusion(one, possible) for one in (OfWhom.WRITER, OfWhom.OTHER)]
    if not _NOBODY.isdisjoint(said):
        return [Conclusion(one, possible=False) for one in (OfWhom.WRITER, OfWhom.OTHER)]
    if _names_another(words):
        return [Conclusion(OfWhom.OTHER, possible, waits)]
    if not _SELF.isdisjoint(said):
        return [Conclusion(OfWhom.WRITER, possible, waits)]
    return [Conclusion(OfWhom.SPOKEN_OF, possible, waits)]


def _names_another(words: list[str]) -> bool:
    return any(
        word in _OTHERS and not (word == _HE and place and words[place - 1] in _NO_HE)
        for place, word in enumerate(words)
    )
