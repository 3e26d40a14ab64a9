"""The page "My case": what is known, since when and from which words, each line changeable."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.dialogue.state import case, ledger
from bot.dialogue.state.session import FormState, Last, Session
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Outcome
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.forms.slot_answers import read_answer
from bot.forms.slot_questions import allowed, kind_of, question, slot_of
from bot.forms.slot_validation import SlotValidation
from bot.messages.button_data import UNKNOWN, Verb, can_carry, data, token, value_of
from bot.messages.effect import Button, ButtonStyle, Reply
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.topic_names import topic_name
from bot.messages.voice import Voice
from bot.understanding import FactValue, understand
from bot.understanding.answers.typed_lines import is_clearing, typed_line
from bot.understanding.lengths.stay_lengths import in_days
from bot.understanding.questions.split_questions import is_a_question
from rules import FactError, Rulebook

PAGE = "case"
# The line of the institution in force, which is no slot of a form.
_INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class CasePage:
    """Shows and changes the case."""

    rulebook: Rulebook

    def show(self, session: Session, voice: Voice, note: str = "") -> Outcome:
        """Return every slot on a line of its own, with a button to change and one to remove it."""
        session = replace(session, last=replace(session.last, page=PAGE))
        lines = self._lines(session, voice)
        if not lines:
            empty = Reply(paragraphs(note, voice.say("case.empty")), voice.locale, in_place=True)
            return session, (empty,)
        shown = "\n".join(
            f"{voice.say('case.line', number=number, slot=plain(words))} {origin}".rstrip()
            for number, (_, words, origin) in enumerate(lines, start=1)
        )
        rows = tuple(
            (
                Button(f"{voice.label('button.case_change')} {number}",
                       data(Verb.CASE, "change", slot)),
                Button(f"{voice.label('button.case_remove')} {number}",
                       data(Verb.CASE, "remove", slot)),
            )
            for number, (slot, _, _) in enumerate(lines, start=1)
        )  # fmt: skip
        clear = Button(
            voice.label("button.case_clear"), data(Verb.CASE, "clear"), style=ButtonStyle.DANGER
        )
        html = paragraphs(
            note, voice.say("case.title"), shown, _elsewhere(session, voice), voice.say("case.how")
        )
        return session, (Reply(html, voice.locale, (*rows, (clear,)), in_place=True),)

    def tap(
        self, session: Session, arguments: tuple[str, ...], voice: Voice, today: date
    ) -> Outcome | None:
        """Return a tapped button of the page; None for one that is out of date."""
        match arguments:
            case ():
                after, effects = self.show(session, voice)
                # It is opened from a result, which stays on the screen.
                return after, tuple(
                    replace(one, anew=True) if isinstance(one, Reply) else one for one in effects
                )
            case ("show",):
                return self.show(session, voice)
            case ("clear",):
                return self.show(_emptied(session), voice)
            case ("remove", slot):
                return self._remove(session, slot, voice)
            case ("change", slot):
                return self._ask(session, slot, voice)
            case ("set", slot, carried) if slot in case.SLOTS or slot == _INSTITUTION:
                value = value_of(carried)
                if not self._takes(slot, value, today):
                    return None
                return self._set(session, slot, value, voice, today)
        return None

    def typed(self, session: Session, words: str, voice: Voice, today: date) -> Outcome:
        """Return what stood behind `/case`: nothing, slots to note, or a line to change."""
        if not words:
            return self.show(session, voice)
        if is_clearing(words):
            return self.show(_emptied(session), voice)
        line = self._line(session, words, voice)
        if line is not None:
            return line
        return self._note(session, words, voice, today) or self.show(
            session, voice, voice.say("case.nothing_read")
        )

    def goes_on(self, session: Session, words: str, voice: Voice, today: date) -> Outcome | None:
        """Return what words mean right after the page; None when they are about something else."""
        page, _, slot = session.last.page.partition("/")
        if page != PAGE:
            return None
        if not slot:
            return self._line(session, words, voice)
        return self._answered(session, slot, words, voice, today)

    def _note(self, session: Session, words: str, voice: Voice, today: date) -> Outcome | None:
        """Take over what words tell of a case; None where they tell nothing."""
        reading = understand(words, today)
        told = {slot: one for slot, one in told_in(reading).items() if slot in case.SLOTS}
        if not told and reading.institution is None:
            return None
        noted = case.note(session.case, told, dict.fromkeys(told, words), today)
        institution = reading.institution or session.institution
        return self.show(replace(session, case=noted, institution=institution), voice)

    def from_anywhere(self, session: Session, words: str, voice: Voice) -> Outcome | None:
        """Return what "change 2" means where the page is not the last thing shown."""
        line = typed_line(words)
        if line is None or line.wish is None or not session.case:
            return None
        return self._line(session, words, voice)

    def _line(self, session: Session, words: str, voice: Voice) -> Outcome | None:
        """Change or remove a line by its number; a number that no line has shows the page."""
        line = typed_line(words)
        if line is None or line.wish not in ("remove", "change"):
            return None
        lines = self._lines(session, voice)
        if not 1 <= line.number <= len(lines):
            return self.show(session, voice)
        slot = lines[line.number - 1][0]
        if line.wish == "remove":
            return self._remove(session, slot, voice)
        return self._ask(session, slot, voice)

    def _ask(self, session: Session, slot: str, voice: Voice, note: str = "") -> Outcome | None:
        """Ask for one line anew; it stays as it was until there is an answer."""
        line = next((words for one, words, _ in self._lines(session, voice) if one == slot), None)
        if line is None:
            return None
        asked = question(slot, case.values(session.case), self.rulebook)
        buttons = [
            Button(wording.option(slot, value, voice), data(Verb.CASE, "set", slot, token(value)))
            for value in asked.options
            if can_carry(value)
        ]
        rows = [tuple(buttons[one : one + asked.columns])
                for one in range(0, len(buttons), asked.columns)]  # fmt: skip
        back = Button(voice.label("button.back"), data(Verb.CASE, "show"))
        html = paragraphs(note, line, f"<b>{voice.say(f'ask.{asked.wording}')}</b>")
        session = replace(session, last=Last(page=f"{PAGE}/{slot}"))
        return session, (Reply(html, voice.locale, (*rows, (back,)), in_place=True),)

    def _answered(
        self, session: Session, slot: str, words: str, voice: Voice, today: date
    ) -> Outcome | None:
        """Return the typed answer to the question for one line; a question is none."""
        if slot_of(slot) is None or is_a_question(words):
            return None
        answer = read_answer(words, slot, today)
        if answer.understood and answer.value != UNKNOWN:
            if self._is_known(session, slot, answer.value):
                # "Master" to the question of one's role is about the cycle.
                return self._note(session, words, voice, today)
            if self._takes(slot, answer.value, today):
                return self._set(session, slot, answer.value, voice, today, words=words)
            limit = SlotValidation(self.rulebook).limit(slot, answer.value, {})
            told = limit or allowed(slot, case.values(session.case), self.rulebook)
            return self._ask(session, slot, voice, voice.text(told))
        if answer.candidates:
            return self._ask(session, slot, voice, voice.say("interview.which"))
        if any(letter.isdigit() for letter in words):
            told = allowed(slot, case.values(session.case), self.rulebook)
            note = voice.say("interview.not_understood", allowed=told)
            return self._ask(session, slot, voice, note)
        return None

    def _is_known(self, session: Session, slot: str, value: Json) -> bool:
        if slot == _INSTITUTION:
            return session.institution == value
        return slot in session.case and session.case[slot].value == value

    def _takes(self, slot: str, value: Json, today: date) -> bool:
        row = slot_of(slot)
        if row is None:
            return False
        try:
            row.validate(slot, value, self.rulebook, today)
        except FactError:
            return False
        return SlotValidation(self.rulebook).limit(slot, value, {}) is None

    def _set(
        self,
        session: Session,
        slot: str,
        value: Json,
        voice: Voice,
        today: date,
        *,
        words: str = "",
    ) -> Outcome:
        note = voice.say(
            "interview.unchanged" if self._is_known(session, slot, value) else "case.changed"
        )
        if slot == _INSTITUTION:
            session = replace(session, institution=str(value))
        else:
            kept = case.note(session.case, {slot: value}, {slot: words}, today)
            interview = _with(session.form, slot, value)
            session = replace(session, case=kept, form=interview)
        return self.show(session, voice, note)

    def _remove(self, session: Session, slot: str, voice: Voice) -> Outcome | None:
        gone = next((words for one, words, _ in self._lines(session, voice) if one == slot), None)
        if gone is None:
            return None
        if slot == _INSTITUTION:
            session = replace(session, institution=None)
        else:
            session = _without(session, slot)
        return self.show(session, voice, voice.say("case.removed", slot=plain(gone)))

    def _lines(self, session: Session, voice: Voice) -> list[tuple[str, str, str]]:
        """Return each slot with its words as HTML, and where it came from."""
        lines = [
            (slot, wording.fact(slot, kept.value, voice), _origin(kept, voice))
            for slot, kept in session.case.items()
        ]
        if session.institution is not None:
            name = topic_name(session.institution, voice)
            lines.append((_INSTITUTION, voice.say("case.institution", institution=name), ""))
        return lines


def _with(interview: FormState | None, slot: str, value: Json) -> FormState | None:
    """Return a form in use with a changed slot, or without it; of a stay its days go along."""
    if interview is None:
        return None
    answers = dict(interview.answers)
    answers.pop(slot, None)
    if slot == "duration" and answers.pop("days", None) is not None and value is not None:
        told = in_days(cast("FactValue", value))
        answers.update({} if told is None else {"days": told})
    if value is not None and slot in interview.answers:
        answers[slot] = value
    return replace(interview, answers=answers)


def _without(session: Session, slot: str) -> Session:
    """Return the session in which a slot was never told."""
    gone = {slot, "days"} if slot == "duration" else {slot}
    interview = _with(session.form, slot, None)
    if (
        slot == "used"
        and interview is not None
        and kind_of(next(iter(interview.answers), "")) == "stay"
    ):
        # The months of a cycle are nothing but the stays that were used.
        interview, session = None, replace(session, last=Last(page=session.last.page))
    return replace(
        session,
        case=case.without(session.case, (slot,)),
        said={one: value for one, value in session.said.items() if one not in gone},
        form=interview,
    )


def _elsewhere(session: Session, voice: Voice) -> str:
    """Return the stays that do not count, as they were in another cycle, each on a line."""
    cycle = session.case["cycle"].value if "cycle" in session.case else None
    return "\n".join(
        voice.say(
            "of_the_cycle.elsewhere",
            length=wording.option("used", stay.value, voice),
            cycle=plain(wording.fact("cycle", stay.cycle, voice)),
        )
        for stay in ledger.of_other_cycles(session.stays, cycle)
    )


def _emptied(session: Session) -> Session:
    return replace(session, case={}, stays=(), said={}, institution=None)


def _origin(kept: case.KeptSlot, voice: Voice) -> str:
    if not kept.on:
        return ""
    on = date.fromisoformat(kept.on)
    if kept.words:
        return voice.say("case.words", words=kept.words, on=on)
    return voice.say("case.on", on=on)
