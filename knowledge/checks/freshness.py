"""Values and sources that nobody has checked for long, or that run out soon."""

from collections.abc import Iterator
from datetime import timedelta

from knowledge.checks.documents import named_in
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.figures import Figure
from knowledge.files import read
from knowledge.problem import Problem
from rules.institutions import BUILT_IN, SHARED
from rules.parameter import stale_from
from rules.strict_yaml import YamlDocument

AHEAD = timedelta(days=60)


def check(subject: Subject) -> Iterator[Problem]:
    """Yield warnings: what readers are already warned about, and what will be within two months."""
    yield from _figures(subject)
    yield from _documents(subject)


def _figures(subject: Subject) -> Iterator[Problem]:
    users: dict[tuple[str, str], tuple[Figure, list[Entry]]] = {}
    for entry in subject.looked_at:
        figures = subject.figures.at(entry.institution)
        known = figures.parameter_names()
        for language in LANGUAGES:
            for placeholder in subject.answers[entry.id, language].placeholders:
                if placeholder.name not in known:
                    continue
                try:
                    figure = figures.parameter(placeholder.name, on=subject.on)
                except LookupError:
                    continue  # told by the check of references
                # Two institutions may have a number of one name, each with a text of its own.
                key = (placeholder.name, figure.reference)
                users.setdefault(key, (figure, []))[1].append(entry)
    for (name, _), (figure, entries) in users.items():
        if figure.checked_on > subject.on:
            message = f"{name} says checked_on: {figure.checked_on}, a day that has not come"
            yield subject.problem(entries[0], message, "answer")
        when = _when(figure, subject)
        if when:
            number = len({entry.id for entry in entries})
            where = _place(subject, f"parameters/{name.partition('.')[0]}.yaml")
            message = f"{name} (used by {number} entries) {when}{where}"
            yield subject.problem(entries[0], message, "answer", error=False)


def _place(subject: Subject, file: str) -> str:
    """Return in which file of which institution a parameter stands; nothing where in none."""
    shared = subject.folder / BUILT_IN.name / SHARED
    folders = [one for one in (*subject.collection.parts, shared) if (one / file).exists()]
    return f" in {folders[0].name}/{file}" if folders else ""


def _when(figure: Figure, subject: Subject) -> str:
    """Say since when a figure is out of date, and what to do; nothing for a fresh one."""
    end = figure.valid_until
    if not figure.stale(subject.on + AHEAD):
        return ""
    stale = figure.stale(subject.on)
    told = ": readers are told so" if stale else ""
    if end is not None and end < subject.on + AHEAD:
        verb = "was" if end < subject.on else "is"
        return (
            f"{verb} valid until {end}{told}; look up in {figure.reference} what holds after it, "
            "and add that value"
        )
    counts = "counts as" if stale else f"within {AHEAD.days} days will count as"
    return (
        f"was last checked on {figure.checked_on} and {counts} out of date{told}; "
        f"compare it with {figure.reference} and change checked_on"
    )


def _documents(subject: Subject) -> Iterator[Problem]:
    for part in subject.collection.parts:
        content = read(part / "sources.yaml", [])
        if content is not None:  # else told by the reading of the files
            yield from _of_file(subject, content)


def _of_file(subject: Subject, content: YamlDocument) -> Iterator[Problem]:
    documents = {
        source.document.id: source.document
        for source in subject.collection.sources.values()
        if source.document.id in named_in(content)
    }
    for document in documents.values():
        if document.checked_on > subject.on:
            message = (
                f"{document.id} says checked_on: {document.checked_on}, a day that has not come; "
                "write the day on which it was compared"
            )
            yield Problem(content.file, content.line((document.id, "checked_on")), message)
        if subject.on + AHEAD >= stale_from(document.checked_on):
            message = (
                f"{document.id} was last compared with the entries on {document.checked_on}; "
                "compare it again and change checked_on"
            )
            line = content.line((document.id, "checked_on"))
            yield Problem(content.file, line, message, error=False)
