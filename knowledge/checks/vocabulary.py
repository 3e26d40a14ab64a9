"""The words that the bot understands: known lists, known meanings, no word twice in a list."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.checks.subject import Subject
from knowledge.problem import Problem
from knowledge.vocabulary import FOLDER, entries_of
from locales import fold
from rules.strict_yaml import StrictYamlError, YamlDocument, YamlPath, read_yaml

# Texts for people and the list of lists have shapes of their own.
_OTHER_SHAPES = frozenset({"terms", "lists"})
_LISTS = "lists.yaml"
WORDS, NUMBERS = "words", "numbers"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield each file of word lists, held against `lists.yaml`."""
    folder = subject.folder / "vocabulary"
    try:
        known = read_yaml(FOLDER / _LISTS).value
    except StrictYamlError as error:
        yield _problem(error)
        return
    for file in sorted(folder.glob("*.yaml")):
        if file.stem not in _OTHER_SHAPES:
            lists = known.get(file.stem) if isinstance(known, dict) else None
            yield from _file(file, lists if isinstance(lists, dict) else {})


def _file(file: Path, known: Mapping[str, object]) -> Iterator[Problem]:
    try:
        document = read_yaml(file)
    except StrictYamlError as error:
        yield _problem(error)
        return
    if not isinstance(document.value, dict):
        yield _problem(document.error((), "must map the name of each list to its words"))
        return
    for name in document.value:
        if name not in known:
            yield _at(document, (name,), f"unknown list {name!r}; known: {', '.join(known)}")
        else:
            yield from _list(document, name, known[name])
    for name in known.keys() - document.value.keys():
        yield _at(document, (), f"lacks the list {name!r}")


def _list(document: YamlDocument, name: str, kind: object) -> Iterator[Problem]:
    first: dict[str, int] = {}
    meanings: set[str] = set()
    try:
        for phrase, meaning, path in entries_of(document, name):
            line = document.value_line(path)
            if meaning not in meanings:
                meanings.add(meaning or "")
                yield from _meaning(document, path, meaning, kind)
            for message in _faults(phrase):
                yield Problem(document.file, line, message)
            if phrase in first:
                message = f"{phrase!r} stands twice in {name!r}, first on line {first[phrase]}"
                yield Problem(document.file, line, message)
            first.setdefault(phrase, line)
    except StrictYamlError as error:
        yield _problem(error)


def _meaning(
    document: YamlDocument, path: YamlPath, meaning: str | None, kind: object
) -> Iterator[Problem]:
    if kind == WORDS:
        if meaning is not None:
            yield _at(document, path[:2], f"{path[0]!r} is a list without meanings")
    elif meaning is None:
        yield _at(document, path[:1], f"{path[0]!r} needs a meaning above its words")
    elif kind == NUMBERS:
        if not _NUMBER.fullmatch(meaning):
            yield _at(document, path[:2], f"{meaning!r} must be a number")
    elif isinstance(kind, list) and meaning not in kind:
        allowed = ", ".join(map(str, kind))
        yield _at(
            document, path[:2], f"unknown meaning {meaning!r} in {path[0]!r}; one of {allowed}"
        )


def _faults(phrase: str) -> Iterator[str]:
    """Find out why a phrase would never be found in a message."""
    if fold(phrase) != phrase:
        yield f"write {fold(phrase)!r} instead of {phrase!r}: small Latin letters, no diacritics"
    parts = phrase.split()
    if not parts:
        yield "an empty phrase"
    elif parts[-1] == "~" or (parts[0] == "~" and len(parts) > 1):
        yield f"{phrase!r}: `~` must stand between two words"
    for form in (form for part in parts if part != "|" for form in part.split("|")):
        if not form:
            yield f"{phrase!r}: a word is missing beside `|`"
        elif "*" in form[:-1]:
            yield f"{phrase!r}: `*` must stand at the end of a word"


def _at(document: YamlDocument, path: YamlPath, message: str) -> Problem:
    return Problem(document.file, document.line(path), message)


def _problem(error: StrictYamlError) -> Problem:
    return Problem(error.file, error.line, error.message)
