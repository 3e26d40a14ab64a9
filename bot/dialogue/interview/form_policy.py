"""What a person does in an interview, by tapping and by typing alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.dialogue import typed_buttons
from bot.dialogue.cues.publishers import of_another
from bot.dialogue.interview.asking import Interviewer, with_answers, without, without_last
from bot.dialogue.interview.change_told import ChangeTold
from bot.dialogue.interview.day_buttons import STEP as MONTH_STEP
from bot.dialogue.interview.day_buttons import day_named, month_named, month_of
from bot.dialogue.interview.form_answers import FormAnswers
from bot.dialogue.interview.form_exports import FormExports
from bot.dialogue.reply_lines import with_what_was
from bot.dialogue.state import case
from bot.dialogue.state.session import FormState, Last, Session
from bot.forms import Form
from bot.forms.form import paragraphs
from bot.forms.programmes import INSTITUTION, with_first_day
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import allowed, form_takes, slot_of
from bot.messages.button_data import can_carry, value_of
from bot.messages.changed import replace
from bot.messages.effect import Effect, Outcome, Reply
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import Understanding
from bot.understanding.questions.split_questions import is_a_question
from rules import Rulebook

Step = tuple[Session, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Interviews as they go on."""

    rulebook: Rulebook
    interviewer: Interviewer

    @property
    def forms(self) -> Mapping[str, Form]:
        """The tools."""
        return self.interviewer.forms

    @property
    def _answers(self) -> FormAnswers:
        return FormAnswers(self.rulebook, self.forms)

    @property
    def _change(self) -> ChangeTold:
        return ChangeTold(self.interviewer, self._answers)

    @property
    def _exports(self) -> FormExports:
        return FormExports(self.interviewer)

    def given(self, tool: str, argument: str, today: date) -> dict[str, Json]:
        """Return what stood behind a form's command."""
        return self._answers.given(tool, argument, today)

    def open(
        self,
        tool: str,
        given: Mapping[str, Json],
        session: Session,
        voice: Voice,
        today: date,
        *,
        brief: bool = False,
    ) -> Step:
        """Open a tool with what is known; what was told before is not asked again, but shown."""
        facts = self.forms[tool].facts
        # What was given now comes first, and where it is told twice it is what counts.
        result = session.form if session.last.computed else None
        # Another tool goes on from a result; the same tool opened anew asks anew of the stay.
        before = {} if result is None or result.tool == tool else result.answers
        known = case.values(session.case)
        if session.form is not None and session.form.tool == tool and not given:
            known = {slot: value for slot, value in known.items() if slot not in case.OF_A_STAY}
        told = {**given, **known, **before, **session.said, **given}
        told = told if "duration" in facts else {**with_first_day(told)}
        answers = {
            fact: value
            for fact, value in told.items()
            if fact in facts and fact != INSTITUTION and form_takes(tool, value)
        }
        named = given.get(INSTITUTION, session.institution)
        owner = of_another(tool, None if named is None else str(named))
        if owner is not None:
            answers[INSTITUTION] = owner
        in_a_form = self.asks(session, today)
        session = session.open_form(tool, answers, brief=brief)
        unavailable = self.without_texts(session, voice)
        if unavailable is not None:
            return unavailable
        step = self.show(session, voice, today)
        # What a tool is opened from, an answer or a verdict, stays on the screen.
        return step if in_a_form else _anew(step)

    def without_texts(self, session: Session, voice: Voice) -> Step | None:
        """End a form of an institution whose texts are not at hand; None for any other form."""
        named = None if session.form is None else session.form.answers.get(INSTITUTION)
        reply = self.interviewer.without_texts(named, voice)
        return None if reply is None else (replace(session, form=None, last=Last()), (reply,))

    def show(self, session: Session, voice: Voice, today: date, note: str = "") -> Step:
        """Return the interview as it stands.

        An answer that the rules do not allow is asked for again.
        """
        interview = session.form
        if interview is None:
            return session, (Reply(voice.say("button_gone"), voice.locale),)
        for fact in self._answers.refused(interview, today):
            limit = self._answers.limit(interview, fact, interview.answers[fact])
            interview = without(interview, fact)
            note = voice.text(limit or allowed(fact, interview.answers, self.rulebook))
            session = replace(session, form=interview)
        reply = self.interviewer.show(interview, voice, today, note)
        if reply.outcome is Outcome.ANSWER:
            session = replace(session, last=Last(computed=True))
        return session, (reply,)

    def ask_which(
        self, session: Session, slot: str, values: tuple[Json, ...], voice: Voice, today: date
    ) -> Step:
        """Ask which of several values of a slot is meant, with a button for each."""
        if session.form is None:
            return self.show(session, voice, today)
        interview = replace(without(session.form, slot), changing=slot)
        options = tuple(value for value in values if can_carry(value))
        note = voice.say("interview.which")
        reply = self.interviewer.show(interview, voice, today, note, options=options)
        return replace(session, form=interview), (reply,)

    def what_if(self, session: Session, other: FormState, voice: Voice, today: date) -> Step:
        """Return the result for other answers, with the figure that it was before."""
        before, was = session.form, ""
        # Other marks are asked about, and change nothing of those before.
        changes = before is not None and before.tool != "grade"
        if before is not None and changes and self.interviewer.asking(before, today) is None:
            changed = {
                fact: value
                for fact, value in other.answers.items()
                if before.answers.get(fact) != value
            }
            was = self._change.told(before, other, changed, voice, today)
        session, effects = self.show(replace(session, form=other), voice, today)
        return session, tuple(with_what_was(effect, was) for effect in effects)

    def follow_up(self, session: Session, wanted: str, voice: Voice, today: date) -> Step:
        """Return what is asked about a result: where it stands, or why it is so."""
        interview = session.form
        if interview is None or wanted == "more":
            return self.show(session, voice, today)
        card = self.forms[interview.tool].card(interview.answers, voice, today)
        line = self.interviewer.knowledge.source_line(card.sources, voice.locale)
        whys = self.interviewer.grounds(interview, voice, today) if wanted == "why" else ()
        return session, (Reply(paragraphs(*whys, line), voice.locale),)

    def resume(self, step: Step, voice: Voice, today: date) -> Step:
        """Ask the open question again, after something else was answered in between."""
        session, effects = step
        session, question = self.show(session, voice, today)
        return session, (*effects, *question)

    def tap_answer(
        self, session: Session, arguments: tuple[str, ...], voice: Voice, today: date
    ) -> Step | None:
        """Return a tapped option; None when the button is not of the interview in use."""
        interview = self._of(session, arguments)
        if interview is None or len(arguments) != 3 or slot_of(arguments[1]) is None:
            return None
        fact, value = arguments[1], value_of(arguments[2])
        if not self._answers.accepts(interview, fact, value, today):
            return None
        return self._take(session, interview, {fact: value}, voice, today)

    def tap_step(
        self,
        session: Session,
        arguments: tuple[str, ...],
        voice: Voice,
        today: date,
        now: datetime | None = None,
    ) -> Step | None:
        """Return a tapped step; None when the button is not of the interview in use."""
        interview = self._of(session, arguments)
        if interview is None or len(arguments) < 2:
            return None
        asks = len(arguments) == 3 and arguments[2] in self.forms[interview.tool].facts
        if arguments[1] in ("change", "vary") and asks and slot_of(arguments[2]) is not None:
            changing = replace(interview, changing=arguments[2])
            step = self.show(replace(session, form=changing), voice, today)
            # "Vary" stands under the result itself, which stays on the screen.
            return _anew(step) if arguments[1] == "vary" else step
        if arguments[1] == "show":
            return self._unchanged(session, voice, today)
        if arguments[1] == MONTH_STEP:
            chosen = month_of(arguments[2]) if len(arguments) == 3 else None
            return self._of_month(session, chosen, voice, today)
        if arguments[1] == "calendar" and now is not None:
            return self._exports.calendar(session, interview, voice, today, now)
        return self._step(session, interview, arguments[1], voice, today)

    def _of_month(self, session: Session, month: date | None, voice: Voice, today: date) -> Step:
        """Return the question for a day, with the days of a month, or with the months again."""
        if session.form is None:
            return self.show(session, voice, today)
        named = None if month is None else f"{month:%Y-%m}"
        chosen = replace(session.form, month=named)
        reply = self.interviewer.show(chosen, voice, today, month=month)
        return replace(session, form=chosen), (reply,)

    def summary(self, text: str, session: Session, voice: Voice, today: date) -> Step | None:
        """Return every answer of an interview that has its result, for who wants to change one."""
        if session.form is None or typed_buttons.interview_step(text) != "summary":
            return None
        return session, (self.interviewer.summary(session.form, voice, today),)

    def words(
        self, text: str, reading: Understanding, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Return a typed message taken as part of the interview; None when it is something else."""
        interview = session.form
        if interview is None:
            return None
        asking = self.interviewer.asking(interview, today)
        step = typed_buttons.interview_step(text)
        if step is not None and (asking is not None or step == "summary"):
            return self._step(session, interview, step, voice, today)
        if asking is None or is_a_question(text):
            return None
        told = self._answers.option(text, asking, interview, voice)
        day = day_named(text, interview.month)
        told = {asking: day} if day is not None else told
        told = told or self._answers.told(text, reading, asking, interview, today)
        if told:
            return self._take(session, interview, told, voice, today)
        answer = read_answer(text, asking, today)
        meant = tuple(
            value
            for value in answer.candidates
            if can_carry(value) and self._answers.accepts(interview, asking, value, today)
        )
        if meant:
            note = voice.say("interview.which")
            reply = self.interviewer.show(interview, voice, today, note, options=meant)
            return session, (reply,)
        limit = self._answers.limit(interview, asking, answer.value)
        if limit is not None:
            return self.show(session, voice, today, voice.text(limit))
        month = None if answer.understood else month_named(text, asking, today)
        if month is not None:
            return self._of_month(session, month, voice, today)
        # An answer, but not one that the question takes.
        refused = answer.understood or bool(answer.candidates)
        return self.wrong_answer(session, voice, today) if refused else None

    def limit_at_hand(
        self, text: str, reading: Understanding, session: Session, voice: Voice, today: date
    ) -> Step | None:
        """Answer "how long can I stay?" for the programme of the running form, and ask on."""
        if session.form is None:
            return None
        conditions = self._answers.limits_asked(text, reading, session.form, today)
        if not conditions:
            return None
        sources = tuple(dict.fromkeys(condition.source for condition in conditions))
        note = paragraphs(
            "\n".join(voice.text(condition.text) for condition in conditions),
            self.interviewer.knowledge.source_line(sources, voice.locale),
        )
        return self.show(session, voice, today, note)

    def wrong_answer(self, session: Session, voice: Voice, today: date) -> Step:
        """Say what is allowed, and ask the same question again."""
        interview = session.form
        asking = None if interview is None else self.interviewer.asking(interview, today)
        if interview is None or asking is None:
            return self.show(session, voice, today)
        note = voice.text(allowed(asking, interview.answers, self.rulebook))
        return self.show(session, voice, today, voice.say("interview.not_understood", allowed=note))

    def asks(self, session: Session, today: date) -> bool:
        """Return whether an interview has an open question."""
        interview = session.form
        return interview is not None and self.interviewer.asking(interview, today) is not None

    def _take(
        self,
        session: Session,
        interview: FormState,
        facts: Mapping[str, Json],
        voice: Voice,
        today: date,
    ) -> Step:
        other = with_answers(interview, facts)
        session = replace(session, case=case.note(session.case, case.of_answers(facts), {}, today))
        if interview.changing is None:
            return self.show(replace(session, form=other), voice, today)
        before = replace(session, form=replace(interview, changing=None))
        return self.what_if(before, other, voice, today)

    def _unchanged(self, session: Session, voice: Voice, today: date) -> Step:
        """Return the open question again; of a result, which stands above, only that it stays."""
        if session.form is None or self.asks(session, today) or not session.last.computed:
            return self.show(session, voice, today)
        return session, (self.interviewer.unchanged(session.form, voice),)

    def _step(
        self, session: Session, interview: FormState, step: str, voice: Voice, today: date
    ) -> Step | None:
        match step:
            case "cancel":
                cancelled = Reply(voice.say("cancelled"), voice.locale, in_place=True)
                return replace(session, form=None), (cancelled,)
            case "back":
                back = replace(session, form=without_last(interview))
                if interview.changing is not None:
                    return self._unchanged(back, voice, today)
                return self.show(back, voice, today)
            case "summary":
                return session, (self.interviewer.summary(interview, voice, today),)
            case "picture" | "share" | "text":
                return self._exports.keep(session, interview, step, voice, today)
            case "why":
                asking = self.interviewer.asking(interview, today)
                if asking is None:
                    return self.show(session, voice, today)
                note = self.interviewer.why(interview, asking, voice)
                return self.show(session, voice, today, note)
        return None

    def _of(self, session: Session, arguments: tuple[str, ...]) -> FormState | None:
        interview = session.form
        if interview is None or not arguments or arguments[0] != str(interview.number):
            return None
        return interview


def _anew(step: Step) -> Step:
    session, effects = step
    return session, tuple(
        replace(effect, anew=True) if isinstance(effect, Reply) else effect for effect in effects
    )
