"""Replies as messages: long ones in parts, one of them in the place of the tapped message."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.effect import Button, Reply
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Outgoing, Rows
from bot.telegram.splitting import split

BUTTON_DATA_BYTES = 64

logger = logging.getLogger(__name__)


def compose(
    replies: Sequence[Reply], incoming: Incoming, *, asked: float, line: str | None = None
) -> tuple[Outgoing, ...]:
    """The messages that carry these replies, in order.

    Args:
        replies: what the conversation answered.
        incoming: what it answered to.
        asked: when that came in, in seconds since the epoch.
        line: stands above the first reply.
    """
    messages: list[Outgoing] = []
    editable = incoming.message if incoming.query and incoming.editable else None
    for position, reply in enumerate(replies):
        html = f"<i>{line}</i>\n\n{reply.html}" if line and not position else reply.html
        parts = split(html)
        if not parts:
            logger.error("a reply without text was left out (outcome %s)", reply.outcome)
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            place = editable if reply.in_place and number == 1 else None
            messages.append(
                Outgoing(
                    locale=reply.locale.value,
                    html=part,
                    buttons=_rows(reply.buttons) if last else (),
                    edit=place,
                    in_place=reply.in_place and last,
                    clears=reply.in_place and last and incoming.query is None,
                    reply_to=incoming.message
                    if incoming.group and incoming.query is None
                    else None,
                    thread=incoming.thread,
                    outcome=reply.outcome.value if reply.outcome and last else None,
                    asked=asked,
                )
            )
            if place is not None:
                editable = None
    return _answering_tap(messages, incoming)


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
        tuple((button.label, button.data) for button in row if _fits(button)) for row in rows
    )
    return tuple(row for row in fitting if row)


def _fits(button: Button) -> bool:
    """Telegram refuses the whole message for one button that it does not take."""
    fits = bool(button.label.strip()) and 1 <= len(button.data.encode()) <= BUTTON_DATA_BYTES
    if not fits:
        logger.error("a button that Telegram does not take was left out (data %r)", button.data)
    return fits
