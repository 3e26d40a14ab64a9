"""Replies as messages: long ones in parts, one of them in the place of the tapped message."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.messages.effect import Reply
from bot.telegram import words
from bot.telegram.incoming import Incoming
from bot.telegram.keyboard import rows_of
from bot.telegram.outgoing import Key, Outgoing
from bot.telegram.rating import rating_row
from bot.telegram.rich import rich_message
from bot.telegram.splitting import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    plain,
    split,
    width,
    without_excess_markup,
)
from bot.telegram.traces import Traces
from locales import keep_together

# Nobody reads more in a chat, and it bounds what one message of a person can cause.
MOST_MESSAGES = 3
MOST_LETTERS = 8000
_ROOM_FOR_NOTE = 200
NO_TRACES = Traces()

FormPage = Callable[[Reply], Key | None]

logger = logging.getLogger(__name__)


def compose(
    replies: Sequence[Reply],
    incoming: Incoming,
    *,
    asked: float,
    line: str | None = None,
    traces: Traces = NO_TRACES,
    form_page: FormPage | None = None,
) -> tuple[Outgoing, ...]:
    """Return the messages that carry these replies, in order.

    Args:
        replies: what the conversation answered.
        incoming: what it answered to.
        asked: when that came in, in seconds since the epoch.
        line: stands above the first reply.
        traces: what is remembered of the messages before.
        form_page: gives the button that opens a form as a page, for its result.
    """
    messages: list[Outgoing] = []
    letters = MOST_LETTERS
    editable = incoming.message if incoming.query and incoming.editable else None
    for position, reply in enumerate(replies):
        html = f"<i>{line}</i>\n\n{reply.html}" if line and not position else reply.html
        room = MOST_MESSAGES - len(messages)
        parts, is_cut = _within(keep_together(html), letters, room)
        letters -= sum(width(plain(part)) for part in parts)
        is_last = is_cut or len(parts) >= room or letters <= _ROOM_FOR_NOTE
        more = any(one.html.strip() for one in replies[position + 1 :])
        if parts and (is_cut or (is_last and more)):
            note = f"<i>{words.cut(reply.locale)}</i>"
            most = min(TEXT_LIMIT, width(plain(parts[-1])) + letters) - _ROOM_FOR_NOTE
            parts = (*parts[:-1], f"{split(parts[-1], max(1, most))[0]}\n\n{note}")
        carried = _carry(reply, parts, editable, incoming, asked, form_page=form_page)
        if not carried:
            logger.error("a reply without text was left out (outcome %s)", reply.outcome)
        if any(message.edit is not None for message in carried):
            editable = None
        messages.extend(carried)
        if is_last or len(messages) >= MOST_MESSAGES:
            break
    if incoming.edited:
        messages = _in_place_of(traces, messages, incoming)
    return _answering_tap(messages, incoming)


def _in_place_of(traces: Traces, messages: list[Outgoing], incoming: Incoming) -> list[Outgoing]:
    """Put the answers of an edited question in place of the old; what cannot change is sent anew.

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


def _within(html: str, letters: int, messages: int) -> tuple[tuple[str, ...], bool]:
    """Return the parts of a text for which there is room, and whether any had to be left out."""
    parts = split(html)
    if len(parts) <= messages and sum(width(plain(part)) for part in parts) <= letters:
        return parts, False
    beginning = split(html, min(letters, messages * TEXT_LIMIT) - messages * _ROOM_FOR_NOTE)[0]
    return split(beginning, TEXT_LIMIT - _ROOM_FOR_NOTE)[:messages], True


def _carry(
    reply: Reply,
    parts: tuple[str, ...],
    editable: int | None,
    incoming: Incoming,
    asked: float,
    *,
    form_page: FormPage | None,
) -> list[Outgoing]:
    """Return the messages of one reply: parts of its text, with picture and file."""
    whole = Outgoing(
        locale=reply.locale.value,
        reply_to=incoming.message if incoming.group and incoming.query is None else None,
        thread=incoming.thread,
        asked=asked,
        answers=None if incoming.query else incoming.message,
        fingerprint=None if incoming.query else incoming.fingerprint,
    )
    has_media = reply.picture is not None or reply.file is not None
    if not parts:
        return []
    carried = [replace(whole, html=without_excess_markup(part)) for part in parts]
    if reply.rich and len(parts) == 1 and not has_media and parts[0] == keep_together(reply.html):
        carried[0] = replace(carried[0], rich=rich_message(reply))
    if reply.in_place and not reply.anew and not has_media:
        carried[0] = replace(carried[0], edit=editable)
    # In a group the question would go to who did not ask.
    asks = () if incoming.group else rating_row(reply.rated, reply.locale)
    page = None if incoming.group or form_page is None else form_page(reply)
    carried[-1] = replace(
        carried[-1],
        buttons=(
            *rows_of(reply.buttons),
            *(((page,),) if page is not None else ()),
            *((asks,) if asks else ()),
        ),
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
    """Return a short notice to who tapped a button, and nothing else."""
    return (Outgoing(locale=locale, query=incoming.query, notice=words),)


def _answering_tap(messages: list[Outgoing], incoming: Incoming) -> tuple[Outgoing, ...]:
    """Add the answer to a tap, which is always given: with the first message, or alone."""
    if incoming.query is None:
        return tuple(messages)
    if not messages:
        return (Outgoing(locale="", query=incoming.query),)
    return (replace(messages[0], query=incoming.query), *messages[1:])
