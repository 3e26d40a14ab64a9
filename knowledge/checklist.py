"""What to do before, during and after a mobility: steps, each with the entry that tells more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.conditions import matches
from locales import Bilingual, Locale

PHASES = ("before", "during", "after")


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
