"""What each button does."""

from dataclasses import dataclass, replace

from bot.dialogue.pages.language_choice import AUTOMATIC
from bot.dialogue.parts import ConversationParts
from bot.dialogue.state.session import Session
from bot.dialogue.turn import Outcome, Turn
from bot.messages import button_data as buttons
from bot.messages.button_data import Pressed, Verb
from bot.messages.effect import Forget, Reply
from locales import Locale
from rules.programmes.names import known_programmes


@dataclass(frozen=True, slots=True)
class TappedButtons:
    """Does what a button stands for."""

    _parts: ConversationParts

    def answer(self, session: Session, data: str, turn: Turn) -> Outcome:
        """Return what a tap leads to, and where the button is of another time, that it is gone."""
        pressed = buttons.parse(data)
        # What is asked on a page is no longer asked once something else was tapped.
        session = replace(session, last=replace(session.last, page=""))
        step = None if pressed is None else self._press(session, pressed, turn)
        if step is not None:
            return step
        gone = Reply(turn.voice.say("button_gone"), turn.voice.locale)
        if self._parts.dialogue.asks(session, turn.today):
            return self._parts.dialogue.resume((session, (gone,)), turn.voice, turn.today)
        return session, (gone,)

    def _press(self, session: Session, pressed: Pressed, turn: Turn) -> Outcome | None:
        """Return what a button does; None when there is no such thing any more."""
        voice, today = turn.voice, turn.today
        match pressed.verb, pressed.arguments:
            case Verb.ENTRY, (entry,) if entry in self._parts.knowledge.entries:
                return self._parts.decider.then_go_on(
                    self._parts.decider.show_entry(entry, session, turn), turn
                )
            case Verb.TOOL, (tool, *start) if tool in self._parts.dialogue.forms and len(start) < 2:
                given = {"programme": start[0]} if start and start[0] in known_programmes() else {}
                return self._parts.dialogue.open(tool, given, session, voice, today)
            case Verb.ANSWER, arguments:
                return self._parts.dialogue.tap_answer(session, arguments, voice, today)
            case Verb.STEP, arguments:
                return self._parts.dialogue.tap_step(session, arguments, voice, today, turn.now)
            case Verb.ELSE, ():
                return self._parts.decider.something_else(session, turn)
        return self._press_page(session, pressed, turn)

    def _press_page(self, session: Session, pressed: Pressed, turn: Turn) -> Outcome | None:
        voice = turn.voice
        match pressed.verb, pressed.arguments:
            case Verb.CASE, arguments:
                return self._parts.case_page.tap(session, arguments, voice, turn.today)
            case Verb.REMINDERS, arguments:
                return self._parts.reminders.tap(session, arguments, turn)
            case Verb.NEWS, arguments:
                return self._parts.news.tap(session, arguments, turn)
            case Verb.OFFICE, arguments:
                return self._parts.office.tap(session, arguments, turn)
            case Verb.CHECKLIST, arguments:
                return self._parts.checklists.tap(arguments, session, voice, turn.today)
            case Verb.TOOL, ("checklist", *_):
                return self._parts.checklists.open(session, "", voice, turn.today)
            case Verb.LANGUAGE, (name,) if name == AUTOMATIC or name in tuple(Locale):
                session, page = self._parts.speak(session, name)
                return session, (replace(page, in_place=True),)
            case Verb.TOPICS, arguments:
                reply = self._parts.pages.opened(arguments, voice)
                return None if reply is None else (session, (reply,))
            case Verb.FORGET, ():
                forgotten = Reply(voice.say("forgotten"), voice.locale, in_place=True)
                return Session(locale=session.locale), (Forget(), forgotten)
        return None
