"""Replies as messages: long ones in parts, one of them in the place of the tapped message."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.messages.effect import Button, Reply
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Key, Outgoing, Rows
from bot.telegram.splitting import CAPTION_LIMIT, plain, split, width
from bot.telegram.traces import Traces

BUTTON_DATA_BYTES = 64
NO_TRACES = Traces()
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")

logger = logging.getLogger(__name__)


def compose(
    replies: Sequence[Reply],
    incoming: Incoming,
    *,
    asked: float,
    line: str | None = None,
    traces: Traces = NO_TRACES,
) -> tuple[Outgoing, ...]:
    """The messages that carry these replies, in order.

    Args:
        replies: what the conversation answered.
        incoming: what it answered to.
        asked: when that came in, in seconds since the epoch.
        line: stands above the first reply.
        traces: what is remembered of the messages before.
    """
    messages: list[Outgoing] = []
    editable = incoming.message if incoming.query and incoming.editable else None
    for position, reply in enumerate(replies):
        html = f"<i>{line}</i>\n\n{reply.html}" if line and not position else reply.html
        carried = _carry(reply, html, editable, incoming, asked)
        if not carried:
            logger.error("a reply without text was left out (outcome %s)", reply.outcome)
        if any(message.edit is not None for message in carried):
            editable = None
        messages.extend(carried)
    if incoming.edited:
        messages = _in_place_of(traces, messages, incoming)
    return _answering_tap(messages, incoming)


def _in_place_of(traces: Traces, messages: list[Outgoing], incoming: Incoming) -> list[Outgoing]:
    """An edited question changes its answers; what cannot be changed is sent anew.

    The step of an interview stays the last message of its chat, so that it is found.
    """
    answers = traces.answers_to(incoming.message)
    changed = []
    for place, message in enumerate(messages):
        before = answers[place] if place < len(answers) else None
        has_media = message.picture is not None or message.file is not None
        if has_media or (message.in_place and before != traces.newest):
            before = None
        changed.append(replace(message, edit=before))
    return changed


def _carry(
    reply: Reply, html: str, editable: int | None, incoming: Incoming, asked: float
) -> list[Outgoing]:
    """The messages of one reply: parts of its text, with picture and file."""
    whole = Outgoing(
        locale=reply.locale.value,
        reply_to=incoming.message if incoming.group and incoming.query is None else None,
        thread=incoming.thread,
        asked=asked,
        answers=None if incoming.query else incoming.message,
    )
    has_media = reply.picture is not None or reply.file is not None
    parts = split(html)
    if not parts:
        return []
    carried = [replace(whole, html=part) for part in parts]
    if reply.in_place and not has_media:
        carried[0] = replace(carried[0], edit=editable)
    carried[-1] = replace(
        carried[-1],
        buttons=_rows(reply.buttons),
        in_place=reply.in_place,
        clears=reply.in_place and incoming.query is None,
        outcome=None if reply.outcome is None else reply.outcome.value,
        about=reply.about,
    )
    if has_media and len(parts) == 1 and width(plain(parts[0])) <= CAPTION_LIMIT:
        return [replace(carried[0], picture=reply.picture, file=reply.file)]
    # A text that is too long for a caption stands below its picture, or above its file.
    before = [] if reply.picture is None else [replace(whole, picture=reply.picture)]
    after = [] if reply.file is None else [replace(whole, file=reply.file)]
    return [*before, *carried, *after]


def notice(incoming: Incoming, locale: str, words: str) -> tuple[Outgoing, ...]:
    """A short notice to who tapped a button, and nothing else."""
    return (Outgoing(locale=locale, query=incoming.query, notice=words),)


def _answering_tap(messages: list[Outgoing], incoming: Incoming) -> tuple[Outgoing, ...]:
    """A tap is always answered: with the first message, or alone."""
    if incoming.query is None:
        return tuple(messages)
    if not messages:
        return (Outgoing(locale="", query=incoming.query),)
    return (replace(messages[0], query=incoming.query), *messages[1:])


def _rows(rows: Sequence[Sequence[Button]]) -> Rows:
    fitting = (
        tuple(Key(button.label, button.data, button.start) for button in row if _fits(button))
        for row in rows
    )
    return tuple(row for row in fitting if row)


def _fits(button: Button) -> bool:
    """Telegram refuses the whole message for one button that it does not take."""
    if button.start is not None:
        fits = _START.fullmatch(button.start) is not None
    else:
        fits = 1 <= len(button.data.encode()) <= BUTTON_DATA_BYTES
    fits = fits and bool(button.label.strip())
    if not fits:
        logger.error("a button that Telegram does not take was left out (data %r)", button.data)
    return fits
