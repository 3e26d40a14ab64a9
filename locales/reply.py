"""Choose the language and script of what is sent to a person: a reply, a notice or a menu."""

import re

from locales.locale import Locale

# Clients in these languages belong to people who read Serbian with ease. Each has one script.
# Telegram tells no script of Serbian; its own Serbian menus are in Cyrillic.
CLIENTS = {
    "sr": Locale.SR_CYRL,
    "hr": Locale.SR_LATN,
    "bs": Locale.SR_LATN,
    "sh": Locale.SR_LATN,
    "cnr": Locale.SR_LATN,
    "me": Locale.SR_LATN,
}
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def client_locale(client_language: str | None) -> Locale:
    """Return the locale that goes with the language of a client: `sr`, `sr-Latn`, `hr_HR`."""
    language, _, script = (client_language or "").lower().replace("_", "-").partition("-")
    if language == "sr" and script.startswith("lat"):
        return Locale.SR_LATN
    return CLIENTS.get(language, Locale.EN)


def reply_locale(
    written: Locale | None, known: Locale | None, client_language: str | None
) -> Locale:
    """Return the locale of a reply.

    Args:
        written: that of the message, where it can be told.
        known: that of the conversation so far.
        client_language: that of the person's client.
    """
    return written or known or client_locale(client_language)


def notice_locale(last: str | None, client_language: str | None, text: str = "") -> Locale:
    """Return the locale of a notice that stands in for a reply, or beside one.

    Args:
        last: that of the last reply to the person, as `Locale.value`.
        client_language: that of the person's client.
        text: what they wrote. Only its script is looked at: where it would take the finder to
            tell the language, the client decides.
    """
    known = Locale(last) if last in tuple(Locale) else None
    written = Locale.SR_CYRL if known is None and _CYRILLIC.search(text) else None
    return reply_locale(written, known, client_language)
