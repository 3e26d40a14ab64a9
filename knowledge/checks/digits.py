"""Numbers come from the parameters; a typed digit would go stale unnoticed."""

import re
from collections.abc import Iterator

from knowledge import markup
from knowledge.checks.subject import LANGUAGES, Subject
from knowledge.entry import Entry
from knowledge.figures import form_for, in_force
from knowledge.problem import Problem
from rules.institutions import registry

# A run of characters between spaces and punctuation; names such as KA131 and B1 hold a letter.
_CHUNK = re.compile(r"[^\s.,;:()„“”\"'/–—-]+")
_RUN = re.compile(r"[^\s()„“”\"']+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
# The file of a pack's numbers that belong to nothing else, as the documentation calls it.
_OWN = "own"
_MOST_NAMES = 3
_LETTER = re.compile(r"[^\W\d_]")


def check(subject: Subject) -> Iterator[Problem]:
    """Yield digits typed into answers (an error) and titles (a warning).

    What an office answered is as it wrote it: there is no other source for it.
    """
    for entry in subject.looked_at:
        if subject.is_of_an_office(entry):
            continue
        for language in LANGUAGES:
            for part, parsed in subject.parts(entry, language):
                for number, below in _typed_in(parsed):
                    message = f"the number {number} is typed in; {_instead(subject, entry, number)}"
                    yield subject.problem(entry, message, *part, below=below)
            typed = typed_numbers(entry.title.authored(language))
            if typed:
                message = (
                    f"the title holds the number {typed[0]}, which will not change with the rules; "
                    "better without"
                )
                yield subject.problem(entry, message, "title", language, error=False)


def _instead(subject: Subject, entry: Entry, number: str) -> str:
    """Return what to write in place of a number that is typed in."""
    names = _named_so(subject, entry, number)
    if names:
        return f"write its name, as {{group.name:form}}: {' or '.join(names)}"
    if registry().is_added(entry.institution):
        home = registry()[entry.institution].folder / "parameters" / f"{_OWN}.yaml"
        source = entry.sources[0] if entry.sources else "document/section"
        return (
            f"give it a name in {home}, such as `some_name: {{{_as_parameter(number)}, "
            f"reference: {source}, checked_on: {subject.on}}}`, "
            f"and write {{{_OWN}.some_name}} here (docs/packs.md, Numbers)"
        )
    return "write the parameter's name: {group.name} or {group.name:form}"


def _as_parameter(number: str) -> str:
    """Return a number that is typed in as a value with its unit."""
    if number.isascii() and number.isdecimal():
        return f"value: {number}, unit: count"
    if _DECIMAL.fullmatch(number):
        return f"value: {number.replace(',', '.')}, unit: number"
    return f'value: "{number}", unit: text'


def _named_so(subject: Subject, entry: Entry, number: str) -> list[str]:
    """Return the numbers of an entry's own institution that have this value, as they are named."""
    figures = subject.figures.at(entry.institution)
    found = []
    for name in sorted(figures.parameter_names()):
        figure = in_force(figures, name, subject.on)
        source = subject.collection.sources.get(figure.reference)
        own = source is not None and source.document.institution == entry.institution
        if own and str(figure.value) == number:
            form = form_for(figure)
            found.append(f"{{{name}:{form}}}" if form else f"{{{name}}}")
    return found[:_MOST_NAMES]


def _typed_in(parsed: markup.Parsed) -> Iterator[tuple[str, int]]:
    """Yield the numbers that are typed into a text, each with its line in it, from 0.

    "9:30–14:00" is one.
    """
    line = 0
    for piece in parsed.pieces:
        if isinstance(piece, markup.PlainWords):
            for run in _RUN.finditer(piece.text):
                chunks = [one for one in _CHUNK.finditer(run[0]) if is_typed_number(one[0])]
                if chunks:
                    number = run[0][chunks[0].start() : chunks[-1].end()]
                    yield number, line + piece.text[: run.start()].count("\n")
            line += piece.text.count("\n")


def typed_numbers(text: str) -> list[str]:
    """Return the numbers that are typed into a plain text."""
    return [chunk for chunk in _CHUNK.findall(text) if is_typed_number(chunk)]


def is_typed_number(chunk: str) -> bool:
    """Return whether a run of characters is a number rather than a name that holds a digit."""
    return any(letter.isdigit() for letter in chunk) and not _LETTER.search(chunk)
