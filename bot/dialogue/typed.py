"""What is typed: commands and deep links, words to a page that was shown, and all other words."""

from dataclasses import dataclass, replace

from bot.dialogue.commands import TOOLS, Command
from bot.dialogue.commands import parse as parse_command
from bot.dialogue.pages.language_choice import chosen_language
from bot.dialogue.parts import ConversationParts
from bot.dialogue.state.session import Last, Session
from bot.dialogue.turn import Outcome, Turn
from bot.dialogue.unsettled import names_foreign_grade
from bot.forms.case_link import PREFIX
from bot.messages.effect import Reply
from bot.understanding import understand


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Does what a command says, and hands on what else is typed."""

    _parts: ConversationParts

    def answer(self, session: Session, text: str, turn: Turn) -> Outcome:
        """Return what words lead to: a command, an answer to a page, or what the talk decides."""
        command = parse_command(text)
        if command is not None:
            for part in (self._parts.office, self._parts.news):
                step = part.commanded(session, command, turn)
                if step is not None:
                    return step
            return self._commanded(session, command, turn)
        if session.last.languages and (chosen := chosen_language(text)) is not None:
            session, start = self._parts.speak(session, chosen)
            return session, (start,)
        to_office = self._parts.office.said(session, text, turn)
        if to_office is not None:
            return to_office
        for page in (self._parts.reminders, self._parts.news):
            step = page.said(session, text, turn)
            if step is not None:
                return step
        session = self._parts.office.leave_preview(session)
        return self._to_a_page(session, text, turn) or self._parts.decider.decide(
            session, text, turn
        )

    def _to_a_page(self, session: Session, text: str, turn: Turn) -> Outcome | None:
        """Return what words mean to the page shown last; None where they are for the talk."""
        if not session.last.page:
            return self._parts.case_page.from_anywhere(session, text, turn.voice)
        for page in (self._parts.case_page, self._parts.checklists):
            step = page.goes_on(session, text, turn.voice, turn.today)
            if step is not None:
                return step
        return None

    def _commanded(self, session: Session, command: Command, turn: Turn) -> Outcome:
        voice = turn.voice
        if command.name in TOOLS:
            return self._tool_commanded(session, command, turn)
        match command.name:
            case "ask" if command.argument:
                return self.answer(session, command.argument, turn)
            case "case":
                return self._parts.case_page.typed(session, command.argument, voice, turn.today)
            case "checklist":
                return self._parts.checklists.open(session, command.argument, voice, turn.today)
            case "ask":
                return session, (Reply(voice.say("ask_how"), voice.locale),)
            case "cancel":
                said = "cancelled" if session.form is not None else "nothing_to_cancel"
                session = replace(session, form=None, last=Last())
                return session, (Reply(voice.say(said), voice.locale),)
        if command.name == "start" and command.argument:
            return self._started(session, command.argument, turn)
        if command.name == "language":
            chosen = chosen_language(command.argument)
            if chosen is not None:
                session, start = self._parts.speak(session, chosen)
                return session, (start,)
            session = replace(session, last=Last(languages=True))
        page = self._parts.pages.named(command.name, voice)
        return session, (page or Reply(voice.say("no_such_command"), voice.locale),)

    def _started(self, session: Session, payload: str, turn: Turn) -> Outcome:
        """Return a deep link: a tool, a topic, an entry, or a whole case."""
        parts, voice, today = self._parts, turn.voice, turn.today
        if payload.startswith(PREFIX):
            return parts.linked.open(payload, session, voice, today)
        kind, _, name = payload.partition("-")
        listed = tuple(part for part in name.split("-", 1) if part)
        page = parts.pages.opened((*listed, "0"), voice) if kind == "topic" and listed else None
        if page is not None:
            return session, (replace(page, in_place=False),)
        if kind == "entry" and name in parts.knowledge.entries:
            return parts.responder.show(parts.knowledge.entries[name], session, voice, today)
        if payload == "checklist":
            return parts.checklists.open(session, "", voice, today)
        if payload == "topics":
            return session, (replace(parts.pages.topics(voice), in_place=False),)
        if payload in parts.dialogue.forms:
            return parts.dialogue.open(payload, {}, session, voice, today)
        return session, (parts.pages.start(voice),)

    def _tool_commanded(self, session: Session, command: Command, turn: Turn) -> Outcome:
        given = self._parts.dialogue.given(command.name, command.argument, turn.today)
        if command.name == "grade" and command.argument and not given:
            # A mark of another scale is in no table; what to do with it is told as in free words.
            asked = f"{command.name} {command.argument}"
            if names_foreign_grade(understand(asked, turn.today)):
                return self._parts.decider.decide(replace(session, said={}), asked, turn)
        # A bare command starts anew; one with words goes on from the result before it.
        last = session.last if command.argument else Last()
        session = replace(session, said={}, last=last)
        if command.argument and not given:
            step = self._parts.dialogue.open(command.name, {}, session, turn.voice, turn.today)
            return self._parts.dialogue.wrong_answer(step[0], turn.voice, turn.today)
        return self._parts.dialogue.open(
            command.name,
            given,
            session,
            turn.voice,
            turn.today,
            brief=bool(given) and command.name != "eligibility",
        )
