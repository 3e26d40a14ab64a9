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
    documents,
    examples,
    finder_files,
    follow_ups,
    freshness,
    full_stops,
    leads,
    leftovers,
    letters,
    needs,
    overmatch,
    parity,
    phrasings,
    references,
    sections,
    terms,
    themes,
    titles,
    verdicts,
    vocabulary,
    wording,
)
from knowledge.checks.subject import Subject
from knowledge.problem import Problem

Check: TypeAlias = Callable[[Subject], Iterator[Problem]]

# In order of the files they look at. `overmatch` alone takes longer than a second.
QUICK_CHECKS: Sequence[Check] = (
    references.check,
    sections.check_names,
    verdicts.check,
    documents.check,
    checklists.check,
    themes.check,
    finder_files.check,
    wording.check,
    parity.check,
    digits.check,
    letters.check,
    full_stops.check,
    leftovers.check,
    phrasings.check,
    follow_ups.check,
    examples.check,
    needs.check,
    leads.check,
    titles.check,
    terms.check,
    vocabulary.check,
    coverage.check,
    freshness.check,
)
CHECKS: Sequence[Check] = (*QUICK_CHECKS, overmatch.check)


def run(subject: Subject, *, quick: bool = False) -> list[Problem]:
    """Give every problem of the knowledge, those of reading its files included, in order of place.

    Args:
        subject: what to look at.
        quick: leave out what has to learn from the entries first.
    """
    checks = QUICK_CHECKS if quick else CHECKS
    found = [problem for check in checks for problem in check(subject)]
    return sorted({*subject.collection.problems, *found})
