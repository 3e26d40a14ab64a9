"""Documents of `sources.yaml`: whose they are, and the letters of their names."""

from collections.abc import Iterator

from knowledge.checks import letters
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.files import read
from knowledge.problem import Problem
from locales import Bilingual
from rules.institutions import OUTSIDE, registry
from rules.strict_yaml import YamlDocument


def check(subject: Subject) -> Iterator[Problem]:
    """Yield documents of nobody, and names that readers would see with a wrong letter in them."""
    for part in subject.collection.parts:
        content = read(part / "sources.yaml", [])
        if content is not None:  # else told by the reading of the files
            yield from _documents(subject, content)


def _documents(subject: Subject, content: YamlDocument) -> Iterator[Problem]:
    """Yield the problems of the documents of one file."""
    documents = {
        source.document.id: source.document
        for source in subject.collection.sources.values()
        if source.document.id in named_in(content)
    }
    allowed = (*registry().ids, OUTSIDE)
    for name, document in documents.items():
        line = content.line((name, "institution"))
        if document.institution not in allowed:
            message = (
                f"{name}: the institution {document.institution!r} is not known; "
                f"allowed: {', '.join(allowed)}"
            )
            yield Problem(content.file, line, message)
        elif document.outside != (document.institution == OUTSIDE):
            message = (
                f"{name}: `outside: true` goes with `institution: outside`, and only with it; "
                "readers are told by it that the text is none of the institutions'"
            )
            yield Problem(content.file, line, message)
        titles: list[tuple[tuple[str, ...], Bilingual]] = [((name, "title"), document.title)]
        titles += [((name, "sections", key), title) for key, title in document.sections.items()]
        for place, title in titles:
            for language in LANGUAGES:
                for _, message in letters.faults(title.authored(language)):
                    line = content.value_line((*place, language))
                    yield Problem(content.file, line, f"{name}: {message}")


def named_in(content: YamlDocument) -> frozenset[str]:
    """Return the keys of a file: of sources, the documents in it."""
    return frozenset(content.value) if isinstance(content.value, dict) else frozenset()
