"""Tell the language of a message, for the reply."""

import re

from bot.dialogue.commands import parse
from bot.dialogue.state.session import Session
from bot.messages.event import Event, Said
from knowledge import Knowledge
from locales import Locale, client_locale, reply_locale

# So few words may be of either language.
_A_SCRAP = 2
_LATIN = re.compile("[A-Za-zČĆĐŠŽčćđšž]{2}")
# "1. mart 2027", "March 2027": "mart" is a word of English as well.
_A_DATE = re.compile(r"(?:\d{1,2}\.?\s*)?[^\W\d]+\.?\s+\d{4}\.?")


def locale_of(session: Session, event: Event, knowledge: Knowledge) -> Locale:
    """Return the locale of the reply: that of the question, where it can be told."""
    return reply_locale(_written(session, event, knowledge), session.locale, event.client_language)


def _written(session: Session, event: Event, knowledge: Knowledge) -> Locale | None:
    if session.pinned or not isinstance(event.content, Said):
        return None
    text = event.content.text
    command = parse(text)
    if command is not None:
        # What stands behind /start is a link's, and in nobody's language.
        text = "" if command.name == "start" else command.argument
    guess = knowledge.guess_language(text)
    words = 1 if _A_DATE.fullmatch(text.strip()) else len(text.split())
    if session.locale is not None and (words <= 1 or (not guess.by_a_word and words <= _A_SCRAP)):
        # "Mart", "do jula", a date, a city: they stay in the language of the conversation.
        return None if guess.locale is not Locale.SR_CYRL else guess.locale
    nothing_else_to_go_by = session.locale is None and event.client_language is None
    if guess.sure or nothing_else_to_go_by:
        return guess.locale
    return _in_the_script_of(text, event) if session.locale is None else None


def _in_the_script_of(text: str, event: Event) -> Locale | None:
    """Return Latin Serbian for Latin letters from a Serbian client: "cao" is no Cyrillic."""
    serbian = client_locale(event.client_language) is Locale.SR_CYRL
    return Locale.SR_LATN if serbian and _LATIN.search(text) else None
