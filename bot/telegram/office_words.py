"""What the bot says to staff and to the person while an office has a conversation."""

from bot.office import coded
from bot.telegram.splitting import split
from locales import Locale, Text, Value, render

SEEN = "👌"
"""How the bot reacts to what it has taken up."""

# Leaves room for the code and a line above, in one message of Telegram.
_PART = 3500


# The file of a draft that staff send may be that large.
MOST_KILOBYTES = 100


def say(message: str, locale: Locale, name: str = "") -> str:
    """Return a message, with the name of the institution where it has one."""
    values: dict[str, Value] = {"name": name, "kilobytes": MOST_KILOBYTES}
    return render(Text(f"telegram.office.{message}", values), locale, markup=True)


def named(message: str, locale: Locale, name: str) -> str:
    """Return a message in its form with a name, or in the one without."""
    return say(f"{message}_of", locale, name) if name else say(message, locale)


def to_staff(code: str, heading: str, html: str = "", end: str = "") -> tuple[str, ...]:
    """Return a message of the staff chat in parts, each under the code of the conversation."""
    parts = split(html, _PART) or ("",)
    closing = [""] * (len(parts) - 1) + [end]
    return tuple(
        coded(code, "\n\n".join(filter(None, (heading, part, last))))
        for part, last in zip(parts, closing, strict=True)
    )


def to_person(heading: str, html: str) -> tuple[str, ...]:
    """Return an answer of an office in parts."""
    return tuple(f"<b>{heading}</b>\n\n{part}" for part in split(html, _PART))
