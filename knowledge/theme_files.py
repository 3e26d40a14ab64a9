"""Themes as editors write them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.entry import Entry, Tool
from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import BilingualForm
from knowledge.theme import Theme, theme_file
from locales import Bilingual


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ThemeForm(_Form):
    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=40)]
    title: BilingualForm
    words: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    first: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    tool: Tool | None = None
    programme: str | None = None
    mixed: bool = False


_SHAPE: TypeAdapter[tuple[_ThemeForm, ...]] = TypeAdapter(tuple[_ThemeForm, ...])


def read_themes(file: Path, entries: Mapping[str, Entry]) -> Mapping[str, Theme]:
    """Return the themes by file, in order; empty where there is no such file of themes.

    Raises:
        KnowledgeError: with every problem: its shape, files that stand twice or hold no entries,
            entries that do not exist.
    """
    if not file.exists():
        return {}
    problems: list[Problem] = []
    document = read(file, problems)
    forms = validate(document, _SHAPE, problems) if document else None
    files = {theme_file(entry) for entry in entries.values()}
    themes: dict[str, Theme] = {}
    for number, form in enumerate(forms or ()):
        line = document.line((number,)) if document else 1
        if form.file in themes:
            problems.append(Problem(file, line, f"{form.file} stands twice; remove one of them"))
        if form.file not in files:
            message = f"{form.file}.yaml holds no entries; remove the theme or correct it"
            problems.append(Problem(file, line, message))
        problems += [
            Problem(file, line, f"{form.file}: the entry {name!r} does not exist")
            for name in form.first
            if name not in entries
        ]
        themes[form.file] = _theme(form)
    if problems:
        raise KnowledgeError(problems)
    return themes


def _theme(form: _ThemeForm) -> Theme:
    return Theme(
        file=form.file,
        title=Bilingual(sr=form.title.sr, en=form.title.en),
        words=form.words,
        first=form.first,
        tool=form.tool,
        programme=form.programme,
        mixed=form.mixed,
    )
