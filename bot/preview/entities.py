"""Text as Telegram keeps it: plain characters, and entities that count in UTF-16 code units."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from html import escape

from bot.preview.call import Json

_HIDDEN = re.compile(r"[\r\u2028-\u202e]")
_NOTHING = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff]*")
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")

# What Telegram finds in a text by itself, the more particular first.
_FOUND = re.compile(
    r"""
    (?P<url>(?:https?://|tg://)[^\s<>"]+[^\s<>".,;:!?)\]»”]
        |(?<![\w@./-])(?:[\w-]+\.)+(?:com|org|net|eu|rs|me|io|edu|info|ac\.rs|bg\.ac\.rs)\b
          (?:/[^\s<>"]*[^\s<>".,;:!?)\]»”])?(?!@))
    |(?P<email>(?<![\w.%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})
    |(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))
    |(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))
    |(?P<hashtag>(?<![\w\#])\#(?=\w*[^\W\d])\w{1,256})
    """,
    re.VERBOSE,
)

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return a part of a text, offset and length in UTF-16 code units."""
    if text.isascii():
        return text[offset : offset + length]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Return a text as Telegram stores it: no control characters, trimmed at both ends.

    The text is "" where nothing visible is left. Spaces at the start that are part of an entity
    stay, as in `fix_formatted_text` of TDLib.
    """
    text = _CONTROL.sub(" ", text)
    if _HIDDEN.search(text) is not None:
        text, entities = _without_hidden(text, entities)
    if _NOTHING.fullmatch(text):
        return "", []
    text = text.rstrip(" \n")
    cut = len(text) - len(text.lstrip(" \n"))
    if entities:
        cut = min(cut, *(entity["offset"] for entity in entities))
    text = text[cut:]
    return text, _shifted(entities, cut, utf16_length(text))


def _without_hidden(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    places = [utf16_length(text[: match.start()]) for match in _HIDDEN.finditer(text)]
    moved = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        start -= bisect_left(places, start)
        end -= bisect_left(places, end)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return _HIDDEN.sub("", text), moved


def _shifted(entities: Iterable[Json], cut: int, length: int) -> list[Json]:
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return kept


def found_in(text: str, entities: list[Json]) -> list[Json]:
    """Return the entities with those added that Telegram finds by itself.

    Links, mentions, commands, hashtags and e-mail addresses; none inside code, links and
    preformatted text.
    """
    if not any(sign in text for sign in "/@#."):
        return entities
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found = []
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if all(offset >= end or offset + length <= start for start, end in closed):
            found.append({"offset": offset, "length": length, "type": match.lastgroup})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def as_html(text: str, entities: Iterable[Json]) -> str:
    """Return a text with its entities as Telegram HTML, nested as they lie."""
    openings: dict[int, list[str]] = {}
    closings: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda each: (each["offset"], -each["length"])):
        tags = _tags(entity)
        if tags is not None:
            openings.setdefault(entity["offset"], []).append(tags[0])
            closings.setdefault(entity["offset"] + entity["length"], []).insert(0, tags[1])
    parts = []
    units = 0
    for character in text:
        parts += closings.pop(units, [])
        parts += openings.pop(units, [])
        parts.append(escape(character, quote=False))
        units += 2 if ord(character) > 0xFFFF else 1
    return "".join(parts + [tag for tags in closings.values() for tag in tags])


def _tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "date_time":
        shape = entity.get("date_time_format")
        told = f' format="{shape}"' if shape else ""
        return f'<tg-time unix="{entity["unix_time"]}"{told}>', "</tg-time>"
    if kind == "pre":
        language = entity.get("language")
        if language:
            return f'<pre><code class="language-{escape(language)}">', "</code></pre>"
        return "<pre>", "</pre>"
    return _TAGS.get(kind)
