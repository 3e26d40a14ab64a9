"""What to do, phase by phase, as a list whose ticks are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue.session import Session
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Answer, Button, Outcome, Reply
from bot.messages.markup import escape, plain
from bot.messages.voice import Voice
from knowledge import PHASES, Checklist, Knowledge

_OPEN, _DONE = "☐", "☑"


@dataclass(frozen=True, slots=True)
class Checklists:
    """The checklists of the knowledge, with a person's ticks."""

    knowledge: Knowledge

    def choice(self, voice: Voice) -> Reply:
        """Every checklist with a button."""
        rows = tuple(
            (Button(one.title.plain(voice.locale), data(Verb.CHECKLIST, one.id)),)
            for one in self.knowledge.checklists.values()
        )
        return Reply(voice.say("checklist.choose"), voice.locale, rows)

    def show(self, name: str, phase: str, session: Session, voice: Voice) -> Reply | None:
        """One phase of a checklist, with a button per task; None where there is none such."""
        checklist = self.knowledge.checklists.get(name)
        if checklist is None or phase not in PHASES:
            return None
        ticked = frozenset(session.ticks.get(name, ()))
        html = self._html(checklist, ticked, voice)
        rows = [
            (Button(f"{_mark(task.id in ticked)} {task.text(voice.locale)}",
                    data(Verb.CHECKLIST, name, phase, task.id)),)
            for task in checklist.phases[phase]
        ]  # fmt: skip
        turn = tuple(
            Button(voice.label(f"checklist.{other}"), data(Verb.CHECKLIST, name, other))
            for other in PHASES
            if other != phase
        )
        return Reply(
            html,
            voice.locale,
            (*rows, turn),
            in_place=True,
            outcome=Outcome.ANSWER,
            answers=(
                Answer(
                    id=f"checklist-{name}",
                    title=checklist.title.plain(voice.locale),
                    text=plain(html),
                    sources=self._sources(checklist),
                    score=1.0,
                ),
            ),
        )

    def tick(self, name: str, task: str, session: Session) -> Session | None:
        """Return the session with a task done, or open again; None where there is no such task."""
        checklist = self.knowledge.checklists.get(name)
        if checklist is None or task not in {one.id for one in checklist.tasks}:
            return None
        before = session.ticks.get(name, ())
        after = tuple(one for one in before if one != task)
        if task not in before:
            after = (*before, task)
        return replace(session, ticks={**session.ticks, name: after})

    def _html(self, checklist: Checklist, ticked: frozenset[str], voice: Voice) -> str:
        done = sum(task.id in ticked for task in checklist.tasks)
        title = escape(checklist.title.plain(voice.locale))
        head = voice.say("checklist.head", done=done, all=len(checklist.tasks))
        parts: list[str] = []
        for phase in PHASES:
            lines = [
                f"{_mark(task.id in ticked)} {escape(task.text(voice.locale))}"
                for task in checklist.phases[phase]
            ]
            parts.append("\n".join([f"<b>{voice.say(f'checklist.{phase}')}</b>", *lines]))
        line = self.knowledge.source_line(self._sources(checklist), voice.locale)
        return paragraphs(f"<b>{title}</b>\n{head}", *parts, line)

    def _sources(self, checklist: Checklist) -> tuple[str, ...]:
        entries: Mapping[str, object] = dict.fromkeys(
            source
            for task in checklist.tasks
            for source in self.knowledge.entries[task.entry].sources
        )
        return tuple(entries)


def _mark(done: bool) -> str:
    return _DONE if done else _OPEN
