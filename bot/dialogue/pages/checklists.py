"""What to do, phase by phase, for one's own case: tasks open their answers, ticks are kept."""

from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.entries.responses import Responder
from bot.dialogue.state import case
from bot.dialogue.state.session import Last, Session
from bot.dialogue.turn import Outcome as Step
from bot.forms.deadlines import DeadlinesForm
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Answer, Button, ButtonStyle, Outcome, Reply
from bot.messages.markup import escape, plain
from bot.messages.voice import Voice
from bot.understanding import understand
from bot.understanding.answers.typed_lines import TypedLine, typed_line
from knowledge import PHASES, Checklist, Knowledge
from knowledge.checklist import Task
from rules.institutions import PROGRAMMES, registry

PAGE = "checklist"
_OPEN, _DONE = "☐", "☑"
# How a list is opened by one task: `k:task:LIST:TASK`.
_TASK = "task"


@dataclass(frozen=True, slots=True)
class Checklists:
    """The checklists of the knowledge, with a person's ticks."""

    knowledge: Knowledge
    responder: Responder
    deadlines: DeadlinesForm

    def open(self, session: Session, words: str, voice: Voice, today: date) -> Step:
        """Return what `/checklist` shows, with what stood behind it.

        The list of the case or of the institution named; a choice where several may be meant; of
        "3" and "done 3" the task.
        """
        line = self.goes_on(session, words, voice, today)
        if line is not None:
            return line
        names = self._meant(session, words, today)
        shown = self.show(names[0], "", session, voice, today) if len(names) == 1 else None
        return shown or self.choice(session, voice)

    def _chosen(
        self, line: TypedLine | None, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Return the checklist whose number is typed after the choice of them."""
        names = tuple(self.knowledge.checklists)
        if line is None or line.wish not in {None, "open"} or not 1 <= line.number <= len(names):
            return None
        return self.show(names[line.number - 1], "", session, voice, today)

    def choice(self, session: Session, voice: Voice) -> Step:
        """Return every checklist with a button; those that are for somebody else say so."""
        told = case.values(session.case)
        rows = tuple(
            (Button(one.title.plain(voice.locale), data(Verb.CHECKLIST, one.id)),)
            for one in self.knowledge.checklists.values()
        )
        is_for_some = any(
            one.is_for(told) is not False for one in self.knowledge.checklists.values()
        )
        heading = "checklist.choose" if is_for_some else "checklist.for_students"
        session = replace(session, last=Last(page=PAGE))
        return session, (Reply(voice.say(heading), voice.locale, rows),)

    def tap(
        self, arguments: tuple[str, ...], session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Return a list that was chosen, turned, or opened at a task; None where it is gone."""
        match arguments:
            case ():
                return self.choice(session, voice)
            case (name,):
                return self.show(name, "", session, voice, today)
            case (kind, name, task) if kind == _TASK:
                return self._task(name, task, session, voice, today)
            case (name, phase):
                return self.show(name, phase, session, voice, today)
            case (name, phase, task):
                ticked = self.tick(name, task, session)
                return None if ticked is None else self.show(name, phase, ticked, voice, today)
        return None

    def goes_on(self, session: Session, words: str, voice: Voice, today: date) -> Step | None:
        """Return what words mean right after a list: the number of a task, or that it is done."""
        page, _, name = session.last.page.partition("/")
        line = typed_line(words)
        if page == PAGE and not name:
            return self._chosen(line, session, voice, today)
        checklist = self._filtered(name, session)
        if page != PAGE or line is None or checklist is None or line.wish not in _WISHES:
            return None
        if not 1 <= line.number <= len(checklist.tasks):
            return self.show(name, "", session, voice, today)
        task = checklist.tasks[line.number - 1]
        if line.wish != "done":
            return self._task(name, task.id, session, voice, today)
        ticked = self.tick(name, task.id, session) or session
        return self.show(name, _phase_of(checklist, task), ticked, voice, today)

    def show(
        self, name: str, phase: str, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Return one phase of a list, each task a button; the first open one where none is named.

        None where there is no such list or phase.
        """
        checklist = self._filtered(name, session)
        if checklist is None or phase not in (*PHASES, ""):
            return None
        ticked = frozenset(session.ticks.get(name, ()))
        phase = phase or _first_open(checklist, ticked)
        numbered = list(enumerate(checklist.tasks, start=1))
        shown = [(number, task) for number, task in numbered if task in checklist.phases[phase]]
        html = self._html(checklist, phase, shown, session, voice, today=today)
        rows = [
            (
                Button(
                    f"{_mark(task.id in ticked)} {number}. {self._title(task, voice)}",
                    data(Verb.CHECKLIST, _TASK, name, task.id),
                ),
            )
            for number, task in shown
        ]
        turn = tuple(
            Button(
                f"{voice.label(f'checklist.{other}')} {_progress(checklist, other, ticked)}",
                data(Verb.CHECKLIST, name, other),
            )
            for other in PHASES
            if other != phase
        )
        more = (Button(voice.label("checklist.others"), data(Verb.CHECKLIST)),)
        reply = Reply(
            html,
            voice.locale,
            (*rows, turn, more),
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
        return replace(session, last=Last(page=f"{PAGE}/{name}")), (reply,)

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

    def _task(
        self, name: str, wanted: str, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Return the answer behind a task, its day where one is known, and a button to tick it."""
        checklist = self.knowledge.checklists.get(name)
        tasks = () if checklist is None else checklist.tasks
        task = next((one for one in tasks if one.id == wanted), None)
        if checklist is None or task is None:
            return None
        is_done = wanted in session.ticks.get(name, ())
        entry = self.knowledge.entries[task.entry]
        after, effects = self.responder.show(entry, session, voice, today)
        told = [one for one in effects if isinstance(one, Reply)]
        by = self._by(task, session, voice, today)
        html = paragraphs(
            f"{_mark(is_done)} <b>{escape(task.text(voice.locale))}</b>",
            voice.say("checklist.day", day=by) if by else "",
            *(one.html for one in told),
        )
        phase = _phase_of(checklist, task)
        tick = Button(
            voice.label("checklist.undo" if is_done else "checklist.tick"),
            data(Verb.CHECKLIST, name, phase, task.id),
            style=None if is_done else ButtonStyle.PRIMARY,
        )
        back = Button(voice.label("checklist.back"), data(Verb.CHECKLIST, name, phase))
        rows: list[tuple[Button, ...]] = [(tick,), (back,)]
        if task.deadline is not None and not by:
            tool = Button(voice.label("tool.deadlines"), data(Verb.TOOL, "deadlines"))
            rows.insert(1, (tool,))
        after = replace(after, last=replace(after.last, page=f"{PAGE}/{name}"))
        return after, (replace(told[0], html=html, buttons=tuple(rows), in_place=True),)

    def _meant(self, session: Session, words: str, today: date) -> list[str]:
        """Return the lists that may be meant, by what was typed, else by the case."""
        lists = self.knowledge.checklists
        if words and typed_line(words) is None:
            # Of an institution that has no list, nobody else's is shown in its place.
            named = understand(words, today).institution
            return [name for name, one in lists.items() if one.institution == named]
        told = case.values(session.case)
        fitting = [name for name, one in lists.items() if one.is_for(told) is not False]
        institution = session.institution
        if told.get("registered") is True:
            institution = registry().teller(PROGRAMMES, institution)
        of_theirs = [name for name in fitting if lists[name].institution == institution]
        begun = [name for name in fitting if session.ticks.get(name)]
        return of_theirs or (begun if len(begun) == 1 else fitting)

    def _filtered(self, name: str, session: Session) -> Checklist | None:
        checklist = self.knowledge.checklists.get(name)
        return None if checklist is None else checklist.for_case(case.values(session.case))

    def _html(
        self,
        checklist: Checklist,
        phase: str,
        shown: list[tuple[int, Task]],
        session: Session,
        voice: Voice,
        *,
        today: date,
    ) -> str:
        """Return the progress first, then the tasks of one phase."""
        ticked = frozenset(session.ticks.get(checklist.id, ()))
        done = sum(task.id in ticked for task in checklist.tasks)
        head = voice.say("checklist.head", done=done, all=len(checklist.tasks))
        title = escape(checklist.title.plain(voice.locale))
        lines = []
        for number, task in shown:
            by = self._by(task, session, voice, today)
            day = f" ({voice.say('checklist.by', day=by)})" if by else ""
            lines.append(
                f"{_mark(task.id in ticked)} {number}. {escape(task.text(voice.locale))}{day}"
            )
        left_out = len(self.knowledge.checklists[checklist.id].tasks) - len(checklist.tasks)
        return paragraphs(
            f"<b>{head}</b>\n{title}",
            "\n".join([f"<b>{voice.say(f'checklist.{phase}')}</b>", *lines]),
            voice.say("checklist.left_out", left_out) if left_out else "",
            voice.say("checklist.how"),
            self.knowledge.source_line(self._sources(checklist), voice.locale),
        )

    def _by(self, task: Task, session: Session, voice: Voice, today: date) -> str:
        """Return the last day for a task; empty where none is known."""
        if task.deadline is None:
            return ""
        told = case.values(session.case)
        if session.form is not None and session.form.tool == self.deadlines.name:
            told.update(session.form.answers)
        answers = {slot: value for slot, value in told.items() if slot in self.deadlines.facts}
        if self.deadlines.open_questions(answers, today):
            return ""
        deadlines = self.deadlines.compute(answers, today)
        day = deadlines.proposal_by if task.deadline == "proposal" else deadlines.documents_by
        return voice.plain(day)

    def _title(self, task: Task, voice: Voice) -> str:
        return self.knowledge.entries[task.entry].title.plain(voice.locale)

    def _sources(self, checklist: Checklist) -> tuple[str, ...]:
        entries = dict.fromkeys(
            source
            for task in checklist.tasks
            for source in self.knowledge.entries[task.entry].sources
        )
        return tuple(entries)


_WISHES = (None, "done", "open")


def _mark(done: bool) -> str:
    return _DONE if done else _OPEN


def _phase_of(checklist: Checklist, task: Task) -> str:
    return next(phase for phase in PHASES if task in checklist.phases[phase])


def _first_open(checklist: Checklist, ticked: frozenset[str]) -> str:
    """Return the first phase with something to do; the first of all where all is done."""
    for phase in PHASES:
        if any(task.id not in ticked for task in checklist.phases[phase]):
            return phase
    return PHASES[0]


def _progress(checklist: Checklist, phase: str, ticked: frozenset[str]) -> str:
    tasks = checklist.phases[phase]
    return f"{sum(task.id in ticked for task in tasks)}/{len(tasks)}"
