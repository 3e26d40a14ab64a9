"""Every fact of the sources is told by some entry."""

from collections.abc import Iterator

from knowledge.checks.subject import Subject
from knowledge.entry import Entry
from knowledge.problem import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Yield facts that no entry covers."""
    covered = covering(subject)
    for fact in subject.collection.facts.values():
        if not covered[fact.id]:
            message = (
                f"no entry covers the fact {fact.id!r}; name it under facts: of the entry that does"
            )
            yield Problem(fact.file, fact.line, message)


def covering(subject: Subject) -> dict[str, list[Entry]]:
    """Return the entries that cover each fact."""
    covered: dict[str, list[Entry]] = {name: [] for name in subject.collection.facts}
    for entry in subject.entries:
        for name in entry.facts:
            if name in covered:
                covered[name].append(entry)
    return covered
