"""The phrases that name an institution or a programme in a question, as files have them.

A phrase is words with spaces between: `student`, a beginning with a star (`doktorand*`),
alternatives (`na|za`), and `~` between two words where up to three others may stand.
"""

import re
from itertools import islice, pairwise, product

from locales import fold
from rules.strict_yaml import Mistakes, YamlDocument, YamlPath

_GAP = "~"
_MOST_WAYS = 10_000
_WHOLE = re.compile(r"[a-z0-9]+")
_BEGINNING = re.compile(r"[a-z0-9]{2,}\*")


def read_phrases(
    document: YamlDocument, path: YamlPath, given: object, mistakes: Mistakes
) -> tuple[str, ...]:
    """Return the phrases of a list, without diacritics; what is none of one is kept as a mistake.

    Args:
        document: the file.
        path: the way to the list in it.
        given: the list.
        mistakes: where mistakes are kept.
    """
    if not isinstance(given, list):
        mistakes.add(document.error(path, f"{path[-1]!r} must be a list of phrases"))
        return ()
    found: list[str] = []
    for place, phrase in enumerate(given):
        why = _wrong(phrase)
        if why:
            mistakes.add(document.error((*path, place), why))
        else:
            found.append(fold(str(phrase)))
    return tuple(found)


def ways_of(phrase: str) -> frozenset[str]:
    """Return each way in which a phrase may stand in a question, an alternative at a time."""
    alternatives = [step.split("|") for step in phrase.split()]
    return frozenset(" ".join(one) for one in islice(product(*alternatives), _MOST_WAYS))


def _wrong(phrase: object) -> str:
    """Return what is wrong with a phrase, and what to do; nothing for one that can be used."""
    if not isinstance(phrase, str) or not phrase.strip():
        return f"{phrase!r} is no phrase; write it in quotes"
    steps = fold(phrase).split()
    at_an_end = _GAP in (steps[0], steps[-1])
    if at_an_end or any(one == other == _GAP for one, other in pairwise(steps)):
        return f"{phrase!r}: {_GAP} stands between two words, for up to three others"
    for step in steps:
        for word in step.split("|") if step != _GAP else ():
            if not (_WHOLE.fullmatch(word) or _BEGINNING.fullmatch(word)):
                return (
                    f"{phrase!r}: {word!r} is no word; write letters and digits alone, two or more "
                    "before a * that ends the word, | between words of which either may stand"
                )
    return ""
