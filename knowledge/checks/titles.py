"""Titles stand side by side on buttons: they must be told apart."""

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.problem import Problem
from locales import fold

# rapidfuzz's ratio, 0 to 100; "PhD: shortest stay" and "PhD: longest stay" are at 86.
TOO_SIMILAR = 92


_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SMALL_LATIN = re.compile("[a-z\u010d\u0107\u017e\u0161\u0111]{2}")


def in_latin(title: str) -> bool:
    """Return whether a title is in Latin letters and no abbreviation such as CEEPUS."""
    return bool(_SMALL_LATIN.search(title)) and not _CYRILLIC.search(title)


def check(subject: Subject) -> Iterator[Problem]:
    """Find equal titles, Latin ones in Serbian (errors), and similar ones (a warning)."""
    for entry in subject.entries:
        if in_latin(entry.title.sr):
            message = (
                f"the Serbian title {entry.title.sr!r} is in Latin letters; write it in Cyrillic, "
                "the Latin script is made from it"
            )
            yield subject.problem(entry, message, "title", "sr")
    for language in LANGUAGES:
        folded = [(fold(entry.title.authored(language)), entry) for entry in subject.entries]
        for (one, entry), (other, second) in combinations(folded, 2):
            if one == other:
                message = (
                    f"the {language} title is the same as that of {entry.id} "
                    f"({entry.file}:{entry.line}); say what sets it apart"
                )
                yield subject.problem(second, message, "title", language)
            elif fuzz.ratio(one, other, score_cutoff=TOO_SIMILAR):
                message = (
                    f"the {language} title is hard to tell from that of {entry.id}: "
                    f"{entry.title.authored(language)!r}"
                )
                yield subject.problem(second, message, "title", language, error=False)
