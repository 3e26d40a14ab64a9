"""Themes: their shape, the entries they name, their letters, and that no file is without one."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path

from knowledge.checks import letters
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.checks.titles import in_latin
from knowledge.entry import EntryKind
from knowledge.files import read
from knowledge.parts import topic_of
from knowledge.problem import KnowledgeError, Problem
from knowledge.theme import theme_file
from knowledge.theme_files import read_themes


def check(subject: Subject) -> Iterator[Problem]:
    """Find what keeps themes from being shown, and files whose entries have no theme."""
    named: set[str] = set()
    files = [part / "themes.yaml" for part in subject.collection.parts]
    for file in files:
        if file.exists() and not (yield from _of_file(subject, file, named)):
            return
    if any(file.exists() for file in files):
        yield from _without_theme(subject, named)


def _of_file(subject: Subject, file: Path, named: set[str]) -> Generator[Problem, None, bool]:
    """Yield the problems of one file; return whether it could be read, and add what it names."""
    entries = subject.collection.entries
    try:
        themes = read_themes(file, entries)
    except KnowledgeError as error:
        yield from (problem for problem in error.problems if not _follows(problem, subject))
        return False
    document = read(file, []) if themes else None
    if document is None:
        return False
    for number, theme in enumerate(themes.values()):
        for language in LANGUAGES:
            line = document.value_line((number, "title", language))
            if language == "sr" and in_latin(theme.title.sr):
                message = f"the Serbian title {theme.title.sr!r} is in Latin letters"
                yield Problem(file, line, message)
            for _, message in letters.faults(theme.title.authored(language)):
                yield Problem(file, line, message)
    named.update(themes)
    return True


def _without_theme(subject: Subject, named: set[str]) -> Iterator[Problem]:
    """Yield files of entries that no list of themes names."""
    for entry in subject.collection.entries.values():
        if entry.kind is not EntryKind.TALK and theme_file(entry) not in named:
            named.add(theme_file(entry))
            message = (
                f"{theme_file(entry)}.yaml has no theme: write in themes.yaml what its entries are "
                "about, the list of topics shows it"
            )
            yield Problem(entry.file, 1, message)


def _follows(problem: Problem, subject: Subject) -> bool:
    """Tell whether a theme is only accused because the file of its entries has a slip."""
    faulty = {one.file for one in subject.collection.problems if "entries" in one.file.parts[-3:-1]}
    unread = {
        name
        for file in faulty
        for name in re.findall(r"(?m)^- id: ([\w-]+)", file.read_text(encoding="utf-8-sig"))
    } - set(subject.collection.entries)
    named = {f"{topic_of(file)}.yaml" for file in faulty}
    return any(f"{name} holds no entries" in problem.message for name in named) or any(
        f"{name!r} does not exist" in problem.message for name in unread
    )
