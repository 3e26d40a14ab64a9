"""Replies of the conversation as JSON for the page."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from bot.messages.button_data import LIMIT
from bot.messages.effect import Button, FactTable, Reply
from bot.web import words
from bot.web.markup import figure, table, to_html

logger = logging.getLogger(__name__)


def as_json(replies: Iterable[Reply]) -> list[dict[str, Any]]:
    """Return replies as the page shows them."""
    return [_reply(each) for each in replies]


def body(reply: Reply) -> str:
    """Return what stands in a reply, as HTML."""
    caption = words.say("table", reply.locale)
    parts = reply.rich or (reply.html,)
    shown = [
        table(part, caption) if isinstance(part, FactTable) else to_html(part) for part in parts
    ]
    if reply.picture is not None:
        shown.insert(0, figure(reply.picture))
    return "".join(shown)


def _reply(reply: Reply) -> dict[str, Any]:
    shown: dict[str, Any] = {"html": body(reply), "lang": reply.locale.tag}
    rows = [[button for each in row if (button := _button(each))] for row in reply.buttons]
    if any(rows):
        shown["buttons"] = [row for row in rows if row]
    if reply.in_place:
        # A list or a checklist changes where it stands; a step of a form follows its answer.
        turned = reply.outcome is None and not reply.anew
        shown["place"] = "same" if turned else "after"
    if reply.file is not None:
        shown["file"] = {"name": reply.file.name, "text": reply.file.text}
    if reply.rated is not None:
        shown["rated"] = reply.rated
    if reply.outcome is not None:
        shown["outcome"] = reply.outcome.value
    return shown


def _button(button: Button) -> Mapping[str, str] | None:
    shown = {"label": button.label}
    if button.style is not None:
        shown["style"] = button.style.value
    if button.copy is not None:
        return {**shown, "copy": button.copy}
    if button.start is not None:
        return {**shown, "start": button.start}
    if len(button.data.encode()) > LIMIT:
        logger.error("a button with too much data was left out")
        return None
    return {**shown, "data": button.data}
