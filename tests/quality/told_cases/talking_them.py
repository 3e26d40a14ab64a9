"""Have composed conversations with the assistant, and look at the last answer."""

import re

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Reply
from bot.messages.event import Event, Said
from bot.messages.markup import plain
from tests.quality.told_cases.composing import Composition
from tests.scenarios.talking import CLIENTS, NOON

Talk = list[tuple[str, str]]


def had(one: Composition, assistant: Assistant) -> Talk:
    """Return what was said and answered, turn by turn."""
    session, talk = Session.new(), []
    for turn in one.turns:
        event = Event(Said(turn), client_language=CLIENTS[one.language])
        session, effects = assistant.respond(session, event, NOON)
        replies = [plain(effect.html) for effect in effects if isinstance(effect, Reply)]
        talk.append((turn, "\n".join(replies).strip()))
    return talk


def is_right(one: Composition, talk: Talk) -> bool:
    """Return whether the last answer begins with the verdict, and tells what is left."""
    answer = talk[-1][1]
    first = answer.partition("\n")[0]
    begins = not one.begins or re.match(rf"{one.begins}\b", first) is not None
    told = first if not one.begins else answer
    left = not one.left or re.search(rf"(?<!\w){re.escape(one.left)}(?!\w)", told) is not None
    return begins and left
