"""The knowledge with approved entries in it, as a folder that is read and checked like any."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.load import entry_files
from knowledge.parts import FOLDER, OFFICES, parts_of
from rules.institutions import BUILT_IN, SHARED, registry

_COPIED = "entries"
_SOURCES, _THEMES = "sources.yaml", "themes.yaml"
_INSTITUTIONS = BUILT_IN.name
_ID = re.compile(r"^- id: ([a-z0-9-]+)\s*$", re.MULTILINE)
_OF = re.compile(r"^  institution: ([a-z0-9-]+)\s*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ApprovedEntry:
    """An entry beside those of the files.

    Attributes:
        code: the draft's name.
        institution: whose entry.
        content: YAML.
        history: who approved it and when, for whoever reads the file.
        on: the day of the approval.
    """

    code: str
    institution: str
    content: str
    history: str
    on: date

    @property
    def id(self) -> str | None:
        """The entry's id, as its content has it; None where it has none."""
        found = _ID.search(self.content)
        return None if found is None else found[1]


def institution_in(content: str) -> str | None:
    """Return whose entry a content says that it is; None where it does not."""
    found = _OF.search(content)
    return None if found is None else found[1]


def source_of(institution: str) -> str:
    """Return the source of what the office of an institution answers."""
    return f"office-{institution}/answer"


def beside_the_files(entries: Sequence[ApprovedEntry]) -> list[ApprovedEntry]:
    """Return the entries that do not stand in the files by now, which editors moved others to."""
    files = entry_files(parts_of(FOLDER))
    known = {name for file in files for name in _ID.findall(file.read_text(encoding="utf-8"))}
    return [entry for entry in entries if entry.id not in known]


def write_overlay(entries: Sequence[ApprovedEntry], into: Path) -> Path:
    """Write a knowledge folder with these entries beside the program's own; returns it.

    What is not changed is linked to, so it is small and quickly made.
    """
    for file in FOLDER.iterdir():
        if file.name not in (_COPIED, _SOURCES, _THEMES, _INSTITUTIONS, "__pycache__"):
            (into / file.name).symlink_to(file)
    _link_institutions(into / _INSTITUTIONS)
    shutil.copytree(FOLDER / _COPIED, into / _COPIED)
    folder = into / OFFICES
    folder.mkdir()
    institutions = sorted({entry.institution for entry in entries})
    for one in institutions:
        own = [entry for entry in entries if entry.institution == one]
        contents = [f"# {entry.history}\n{entry.content.strip()}\n" for entry in own]
        (folder / f"{one}.yaml").write_text("\n".join(contents), encoding="utf-8")
    _extend(into, _SOURCES, [_source(one, entries) for one in institutions])
    _extend(into, _THEMES, [_theme(one) for one in institutions])
    return into


def _link_institutions(into: Path) -> None:
    """Link to the folder of every institution in use: an operator's own stand elsewhere."""
    into.mkdir()
    for one in registry().folders:
        (into / one.name).symlink_to(one.resolve())
    for shared in BUILT_IN.iterdir():
        if not shared.is_dir() or shared.name == SHARED:
            (into / shared.name).symlink_to(shared)


def _extend(into: Path, name: str, parts: Sequence[str]) -> None:
    """Write one of the program's files with more behind it."""
    told = (FOLDER / name).read_text(encoding="utf-8")
    (into / name).write_text("\n".join([told, *parts]), encoding="utf-8")


def _theme(institution: str) -> str:
    title = '{sr: "Одговори канцеларије", en: "Answers of the office"}'
    return f"- file: {OFFICES.name}/{institution}\n  title: {title}\n"


def _source(institution: str, entries: Sequence[ApprovedEntry]) -> str:
    """Return the office of an institution as a source, checked on the day of its last answer."""
    last = max(entry.on for entry in entries if entry.institution == institution)
    return (
        f"office-{institution}:\n"
        '  title: {sr: "Одговор канцеларије", en: "Answer of the office"}\n'
        f"  institution: {institution}\n"
        f"  checked_on: {last.isoformat()}\n"
        "  sections:\n"
        '    answer: {sr: "канцеларија", en: "office"}\n'
    )
