"""Checklists: their shape, the entries they lead to, and one alphabet in a word."""

from collections.abc import Iterator

from knowledge.checklist import read_checklists
from knowledge.checks.subject import Subject
from knowledge.problem import KnowledgeError, Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that keeps the checklists from being shown."""
    try:
        read_checklists(subject.folder / "checklists.yaml", subject.collection.entries)
    except KnowledgeError as error:
        yield from error.problems
