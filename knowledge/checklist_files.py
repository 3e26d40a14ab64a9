"""Checklists as editors write them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.checklist import PHASES, Checklist, Task
from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import BilingualForm
from locales import Bilingual

_Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TaskForm(_Form):
    id: _Name
    entry: str
    sr: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    applies_to: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="for")
    deadline: Literal["proposal", "documents"] | None = None


class _ChecklistForm(_Form):
    id: _Name
    institution: str
    title: BilingualForm
    applies_to: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="for")
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
        applies_to=form.applies_to,
        phases={
            phase: tuple(
                Task(
                    task.id,
                    task.entry,
                    Bilingual(sr=task.sr, en=task.en),
                    task.applies_to,
                    task.deadline,
                )
                for task in getattr(form, phase)
            )
            for phase in PHASES
        },
    )
