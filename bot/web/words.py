"""The words of the web pages themselves: of their buttons, notices and headings."""

from functools import cache

from locales import Locale, Text, render
from locales.catalogue import read_authored

_DOMAIN = "web"


def say(message: str, locale: Locale, **values: str | int) -> str:
    """Return one message of the pages."""
    return render(Text(f"{_DOMAIN}.{message}", values), locale)


def all_of(group: str, locale: Locale) -> dict[str, str]:
    """Return every message of a group by its name: what a page's script shows by itself."""
    return {name: render(Text(f"{_DOMAIN}.{group}.{name}"), locale) for name in _names(group)}


@cache
def _names(group: str) -> tuple[str, ...]:
    start = f"{_DOMAIN}.{group}."
    ids = [str(message.id) for message in read_authored(Locale.EN, _DOMAIN) if message.id]
    return tuple(name.removeprefix(start) for name in ids if name.startswith(start))
