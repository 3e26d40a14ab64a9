"""Themes: their shape, the entries they name, their letters, and that no file is without one."""

from collections.abc import Iterator

from knowledge.checks import letters
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Kind
from knowledge.files import read
from knowledge.problem import KnowledgeError, Problem
from knowledge.theme import read_themes, theme_file


def check(subject: Subject) -> Iterator[Problem]:
    """What keeps themes from being shown, and files whose entries would be shown under no name."""
    file = subject.folder / "themes.yaml"
    entries = subject.collection.entries
    try:
        themes = read_themes(file, entries)
    except KnowledgeError as error:
        yield from error.problems
        return
    document = read(file, []) if themes else None
    if document is None:
        return
    for number, theme in enumerate(themes.values()):
        for language in LANGUAGES:
            line = document.value_line((number, "title", language))
            for _, message in letters.faults(theme.title.authored(language)):
                yield Problem(file, line, message)
    named = set(themes)
    for entry in entries.values():
        if entry.kind is not Kind.TALK and theme_file(entry) not in named:
            named.add(theme_file(entry))
            message = (
                f"entries/{theme_file(entry)}.yaml has no theme: write what its entries are about, "
                "the list of topics shows it"
            )
            yield Problem(file, 1, message)
