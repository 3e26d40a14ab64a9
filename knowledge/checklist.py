"""What to do before, during and after a mobility: steps, each with the entry that tells more."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.entry import Bilingual, Institution
from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import BilingualForm
from locales import Locale

PHASES = ("before", "during", "after")

_Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do.

    Attributes:
        id: its name within the list; ticks are kept under it.
        entry: the entry that tells more.
        words: what to do, in both languages.
    """

    id: str
    entry: str
    words: Bilingual

    def text(self, locale: Locale) -> str:
        """Return what to do, in a reader's language and script; plain text."""
        return self.words.plain(locale)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The tasks of one matter by phase."""

    id: str
    institution: Institution
    title: Bilingual
    phases: Mapping[str, tuple[Task, ...]]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, phase by phase."""
        return tuple(task for phase in PHASES for task in self.phases[phase])


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TaskForm(_Form):
    id: _Name
    entry: str
    sr: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class _ChecklistForm(_Form):
    id: _Name
    institution: Institution
    title: BilingualForm
    before: tuple[_TaskForm, ...]
    during: tuple[_TaskForm, ...]
    after: tuple[_TaskForm, ...]


_SHAPE: TypeAdapter[tuple[_ChecklistForm, ...]] = TypeAdapter(tuple[_ChecklistForm, ...])


def read_checklists(file: Path, entries: Mapping[str, object]) -> Mapping[str, Checklist]:
    """Return the checklists by id; empty where the file is missing.

    Raises:
        KnowledgeError: with every problem of the file: its shape, ids that stand twice, entries
            that do not exist.
    """
    if not file.exists():
        return {}
    problems: list[Problem] = []
    document = read(file, problems)
    forms = validate(document, _SHAPE, problems) if document else None
    for number, form in enumerate(forms or ()):
        seen: set[str] = set()
        for phase in PHASES:
            for place, task in enumerate(getattr(form, phase)):
                line = document.line((number, phase, place)) if document else 1
                if task.entry not in entries:
                    message = f"{form.id}: the entry {task.entry!r} does not exist"
                    problems.append(Problem(file, line, message))
                if task.id in seen:
                    message = f"{form.id}: the task {task.id!r} stands twice; rename one of them"
                    problems.append(Problem(file, line, message))
                seen.add(task.id)
    if problems:
        raise KnowledgeError(problems)
    return {form.id: _checklist(form) for form in forms or ()}


def _checklist(form: _ChecklistForm) -> Checklist:
    return Checklist(
        id=form.id,
        institution=form.institution,
        title=Bilingual(sr=form.title.sr, en=form.title.en),
        phases={
            phase: tuple(
                Task(task.id, task.entry, Bilingual(sr=task.sr, en=task.en))
                for task in getattr(form, phase)
            )
            for phase in PHASES
        },
    )
