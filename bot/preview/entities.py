"""Text as Telegram keeps it: plain characters, and entities that count in UTF-16 code units."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from html import escape

from bot.preview.call import Json
from bot.preview.found_links import links_in

_HIDDEN = re.compile(r"[\r\u2028-\u202e]")
_NOTHING = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff]*")
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")

# What Telegram finds in a text by itself beside links and addresses.
_FOUND = re.compile(
    r"""
    (?P<tg_url>(?<![A-Za-z0-9+])(?:tg|ton|tonsite)://[a-zA-Z0-9_-]{1,253}(?:[/?#][^\s<>"«»]*)?)
    |(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))
    |(?P<mention>(?<![\w@])@[A-Za-z0-9_]{2,32}(?!\w))
    |(?P<hashtag>(?<![\w\u200c])\#[\w\u200c]{1,256}(?![\w\u200c]*\#))
    |(?P<cashtag>(?<![\w$\u200c])\$(?:1INCH|[A-Z]{1,8})(?![\w$\u200c]))
    """,
    re.VERBOSE,
)
_LEAST_MENTION = 5
# Shorter names that Telegram's own bots have.
_SHORT_NAMES = frozenset({"@gif", "@nft", "@pic", "@ufc", "@vid"})
_LETTER = re.compile(r"[^\W\d_]")

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


# Of entities of one place, those with the lower number come first (TDLib, `get_type_priority`).
_RANKS = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 48,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_FOUND_RANK = 50


def in_order(entity: Json) -> tuple[int, int, int]:
    """Sort entities as Telegram does: by place, the longer first, then by kind."""
    rank = _RANKS.get(entity["type"], _FOUND_RANK)
    # A block of code with its language comes before one without.
    is_coloured = entity["type"] == "pre" and "language" in entity
    return entity["offset"], -entity["length"], rank - is_coloured


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


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

    Links, addresses, mentions, commands, hashtags and cashtags; none inside code, links and
    preformatted text.
    """
    if not any(sign in text for sign in "/@#.$"):
        return entities
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found: list[Json] = []
    for begin, end, kind in _found(text):
        offset, length = utf16_length(text[:begin]), utf16_length(text[begin:end])
        if all(offset >= stop or offset + length <= start for start, stop in closed):
            found.append({"offset": offset, "length": length, "type": kind})
    if not found:
        return entities
    return sorted([*entities, *found], key=in_order)


def _found(text: str) -> list[tuple[int, int, str]]:
    """Return begin, end and kind of what is found; of two that overlap, the first."""
    found = [*links_in(text), *_signs_in(text)]
    kept: list[tuple[int, int, str]] = []
    for each in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept


def _signs_in(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        is_short = len(match.group()) < _LEAST_MENTION
        if kind == "mention" and is_short and match.group() not in _SHORT_NAMES:
            continue
        if kind == "hashtag" and _LETTER.search(match.group()) is None:
            continue
        yield match.start(), match.end(), "url" if kind == "tg_url" else kind


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
