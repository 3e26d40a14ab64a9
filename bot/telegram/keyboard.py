"""Inline keyboards: from the buttons of a reply to what the Bot API takes."""

import json
import logging
import re
from collections.abc import Sequence
from typing import Any

from telegram.helpers import create_deep_linked_url

from bot.messages.effect import Button
from bot.pictures.letters import ems
from bot.telegram.outgoing import Key, Rows

BUTTON_DATA_BYTES = 64
COPIED_LETTERS = 256
# In ems of the shipped font, an eighth wider than those of phones. Alone in its row a label has so
# much room on a phone 360 points wide; beside others the message's own width is shared, less the
# space between and inside the buttons.
ROW_WIDTH = 23.0
SHARED, BETWEEN = 19.6, 1.6
_PAIR = 2
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")

logger = logging.getLogger(__name__)


def rows_of(rows: Sequence[Sequence[Button]]) -> Rows:
    """Return the buttons that Telegram takes: it refuses the whole message for one other.

    A row with a label that a phone would cut is broken up into rows of their own.
    """
    fitting = (tuple(_as_key(button) for button in row if _fits(button)) for row in rows)
    return tuple(part for row in fitting if row for part in _uncut(row))


def room(columns: int) -> float:
    """Return how wide a label may be in a row of so many, in ems."""
    return ROW_WIDTH if columns == 1 else SHARED / columns - BETWEEN


def _uncut(row: tuple[Key, ...]) -> Rows:
    if all(ems(key.label) <= room(len(row)) for key in row):
        return (row,)
    if len(row) > _PAIR:
        pairs = (row[start : start + _PAIR] for start in range(0, len(row), _PAIR))
        return tuple(part for pair in pairs for part in _uncut(pair))
    return tuple((key,) for key in row)


def as_markup(rows: Rows, username: str) -> str | None:
    """Return the buttons as JSON; None where there are none."""
    if not rows:
        return None
    keyboard = [[_as_button(key, username) for key in row] for row in rows]
    return json.dumps({"inline_keyboard": keyboard}, separators=(",", ":"))


def without_looks(rows: Rows) -> Rows:
    """Return the buttons as every Bot API server takes them: no style, copies or pages."""
    plain_rows = (
        tuple(Key(key.label, key.data, key.start) for key in row if not (key.copy or key.page))
        for row in rows
    )
    return tuple(row for row in plain_rows if row)


def _as_key(button: Button) -> Key:
    style = None if button.style is None else button.style.value
    return Key(button.label, button.data, button.start, style, button.copy)


def _as_button(key: Key, username: str) -> dict[str, Any]:
    button: dict[str, Any] = {"text": key.label}
    if key.style is not None:
        button["style"] = key.style
    if key.copy is not None:
        return {**button, "copy_text": {"text": key.copy}}
    if key.page is not None:
        return {**button, "web_app": {"url": key.page}}
    if key.start is not None:
        return {**button, "url": create_deep_linked_url(username, key.start)}
    return {**button, "callback_data": key.data}


def _fits(button: Button) -> bool:
    if button.copy is not None:
        fits = 1 <= len(button.copy) <= COPIED_LETTERS
    elif button.start is not None:
        fits = _START.fullmatch(button.start) is not None
    else:
        fits = 1 <= len(button.data.encode()) <= BUTTON_DATA_BYTES
    fits = fits and bool(button.label.strip())
    if not fits:
        logger.error("a button that Telegram does not take was left out (data %r)", button.data)
    return fits
