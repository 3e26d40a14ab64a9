"""In which language and script to reply."""

from bot.dialogue.commands import parse
from bot.dialogue.session import Session
from bot.messages.event import Event, Said
from knowledge import Knowledge
from locales import Locale

# Telegram clients in these languages belong to people who read Serbian with ease.
_NEIGHBOURS = frozenset({"sr", "hr", "bs", "sh", "cnr", "me"})


def choose(session: Session, event: Event, knowledge: Knowledge) -> Locale:
    """Return the locale of the reply.

    That of the question; where it cannot be told, the conversation's.

    The script of a client set to Serbian is not known; it is answered in Cyrillic, the script of
    that client's own menus, until the person writes.
    """
    before = session.locale or of_client(event.client_language)
    if session.pinned or not isinstance(event.content, Said):
        return before
    text = event.content.text
    command = parse(text)
    if command is not None:
        # What stands behind /start is a link's, and in nobody's language.
        text = "" if command.name == "start" else command.argument
    guess = knowledge.guess_language(text)
    nothing_else_to_go_by = session.locale is None and event.client_language is None
    return guess.locale if guess.sure or nothing_else_to_go_by else before


def of_client(client_language: str | None) -> Locale:
    """Return the locale that goes with the language of a Telegram client."""
    language, _, script = (client_language or "").replace("_", "-").partition("-")
    if language.lower() not in _NEIGHBOURS:
        return Locale.EN
    if language.lower() == "sr" and "lat" not in script.lower():
        return Locale.SR_CYRL
    return Locale.SR_LATN
