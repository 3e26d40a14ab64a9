"""Themes: their shape, the entries they name, their letters, and that no file is without one."""

import re
from collections.abc import Iterator

from knowledge.checks import letters
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.checks.titles import in_latin
from knowledge.entry import EntryKind
from knowledge.files import read
from knowledge.problem import KnowledgeError, Problem
from knowledge.theme import read_themes, theme_file


def check(subject: Subject) -> Iterator[Problem]:
    """Find what keeps themes from being shown, and files whose entries have no theme."""
    file = subject.folder / "themes.yaml"
    entries = subject.collection.entries
    try:
        themes = read_themes(file, entries)
    except KnowledgeError as error:
        yield from (problem for problem in error.problems if not _follows(problem, subject))
        return
    document = read(file, []) if themes else None
    if document is None:
        return
    for number, theme in enumerate(themes.values()):
        for language in LANGUAGES:
            line = document.value_line((number, "title", language))
            if language == "sr" and in_latin(theme.title.sr):
                message = f"the Serbian title {theme.title.sr!r} is in Latin letters"
                yield Problem(file, line, message)
            for _, message in letters.faults(theme.title.authored(language)):
                yield Problem(file, line, message)
    named = set(themes)
    for entry in entries.values():
        if entry.kind is not EntryKind.TALK and theme_file(entry) not in named:
            named.add(theme_file(entry))
            message = (
                f"entries/{theme_file(entry)}.yaml has no theme: write what its entries are about, "
                "the list of topics shows it"
            )
            yield Problem(file, 1, message)


def _follows(problem: Problem, subject: Subject) -> bool:
    """Tell whether a theme is only accused because the file of its entries has a slip."""
    faulty = {
        one.file for one in subject.collection.problems if one.file.parent.parent.name == "entries"
    }
    unread = {
        name
        for file in faulty
        for name in re.findall(r"(?m)^- id: ([\w-]+)", file.read_text(encoding="utf-8-sig"))
    } - set(subject.collection.entries)
    named = {f"entries/{file.parent.name}/{file.name}" for file in faulty}
    return any(f"{name} holds no entries" in problem.message for name in named) or any(
        f"{name!r} does not exist" in problem.message for name in unread
    )
