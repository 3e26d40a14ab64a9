"""Numbers come from the parameters; a typed digit would go stale unnoticed."""

import re
from collections.abc import Iterator

from knowledge import markup
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.problem import Problem

# A run of characters between spaces and punctuation; names such as KA131 and B1 hold a letter.
_CHUNK = re.compile(r"[^\s.,;:()„“”\"'/–—-]+")
_LETTER = re.compile(r"[^\W\d_]")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield digits typed into answers (an error) and titles (a warning)."""
    for entry in subject.entries:
        for language in LANGUAGES:
            for part, parsed in subject.parts(entry, language):
                for number, below in _typed_in(parsed):
                    message = (
                        f"the number {number} is typed in; write the parameter's "
                        "name: {group.name} or {group.name:form}"
                    )
                    yield subject.problem(entry, message, *part, below=below)
            typed = typed_numbers(entry.title.authored(language))
            if typed:
                message = (
                    f"the title holds the number {typed[0]}, which will not change with the rules; "
                    "better without"
                )
                yield subject.problem(entry, message, "title", language, error=False)


def _typed_in(parsed: markup.Parsed) -> Iterator[tuple[str, int]]:
    """Yield the numbers that are typed into a text, each with its line in it, from 0."""
    line = 0
    for piece in parsed.pieces:
        if isinstance(piece, markup.PlainWords):
            for match in _CHUNK.finditer(piece.text):
                if is_typed_number(match.group()):
                    yield match.group(), line + piece.text[: match.start()].count("\n")
            line += piece.text.count("\n")


def typed_numbers(text: str) -> list[str]:
    """Return the numbers that are typed into a plain text."""
    return [chunk for chunk in _CHUNK.findall(text) if is_typed_number(chunk)]


def is_typed_number(chunk: str) -> bool:
    """Return whether a run of characters is a number rather than a name that holds a digit."""
    return any(letter.isdigit() for letter in chunk) and not _LETTER.search(chunk)
