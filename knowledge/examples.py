"""More ways of asking, in files of their own beside the entries: only the finder learns from them.

`examples/*.yaml` of an institution, or of what all share, holds them by the id of the entry. An
entry's own phrasings stay a list that an editor can overlook, and go on counting as its words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.entry import Entry
from knowledge.files import read, validate
from knowledge.problem import Problem
from knowledge.schema import ExamplesForm

NO_EXAMPLES: Mapping[str, tuple[str, ...]] = {"sr": (), "en": ()}

_FOLDER = "examples"
_FORM: TypeAdapter[dict[str, ExamplesForm]] = TypeAdapter(dict[str, ExamplesForm])


@dataclass(frozen=True, slots=True)
class PlacedExample:
    """One way of asking, and where it stands."""

    entry: str
    language: str
    text: str
    file: Path
    line: int


def add_examples(parts: Iterable[Path], entries: dict[str, Entry], problems: list[Problem]) -> None:
    """Give each entry the ways of asking that stand in the files; faults are added to problems."""
    for file, line, name, form in _forms(parts, problems):
        entry = entries.get(name)
        if entry is None:
            message = f"there is no entry {name!r}; write the id of one, or remove these examples"
            problems.append(Problem(file, line, message))
            continue
        more = {"sr": form.sr, "en": form.en}
        joined = {
            language: (*before, *more[language]) for language, before in entry.examples.items()
        }
        entries[name] = replace(entry, examples=joined)


def placed_examples(parts: Iterable[Path]) -> Iterator[PlacedExample]:
    """Yield every way of asking with its file and line; what cannot be read is left out."""
    for file in example_files(parts):
        document = read(file, [])
        form = validate(document, _FORM, []) if document and document.value else None
        for name, examples in (form or {}).items():
            for language, texts in (("sr", examples.sr), ("en", examples.en)):
                for number, text in enumerate(texts):
                    line = document.value_line((name, language, number)) if document else 1
                    yield PlacedExample(name, language, text, file, line)


def example_files(parts: Iterable[Path]) -> list[Path]:
    """Return the files that hold more ways of asking."""
    return [file for part in parts for file in sorted((part / _FOLDER).glob("*.yaml"))]


def _forms(
    parts: Iterable[Path], problems: list[Problem]
) -> Iterator[tuple[Path, int, str, ExamplesForm]]:
    for file in example_files(parts):
        document = read(file, problems)
        form = validate(document, _FORM, problems) if document and document.value else None
        for name, examples in (form or {}).items():
            yield file, document.line((name,)) if document else 1, name, examples
