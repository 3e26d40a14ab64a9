"""The bot's name in a message: where it summons the bot, and where it only stands there."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

# Inside these, "@bot" is a part of something else, and Telegram makes no mention of it.
_OTHER = frozenset({"code", "pre", "text_link", "url", "email", "custom_emoji"})


def without_mention(text: str, entities: object, username: str) -> str | None:
    """Take every mention of the bot out of a text; None where none summons it.

    Args:
        text: the text or the caption.
        entities: its entities as Telegram sent them; what cannot be read is passed over.
        username: the bot's name, without the "@".
    """
    spans = _spans(text, entities)
    mention = re.compile(rf"(?<!\w)@{re.escape(username)}\b", re.IGNORECASE)
    found = [
        match
        for match in mention.finditer(text)
        if not any(begin < match.end() and match.start() < end for begin, end in spans)
    ]
    if not found:
        return None
    kept, place = [], 0
    for match in found:
        kept.append(text[place : match.start()])
        place = match.end()
    kept.append(text[place:])
    return re.sub(r" {2,}", " ", "".join(kept)).strip()


def _spans(text: str, entities: object) -> list[tuple[int, int]]:
    """Return the parts of a text, in characters, in which a name is no mention."""
    if not isinstance(entities, Sequence) or isinstance(entities, str):
        return []
    spans = []
    for entity in entities:
        if not isinstance(entity, Mapping) or entity.get("type") not in _OTHER:
            continue
        offset, length = entity.get("offset"), entity.get("length")
        if isinstance(offset, int) and isinstance(length, int) and 0 <= offset <= offset + length:
            spans.append((characters(text, offset), characters(text, offset + length)))
    return spans


def characters(text: str, units: int) -> int:
    """Return the place in characters of a place in UTF-16 code units, which Telegram counts in."""
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(encoded.decode("utf-16-le", "replace"))


def entities_of(message: Mapping[str, Any]) -> object:
    """Return the entities of a message's text or caption."""
    return message.get("entities" if "text" in message else "caption_entities")
