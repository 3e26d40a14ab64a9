"""Telegram's HTML, as far as replies use it."""

import html
import re
from functools import lru_cache

_TAG = re.compile(r"</?[a-z][^<>]*>")


def escape(text: str) -> str:
    """Return plain text as HTML that shows it to the letter."""
    return html.escape(text, quote=False)


@lru_cache(maxsize=1024)
def plain(markup: str) -> str:
    """Return the text a person reads of a piece of HTML.

    Remembered, because an entry is told to many people in the same words.
    """
    return html.unescape(_TAG.sub("", markup))
