"""What to do before, during and after a mobility: steps, each with the entry that tells more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.conditions import matches
from knowledge.files import read, validate
from knowledge.problem import KnowledgeError, Problem
from knowledge.schema import BilingualForm
from locales import Bilingual, Locale

PHASES = ("before", "during", "after")

_Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=24)]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do.

    Attributes:
        id: its name within the list; ticks are kept under it.
        entry: the entry that tells more.
        words: what to do, in both languages.
        applies_to: slots of a case with the values of those who have to do it; empty for everybody.
        deadline: the deadline that it has to be done by, `proposal` or `documents`, counted back
            from the semester's start; None where no source names one.
    """

    id: str
    entry: str
    words: Bilingual
    applies_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deadline: str | None = None

    def text(self, locale: Locale) -> str:
        """Return what to do, in a reader's language and script; plain text."""
        return self.words.plain(locale)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The tasks of one matter by phase.

    Attributes:
        id: its name; ticks are kept under it.
        institution: whose rules it follows.
        title: what it is about.
        applies_to: slots of a case with the values of those whom it is for.
        phases: the tasks of each phase.
    """

    id: str
    institution: str
    title: Bilingual
    applies_to: Mapping[str, tuple[str, ...]]
    phases: Mapping[str, tuple[Task, ...]]

    def for_case(self, case: Mapping[str, object]) -> "Checklist":
        """Return the list without the tasks that a case rules out; what is not known stays."""
        phases = {
            phase: tuple(task for task in tasks if matches(task.applies_to, case) is not False)
            for phase, tasks in self.phases.items()
        }
        return replace(self, phases=phases)

    def is_for(self, case: Mapping[str, object]) -> bool | None:
        """Say whether the list is for somebody; None while the case does not tell."""
        return matches(self.applies_to, case)

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
