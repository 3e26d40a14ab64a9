"""What `python -m knowledge check` finds: one module per group of checks.

A check takes a `Subject` and yields problems, each with its file and line. Errors are what would be
wrong for a reader; warnings are what an editor should look at.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from knowledge.checks import (
    checklists,
    coverage,
    digits,
    freshness,
    leftovers,
    letters,
    overmatch,
    parity,
    phrasings,
    references,
    titles,
    wording,
)
from knowledge.checks.subject import Subject
from knowledge.problem import Problem

Check: TypeAlias = Callable[[Subject], Iterator[Problem]]

CHECKS: Sequence[Check] = (
    references.check,
    checklists.check,
    wording.check,
    parity.check,
    digits.check,
    letters.check,
    leftovers.check,
    phrasings.check,
    titles.check,
    coverage.check,
    freshness.check,
    overmatch.check,
)


def run(subject: Subject) -> list[Problem]:
    """Every problem of the knowledge, those of reading its files included, in order of place."""
    found = [problem for check in CHECKS for problem in check(subject)]
    return sorted({*subject.collection.problems, *found})
