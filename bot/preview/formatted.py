"""Texts and captions of calls: markup read, lengths checked, in Telegram's words."""

import json
from typing import Any

from bot.preview.call import Json
from bot.preview.entities import clean, found_in, in_order, utf16_length
from bot.preview.html_markup import checked_link, is_link, parse_html
from bot.preview.refusal import bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_RAW_BYTES = 1 << 15

_PLAIN = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
    }
)
# Telegram finds these by itself and passes them over where a bot names them.
_AUTOMATIC = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)


def read_text(text: str, parse_mode: str, entities: str) -> Json:
    """Return `text` and `entities` of a message.

    Raises:
        RefusalError: the text is empty, too long after its markup is read, or wrongly marked up.
    """
    if not text:
        raise bad_request("message text is empty")
    body, kept = read_formatted(text, parse_mode, entities)
    if not body:
        raise bad_request("text must be non-empty")
    if utf16_length(body) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": body}
    if kept:
        content["entities"] = kept
    return content


def read_caption(
    caption: str, parse_mode: str, entities: str, *, too_long: str = "message caption is too long"
) -> Json:
    """Return `caption` and `caption_entities` of a message, neither where it has none.

    `too_long` are Telegram's words for that, other ones for an edit than for a new message.

    Raises:
        RefusalError: too long after its markup is read, or wrongly marked up.
    """
    body, kept = read_formatted(caption, parse_mode, entities)
    if utf16_length(body) > MAX_CAPTION:
        raise bad_request(too_long)
    content: Json = {}
    if body:
        content["caption"] = body
        if kept:
            content["caption_entities"] = kept
    return content


def read_formatted(text: str, parse_mode: str, entities: str) -> tuple[str, list[Json]]:
    """Return a text without its markup, and its entities.

    Raises:
        RefusalError: the markup or an entity is one that Telegram does not take.
    """
    if len(text.encode()) > MAX_RAW_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    if text and mode and mode != "none":
        if mode == "html":
            body, kept = parse_html(text)
            kept = _without_code_in_pre(kept)
        elif mode in {"markdown", "markdownv2"}:
            raise bad_request(f'parse_mode "{parse_mode}" is not known to this local server')
        else:
            raise bad_request("unsupported parse_mode")
    else:
        body, kept = text, _read_entities(entities, utf16_length(text))
    body, kept = clean(body, kept)
    return body, found_in(body, kept)


def _without_code_in_pre(entities: list[Json]) -> list[Json]:
    """Return the entities without code that is a whole preformatted block anyway."""
    blocks = {(one["offset"], one["length"]) for one in entities if one["type"] == "pre"}
    return [
        one
        for one in entities
        if one["type"] != "code" or (one["offset"], one["length"]) not in blocks
    ]


def _read_entities(raw: str, length: int) -> list[Json]:
    if not raw:
        return []
    try:
        value = json.loads(raw)
    except ValueError:
        # Telegram passes over what it cannot read; the bot meant something by it.
        raise bad_request("can't parse entities JSON object") from None
    if not isinstance(value, list):
        raise bad_request("expected an Array of MessageEntity")
    kept = []
    for each in value:
        entity = _entity(each)
        if entity is not None:
            if entity["offset"] + entity["length"] > length:
                raise bad_request(
                    f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of "
                    "the text"
                )
            kept.append(entity)
    return sorted(kept, key=in_order)


def _entity(value: Any) -> Json | None:
    if not isinstance(value, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(value.get(name), int):
            raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be a valid Number')
    kind = value.get("type")
    if kind in _AUTOMATIC:
        return None
    if value["offset"] < 0 or value["length"] <= 0:
        raise bad_request("can't parse MessageEntity: receive an entity with incorrect offset")
    entity: Json = {"offset": value["offset"], "length": value["length"], "type": kind}
    if kind in _PLAIN:
        return entity
    return _entity_with_target(entity, value)


def _entity_with_target(entity: Json, value: Json) -> Json | None:
    kind = entity["type"]
    if kind == "text_link":
        url = value.get("url")
        if not isinstance(url, str):
            raise bad_request('can\'t parse MessageEntity: Field "url" must be of type String')
        return {**entity, "url": checked_link(url)} if is_link(url) else None
    if kind == "text_mention":
        return {**entity, "user": value.get("user")}
    if kind == "pre":
        language = value.get("language")
        return {**entity, "language": language} if language else entity
    raise bad_request("can't parse MessageEntity: Unsupported type specified")
