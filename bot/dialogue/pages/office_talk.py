"""Asking an office: offered where nothing is known, shown before it is sent, and sent only then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.dialogue import typed_buttons
from bot.dialogue.commands import OFFICE_MENU, Command
from bot.dialogue.state.session import Last, OfficeDraft, Session
from bot.dialogue.turn import Outcome, Turn
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import (
    AskOffice,
    Button,
    ButtonStyle,
    Effect,
    LeaveOffice,
    Reply,
    TellOffice,
)
from bot.messages.event import Event, Said, Unreadable
from bot.messages.markup import escape, plain
from bot.messages.topic_names import topic_name
from bot.messages.voice import Voice
from bot.office import Office, Offices

# What was shown last, so that words that follow are meant for it.
_PREVIEW, _QUESTION = "office", "office/question"
MOST_LETTERS = 2500


@dataclass(frozen=True, slots=True)
class OfficeTalk:
    """The way to an office, and what happens while it has the conversation."""

    offices: Offices

    def offer(self, step: Outcome, event: Event, turn: Turn) -> Outcome:
        """Put a button under what was not known; the question is remembered for it."""
        session, effects = step
        if not self.offices or not event.reachable or event.with_office:
            return step
        if not any(map(_for_office, effects)):
            return step
        question = _asked(event)
        button = Button(turn.voice.label("button.office"), data(Verb.OFFICE, "ask"))
        offered = tuple(
            replace(one, buttons=(*one.buttons, (button,)))
            if isinstance(one, Reply) and one.for_office
            else one
            for one in effects
        )
        return replace(session, office=_next(session, question)), offered

    # While an office has the conversation --------------------------------------------------------

    def passed_on(self, session: Session, event: Event, voice: Voice) -> Outcome | None:
        """Return what becomes of a message while an office has the conversation.

        Words go to it, and the bot says nothing. None for commands and taps, which are the bot's.
        """
        match event.content:
            case Unreadable():
                return session, (Reply(voice.say("office.only_text"), voice.locale),)
            case Said(text) if not text.startswith("/"):
                told = TellOffice(text, edited=event.edited)
                if event.attached is None:
                    return session, (told,)
                return session, (told, Reply(voice.say("office.attached"), voice.locale))
        return None

    def _ended(self, session: Session, turn: Turn) -> Outcome:
        """End the conversation with the office: the bot has it again."""
        voice = turn.voice
        if not turn.with_office:
            return session, (Reply(voice.say("office.nothing_to_end"), voice.locale),)
        return session, (LeaveOffice(), Reply(voice.say("office.done"), voice.locale))

    # Before it is sent ---------------------------------------------------------------------------

    def said(self, session: Session, text: str, turn: Turn) -> Outcome | None:
        """Return what words mean for the office; None where they are for the bot."""
        if not self.offices or not turn.reachable:
            return None
        page = session.last.page
        step = typed_buttons.office_step(text) if page in (_PREVIEW, _QUESTION) else None
        if page == _PREVIEW and step is not None:
            return self._step(session, step, turn)
        if page == _QUESTION:
            if step == "drop":
                return self._dropped(session, turn.voice)
            return self._asked_for(session, text, turn)
        question = typed_buttons.question_for_the_office(text)
        if question is None:
            return None
        if question:
            return self._asked_for(replace(session, office=_next(session)), question, turn)
        return self._begin(session, turn)

    def commanded(self, session: Session, command: Command, turn: Turn) -> Outcome | None:
        """Return `/office` and `/done`; None for other commands, and where there is no office."""
        if not self.offices or command.name not in OFFICE_MENU:
            return None
        if command.name == "done":
            return self._ended(session, turn)
        if not turn.reachable or turn.with_office:
            told = "office.already" if turn.with_office else "office.privately"
            return session, (Reply(turn.voice.say(told), turn.voice.locale),)
        if command.argument:
            session = replace(session, office=_next(session))
            return self._asked_for(session, command.argument, turn)
        return self._begin(session, turn)

    def leave_preview(self, session: Session) -> Session:
        """Return the session of who wrote about something else; the buttons still work."""
        if not session.last.page.startswith(_PREVIEW):
            return session
        return replace(session, last=replace(session.last, page=""))

    def tap(self, session: Session, arguments: tuple[str, ...], turn: Turn) -> Outcome | None:
        """Return a tapped button; None for one that is out of date."""
        if not self.offices or not turn.reachable:
            return None
        if turn.with_office:
            already = Reply(turn.voice.say("office.already"), turn.voice.locale)
            return session, (already,)
        match arguments:
            case ("ask",):
                return self._begin(session, turn)
            case ("ask", institution) if self.offices.of(institution) is not None:
                draft = replace(_draft(session), institution=institution)
                return self._begin(replace(session, office=draft), turn)
            case (step, number) if number == str(_draft(session).number):
                return self._step(session, step, turn) if _draft(session).question else None
        return None

    def _begin(self, session: Session, turn: Turn) -> Outcome:
        """Show what would be sent, or ask for what is missing."""
        draft = _draft(session)
        if not draft.question:
            return self._ask_for_question(session, turn.voice)
        institution = draft.institution or session.institution
        if self.offices.of(institution) is None:
            return self._ask_which(session, turn.voice)
        facts = tuple(
            plain(wording.fact(slot, kept.value, turn.voice)) for slot, kept in session.case.items()
        )
        draft = replace(draft, institution=institution, facts=facts)
        return self._preview(replace(session, office=draft), turn)

    def _ask_for_question(self, session: Session, voice: Voice, note: str = "") -> Outcome:
        """Ask for the question; the next message is taken for it."""
        html = paragraphs(note, voice.say("office.write"))
        draft = _draft(session)
        drop = Button(voice.label("button.office_drop"), data(Verb.OFFICE, "drop", draft.number))
        session = replace(session, office=draft, last=Last(page=_QUESTION))
        if draft.question:
            # The preview stays above, to be copied from, with its buttons until the next one.
            return session, (Reply(html, voice.locale),)
        return session, (Reply(html, voice.locale, ((drop,),), in_place=True, anew=True),)

    def _asked_for(self, session: Session, text: str, turn: Turn) -> Outcome:
        """Take the question as it was written."""
        if len(text) > MOST_LETTERS:
            note = turn.voice.say("office.too_long", most=MOST_LETTERS)
            return self._ask_for_question(session, turn.voice, note)
        draft = replace(_draft(session), question=text.strip())
        return self._begin(replace(session, office=draft), turn)

    def _ask_which(self, session: Session, voice: Voice) -> Outcome:
        rows = tuple(
            (Button(topic_name(one, voice), data(Verb.OFFICE, "ask", one)),)
            for one in self.offices.of_institution
        )
        session = replace(session, last=Last())
        return session, (Reply(voice.say("office.which"), voice.locale, rows),)

    def _preview(self, session: Session, turn: Turn) -> Outcome:
        """Show exactly what would be sent."""
        voice, draft = turn.voice, _draft(session)
        name = _name(draft, self.offices, voice)
        heading = voice.say("office.preview", office=name) if name else voice.say("office.general")
        office = self.offices.of(draft.institution)
        html = paragraphs(
            heading,
            _quoted(_text(draft, voice)),
            voice.say("office.nothing_else"),
            "" if office is None else when_it_answers(office, turn.now, voice),
        )
        labelled = [("send", ButtonStyle.PRIMARY), ("edit", None)]
        labelled += [("bare", None)] if draft.facts else []
        labelled += [("drop", None)]
        buttons = [
            Button(voice.label(f"button.office_{step}"), data(Verb.OFFICE, step, draft.number),
                   style=style)
            for step, style in labelled
        ]  # fmt: skip
        rows = ((buttons[0],), *_pairs(buttons[1:]))
        session = replace(session, last=Last(page=_PREVIEW))
        return session, (Reply(html, voice.locale, rows, in_place=True),)

    def _step(self, session: Session, step: str, turn: Turn) -> Outcome | None:
        draft, voice = _draft(session), turn.voice
        match step:
            case "send":
                return self._sent(session, draft, turn)
            case "edit":
                return self._ask_for_question(session, voice)
            case "bare":
                return self._preview(replace(session, office=replace(draft, facts=())), turn)
            case "drop":
                return self._dropped(session, voice)
        return None

    def _dropped(self, session: Session, voice: Voice) -> Outcome:
        said = Reply(voice.say("office.dropped"), voice.locale, in_place=True)
        return replace(session, office=_next(session), last=Last()), (said,)

    def _sent(self, session: Session, draft: OfficeDraft, turn: Turn) -> Outcome | None:
        """Return the question on its way, with a receipt that says what was sent."""
        voice, office = turn.voice, self.offices.of(draft.institution)
        if office is None:
            return None
        text, name = _text(draft, voice), _name(draft, self.offices, voice)
        receipt = paragraphs(
            voice.say("office.sent", office=name) if name else voice.say("office.sent_general"),
            _quoted(text),
            when_it_answers(office, turn.now, voice),
            voice.say("office.how"),
        )
        asked = AskOffice(text, draft.institution, name, voice.locale)
        session = replace(session, office=_next(session), last=Last())
        return session, (asked, Reply(receipt, voice.locale, in_place=True))


def when_it_answers(office: Office, now: datetime | None, voice: Voice) -> str:
    """Return in how long an office answers, and when it opens where it is closed; as HTML."""
    lines = []
    if office.answers_within is not None:
        lines.append(voice.say("office.within", office.answers_within))
    if office.hours is not None and now is not None and not office.hours.is_open(now):
        opens = office.hours.opens(now)
        lines.append(voice.say("office.closed", day=opens.date(), time=f"{opens:%-H:%M}"))
    return " ".join(lines)


def _draft(session: Session) -> OfficeDraft:
    return session.office or OfficeDraft(1)


def _next(session: Session, question: str = "") -> OfficeDraft:
    """Return a new draft; buttons of the one before do nothing any more."""
    before = 0 if session.office is None else session.office.number
    return OfficeDraft(before + 1, question[:MOST_LETTERS])


def _for_office(effect: Effect) -> bool:
    return isinstance(effect, Reply) and effect.for_office


def _asked(event: Event) -> str:
    """Return the question that was not answered, as it was written; empty after a tap."""
    if isinstance(event.content, Said):
        text = event.content.text
        return text.partition(" ")[2] if text.startswith("/") else text
    return ""


def _text(draft: OfficeDraft, voice: Voice) -> str:
    """Return what is sent: the question, and the facts of the case."""
    if not draft.facts:
        return draft.question
    facts = "\n".join(f"• {fact}" for fact in draft.facts)
    return f"{draft.question}\n\n{plain(voice.say('office.facts'))}\n{facts}"


def _quoted(text: str) -> str:
    return f"<blockquote>{escape(text)}</blockquote>"


def _name(draft: OfficeDraft, offices: Offices, voice: Voice) -> str:
    """Return the name of an institution with an office of its own; empty for the general one."""
    named = draft.institution is not None and draft.institution in offices.of_institution
    return topic_name(draft.institution, voice) if named and draft.institution else ""


def _pairs(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[one : one + 2]) for one in range(0, len(buttons), 2))
