"""Telegram's HTML, as far as replies use it."""

import html
import re

_TAG = re.compile(r"</?[a-z][^<>]*>")


def escape(text: str) -> str:
    """Plain text as HTML that shows it to the letter."""
    return html.escape(text, quote=False)


def plain(markup: str) -> str:
    """The text a person reads of a piece of HTML."""
    return html.unescape(_TAG.sub("", markup))
