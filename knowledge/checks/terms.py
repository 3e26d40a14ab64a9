"""The glossary: no text that people read uses a form that it forbids."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.glossary import Term, read_glossary
from knowledge.problem import Problem
from locales import Locale
from locales.catalogue import domains, po_path

GLOSSARY = Path("vocabulary") / "terms.yaml"
# Files of the knowledge that hold short texts for people, in both languages.
_LISTS = ("themes.yaml", "checklists.yaml", "sources.yaml")
_WORDED = re.compile(r'\b(?P<language>sr|en): "(?P<words>[^"]*)"')
_MESSAGE = re.compile(r'^(?:msgstr(?:\[\d\])? )?"(?P<words>.*)"$')
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield forbidden forms in titles, answers and lists, and in the catalogues."""
    problems: list[Problem] = []
    terms = read_glossary(subject.folder / GLOSSARY, problems)
    yield from problems
    if not terms:
        return
    yield from _entries(subject, terms)
    if subject.only is not None:
        return
    for folder in subject.collection.parts:
        for name in _LISTS:
            yield from _lists(folder / name, terms)
    for locale in (Locale.SR_CYRL, Locale.EN):
        for domain in domains():
            yield from _catalogue(po_path(locale, domain), locale.language, terms)


def _entries(subject: Subject, terms: tuple[Term, ...]) -> Iterator[Problem]:
    for entry in subject.looked_at:
        for language in LANGUAGES:
            for part, text in entry.texts(language):
                for start, message in _faults(text, language, terms):
                    below = text[:start].count("\n")
                    yield subject.problem(entry, message, *part, below=below)


def _lists(file: Path, terms: tuple[Term, ...]) -> Iterator[Problem]:
    if not file.exists():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        for match in _WORDED.finditer(line):
            for _, message in _faults(match["words"], match["language"], terms):
                yield Problem(file, number, message)


def _catalogue(file: Path, language: str, terms: tuple[Term, ...]) -> Iterator[Problem]:
    in_message = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        in_message = line.startswith("msgstr") or (in_message and line.startswith('"'))
        match = _MESSAGE.match(line)
        if in_message and match:
            for _, message in _faults(match["words"], language, terms):
                yield Problem(file, number, message)


def _faults(text: str, language: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, str]]:
    """Yield where a forbidden form begins, and what to write instead."""
    # Parameters and tags stand for a number; their length stays, so that places hold.
    words = _PLACEHOLDER.sub(
        lambda found: (
            "0" * len(found.group()) if found.group()[0] == "{" else " " * len(found.group())
        ),
        text,
    )
    for term in terms:
        for start, form in term.found_in(words, language):
            message = (
                f"{form!r} is not the term here; write {term.preferred[language]!r}: {term.because}"
            )
            yield start, message
