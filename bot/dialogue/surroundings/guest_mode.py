"""Guest mode: `@bot 45 days phd?` in a chat without the bot gets one message, and that is all.

The answer is that of the private chat. What would go on there (a form's question, a button that
comes back) becomes a link into the private chat, which carries what was told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.dialogue.state.session import Session
from bot.forms.case_link import can_carry, encode
from bot.forms.form import paragraphs
from bot.messages.button_data import Pressed, Verb, parse
from bot.messages.effect import Button, ButtonStyle, Effect, Outcome, Reply
from bot.messages.voice import Voice

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PAGES = {Verb.TOPICS: "topics", Verb.CHECKLIST: "checklist"}
_MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Guest:
    """A chat in which the bot is a guest.

    Attributes:
        voice: the words of whoever named it.
    """

    voice: Voice

    def reply(self, session: Session, effects: Iterable[Effect]) -> Reply:
        """Gather what the private chat would get into one message without state."""
        replies = [effect for effect in effects if isinstance(effect, Reply)]
        told = [reply for reply in replies if not _asks(reply, session)]
        texts = [self._text(reply) for reply in told]
        buttons = [button for reply in told for button in self._links(reply, session)]
        if len(told) < len(replies):
            texts.append(self.voice.say("guest.more"))
        came_back = any(button.start is None for each in replies for button in _all(each))
        if len(told) < len(replies) or (came_back and not buttons):
            buttons.insert(0, self._way_on(session))
        rows = tuple((button,) for button in _distinct(buttons)[:_MOST_BUTTONS])
        outcomes = [reply.outcome for reply in replies if reply.outcome is not None]
        return Reply(
            paragraphs(*texts),
            self.voice.locale,
            rows,
            outcome=outcomes[0] if outcomes else None,
            answers=tuple(answer for reply in replies for answer in reply.answers),
        )

    def _text(self, reply: Reply) -> str:
        """Return the words of a reply; a choice cannot be made by its number here."""
        choice = self.voice.say("suggest.mean")
        return reply.html.replace(choice, self.voice.say("guest.mean"))

    def _way_on(self, session: Session) -> Button:
        interview = session.form
        start = "topics"
        if interview is not None:
            start = encode(interview.tool, interview.answers, asks_on=True) or interview.tool
        return Button(
            self.voice.label("button.private"), "", start=start, style=ButtonStyle.PRIMARY
        )

    def _links(self, reply: Reply, session: Session) -> list[Button]:
        """Return the buttons of a reply as links into the private chat.

        What cannot be one is left out.
        """
        links = []
        for button in _all(reply):
            pressed = None if button.start is not None else parse(button.data)
            start = button.start if pressed is None else _opened_by(pressed, session)
            if start is not None and _START.fullmatch(start):
                links.append(Button(button.label, "", start=start))
        return links


def _asks(reply: Reply, session: Session) -> bool:
    """Return whether a reply is a form's question, which only a conversation can go on from."""
    return reply.outcome is Outcome.ASK and session.form is not None


def _all(reply: Reply) -> list[Button]:
    return [button for row in reply.buttons for button in row]


def _distinct(buttons: Iterable[Button]) -> list[Button]:
    return list({button.start: button for button in reversed(list(buttons))}.values())[::-1]


def _opened_by(pressed: Pressed, session: Session) -> str | None:
    """Return the payload that opens in private what a button would have opened."""
    match pressed.verb, pressed.arguments:
        case Verb.ENTRY, (entry,):
            return f"entry-{entry}"
        case Verb.TOOL, (tool, *start):
            return _with_case(tool, start, session)
        case ((Verb.TOPICS | Verb.CHECKLIST), arguments):
            topic = "-".join(("topic", *arguments[:-1]))
            named = pressed.verb is Verb.TOPICS and bool(arguments)
            return topic if named else _PAGES[pressed.verb]
    return None


def _with_case(tool: str, start: list[str], session: Session) -> str:
    """Return a form with what was told in the message that summoned the bot."""
    told = {slot: kept.value for slot, kept in session.case.items() if can_carry(slot)}
    if start:
        told["programme"] = start[0]
    return (encode(tool, told, asks_on=True) if told else None) or tool
