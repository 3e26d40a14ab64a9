"""Checklists: their shape, the entries they lead to, their letters, and no numbers in them."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.checklist import PHASES
from knowledge.checklist_files import read_checklists
from knowledge.checks import letters
from knowledge.checks.digits import typed_numbers
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.files import read
from knowledge.problem import KnowledgeError, Problem
from locales import Bilingual
from rules.strict_yaml import YamlDocument, YamlPath


def check(subject: Subject) -> Iterator[Problem]:
    """Yield what keeps the checklists from being shown, and what would be wrong in them."""
    for part in subject.collection.parts:
        yield from _of_file(subject, part / "checklists.yaml")


def _of_file(subject: Subject, file: Path) -> Iterator[Problem]:
    try:
        checklists = read_checklists(file, subject.collection.entries)
    except KnowledgeError as error:
        yield from error.problems
        return
    document = read(file, []) if checklists else None
    if document is None:
        return
    for number, checklist in enumerate(checklists.values()):
        yield from _words(document, (number, "title"), checklist.title)
        for phase in PHASES:
            for place, task in enumerate(checklist.phases[phase]):
                yield from _words(document, (number, phase, place), task.words)


def _words(document: YamlDocument, place: YamlPath, words: Bilingual) -> Iterator[Problem]:
    for language in LANGUAGES:
        line = document.value_line((*place, language))
        text = words.authored(language)
        for _, message in letters.faults(text):
            yield Problem(document.file, line, message)
        for number in typed_numbers(text):
            message = (
                f"the number {number} is typed in and will not change with the rules; "
                "say it without, the entry that the step leads to tells it"
            )
            yield Problem(document.file, line, message)
