"""Sections of sources that the rules of a pack rest on, and entries that its names lead to."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.checks.subject import Subject
from knowledge.entry import Source
from knowledge.load import Collection
from knowledge.nearest_name import did_you_mean
from knowledge.problem import Problem
from rules.institutions import stand_in
from rules.strict_yaml import StrictYamlError, YamlPath, YamlValue, read_yaml

_CALLS = "calls"
_OF_RULES = ("programmes", "parameters", _CALLS)
# The keys under which a section is named.
_NAMING = frozenset({"source", "reference"})
_DIGITS = re.compile("[0-9]+")


def check(collection: Collection, folder: Path) -> Iterator[Problem]:
    """Yield each section that is in no `sources.yaml` or is another's, and each entry missing."""
    for part in _OF_RULES:
        for file in sorted((folder / part).glob("*.yaml")):
            try:
                document = read_yaml(file)
            except StrictYamlError:
                continue  # told by who reads the rules
            for path, name in _named(document.value):
                if part == _CALLS and name not in collection.sources:
                    continue  # told by who reads the call, or its document
                message = _fault(name, collection, folder.name)
                if not message and part == _CALLS:
                    message = _slip_in_a_call(name, folder)
                if message:
                    yield Problem(file, document.line(path), message)
    own = [one.id for one in collection.entries.values() if one.institution == folder.name]
    yield from _entries(own, folder)


def check_names(subject: Subject) -> Iterator[Problem]:
    """Yield each entry that an institution of these folders leads to, and that nobody wrote."""
    for folder in subject.collection.parts:
        if (folder / "institution.yaml").exists():
            yield from _entries(list(subject.collection.entries), folder)


def _named(value: YamlValue, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    """Yield every section that is named within a value, and where."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in _NAMING and isinstance(one, str):
                yield (*path, key), one
            else:
                yield from _named(one, (*path, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _named(one, (*path, place))


def _fault(name: str, collection: Collection, institution: str) -> str:
    known = collection.sources
    source = known.get(name)
    if source is None:
        own = [one for one, source in known.items() if _may_rest_on(source, institution)]
        return f"the source {name!r} is not in sources.yaml{did_you_mean(name, own)}"
    if _may_rest_on(source, institution):
        return ""
    return (
        f"{name!r} is a text of {source.document.institution}; a rule of one institution is never "
        f"told as another's: name a section of {institution}"
    )


def _slip_in_a_call(name: str, folder: Path) -> str:
    """Return what is wrong with the section of a call; nothing where it may be a new one.

    A call adds its own section to its document. One whose name is nearly that of a section that
    stands in `sources.yaml`, and no other year's, is a slip of the pen.
    """
    document, _, section = name.partition("/")
    try:
        written = read_yaml(folder / "sources.yaml").value
    except StrictYamlError:
        return ""  # told by who reads the sources
    forms = written.get(document) if isinstance(written, dict) else None
    sections = forms.get("sections") if isinstance(forms, dict) else None
    known = list(sections) if isinstance(sections, dict) else []
    bare = _DIGITS.sub("", section)
    if section in known or bare in [_DIGITS.sub("", one) for one in known]:
        return ""
    near = did_you_mean(section, known)
    return f"the section {section!r} is not in sources.yaml{near}" if near else ""


def _may_rest_on(source: Source, institution: str) -> bool:
    return source.document.outside or source.document.institution == institution


def _entries(known: Sequence[str], folder: Path) -> Iterator[Problem]:
    """Yield each entry that `institution.yaml` names and that is not among the known ones."""
    file = folder / "institution.yaml"
    try:
        document, institution = read_yaml(file), stand_in(folder)
    except StrictYamlError:
        return  # told by who reads the rules
    named: list[tuple[YamlPath, str]] = [
        *((("overviews", kind), name) for kind, name in institution.overviews.items()),
        *((("silent", kind), name) for kind, name in institution.silent.items()),
        *((("of_coming",), name) for name in sorted(institution.of_coming)),
    ]
    for path, name in named:
        if name not in known:
            message = f"{name!r} is no entry of {institution.id}{did_you_mean(name, known)}"
            yield Problem(file, document.line(path), message)
