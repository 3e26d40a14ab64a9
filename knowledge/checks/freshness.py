"""Values and sources that nobody has checked for long, or that run out soon."""

from collections.abc import Iterator
from datetime import timedelta

from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.problem import Problem
from knowledge.rendering import STALE_AFTER_MONTHS, months_between

AHEAD = timedelta(days=60)


def check(subject: Subject) -> Iterator[Problem]:
    """Warnings: what readers are already warned about, and what will be within two months."""
    yield from _figures(subject)
    yield from _documents(subject)


def _figures(subject: Subject) -> Iterator[Problem]:
    users: dict[str, list[Entry]] = {}
    for entry in subject.entries:
        for language in LANGUAGES:
            for placeholder in subject.answers[entry.id, language].placeholders:
                users.setdefault(placeholder.name, []).append(entry)
    known = subject.figures.parameter_names()
    for name, entries in users.items():
        if name not in known:
            continue
        try:
            figure = subject.figures.parameter(name, on=subject.on)
        except LookupError:
            continue  # told by the check of references
        if figure.stale(subject.on):
            when = "is out of date: readers are told so"
        elif figure.stale(subject.on + AHEAD):
            when = f"will be out of date within {AHEAD.days} days"
        else:
            continue
        number = len({entry.id for entry in entries})
        message = (
            f"{name} (checked on {figure.checked_on}, used by {number} entries) {when}; "
            f"compare it with {figure.reference} and change checked_on in rules/parameters"
        )
        yield subject.problem(entries[0], message, "answer", error=False)


def _documents(subject: Subject) -> Iterator[Problem]:
    file = subject.folder / "sources.yaml"
    documents = {
        source.document.id: source.document for source in subject.collection.sources.values()
    }
    for document in documents.values():
        if months_between(document.checked_on, subject.on + AHEAD) >= STALE_AFTER_MONTHS:
            message = (
                f"{document.id} was last compared with the entries on {document.checked_on}; "
                "compare it again and change checked_on"
            )
            yield Problem(file, 1, message, error=False)
