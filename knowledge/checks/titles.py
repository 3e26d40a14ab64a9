"""Titles stand side by side on buttons: they must be told apart."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.problem import Problem
from locales import fold

# rapidfuzz's ratio, 0 to 100; "PhD: shortest stay" and "PhD: longest stay" are at 86.
TOO_SIMILAR = 92


def check(subject: Subject) -> Iterator[Problem]:
    """Equal titles (an error) and titles that are hard to tell apart (a warning)."""
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
