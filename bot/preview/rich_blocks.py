"""Rich messages: blocks of text, lists, quotes and tables, refused where Telegram refuses them.

The subset without media: `InputRichMessage.blocks` of paragraphs, headings, lists, quotes, tables,
footers and dividers. Telegram's own words are used as far as they are public.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.preview.call import Json
from bot.preview.entities import utf16_length
from bot.preview.refusal import RefusalError, bad_request

MAX_LETTERS, MAX_BLOCKS, MAX_DEPTH, MAX_COLUMNS = 32768, 500, 16, 20
# The fields that each kind of block must have.
_FIELDS = {
    "paragraph": ("text",),
    "footer": ("text",),
    "pullquote": ("text",),
    "expandable_blockquote": ("text",),
    "heading": ("text", "size"),
    "list": ("items",),
    "blockquote": ("blocks",),
    "table": ("cells",),
    "divider": (),
}
_FORMATS = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "marked",
        "url",
        "date_time",
    }
)
_ALIGN = {"align": ("left", "center", "right"), "valign": ("top", "middle", "bottom")}


def read_rich(raw: str) -> Json:
    """Return `rich_message` of a message.

    Raises:
        RefusalError: there is nothing in it, too much, or something that Telegram does not take.
    """
    value = _object(raw)
    unknown = value.keys() - {"blocks", "html", "markdown", "is_rtl", "skip_entity_detection"}
    if unknown or "html" in value or "markdown" in value:
        named = ", ".join(sorted(unknown)) or "html and markdown"
        raise bad_request(f"{named} of InputRichMessage are not known to this local server")
    blocks = value.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    for block in blocks:
        _check_block(block, 1)
    if sum(1 for _ in _every_block(blocks)) > MAX_BLOCKS:
        raise bad_request("RICH_MESSAGE_TOO_MANY_BLOCKS")
    if utf16_length(rich_text(blocks)) > MAX_LETTERS:
        raise bad_request("RICH_MESSAGE_TOO_LONG")
    return {"blocks": blocks}


def rich_text(blocks: list[Json]) -> str:
    """Return the words of a rich message as a screen reader tells them, block after block."""
    told = ""
    before = ""
    for block in blocks:
        words = _words(block)
        # A list belongs to the paragraph that leads to it.
        between = "\n" if (before, block["type"]) == ("paragraph", "list") else "\n\n"
        told += f"{between if told and words else ''}{words}"
        before = block["type"]
    return told


def _words(block: Json) -> str:
    match block["type"]:
        case "table":
            return _table_words(block["cells"])
        case "list":
            return "\n".join(
                f"• {' '.join(map(_words, item['blocks']))}" for item in block["items"]
            )
        case "blockquote":
            return "\n".join(map(_words, block["blocks"]))
        case "divider":
            return ""
    return plain_words(block.get("text", ""))


def _table_words(cells: list[list[Json]]) -> str:
    """Return a table row by row; columns that are compared one after the other."""
    rows = [[plain_words(cell.get("text", "")) for cell in row] for row in cells]
    has_head = all(cell.get("is_header") or not cell.get("text") for cell in cells[0])
    if has_head and not rows[0][0]:
        return "\n\n".join(
            "\n".join([name, *(f"• {row[0]}: {row[place]}" for row in rows[1:] if row[place])])
            for place, name in enumerate(rows[0])
            if name
        )
    told = rows[1:] if has_head else rows
    return "\n".join(f"• {row[0]}: {', '.join(filter(None, row[1:]))}".rstrip(": ") for row in told)


def plain_words(text: Any) -> str:
    """Return the words of a `RichText` without its formats."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(plain_words, text))
    return plain_words(text.get("text", ""))


def _object(raw: str) -> Json:
    try:
        value = json.loads(raw)
    except ValueError:
        raise bad_request("can't parse InputRichMessage JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as rich message")
    return value


def _check_block(block: Any, depth: int) -> None:
    if not isinstance(block, dict) or not isinstance(block.get("type"), str):
        raise _missing("type", "InputRichBlock")
    if depth > MAX_DEPTH:
        raise bad_request("RICH_MESSAGE_TOO_DEEP")
    kind = block["type"]
    fields = _FIELDS.get(kind)
    if fields is None:
        raise bad_request(f'block "{kind}" of InputRichMessage is not known to this local server')
    for name in fields:
        _need(block, name, "InputRichBlock")
    if "text" in fields:
        _check_text(block["text"], "InputRichBlock")
    if kind == "table":
        _check_table(block)
    for item in block.get("items", []):
        _need(item, "blocks", "InputRichBlockListItem")
    inside = [
        *block.get("blocks", []),
        *(one for item in block.get("items", []) for one in item["blocks"]),
    ]
    for each in inside:
        _check_block(each, depth + 1)


def _check_table(block: Json) -> None:
    rows = block["cells"]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse InputRichBlock: expected an Array of Array of cells")
    if max(map(len, rows)) > MAX_COLUMNS:
        raise bad_request("RICH_MESSAGE_TOO_MANY_COLUMNS")
    for cell in (cell for row in rows for cell in row):
        for name, allowed in _ALIGN.items():
            _need(cell, name, "PageBlockTableCell")
            if cell[name] not in allowed:
                raise bad_request(f"can't parse PageBlockTableCell: wrong {name} specified")
        if "text" in cell:
            _check_text(cell["text"], "PageBlockTableCell")


def _check_text(text: Any, place: str) -> None:
    if isinstance(text, str):
        return
    if isinstance(text, list):
        for part in text:
            _check_text(part, place)
        return
    if not isinstance(text, dict) or text.get("type") not in _FORMATS:
        raise bad_request(f"can't parse {place}: Unsupported rich text type")
    _need(text, "text", place)
    if text["type"] == "url":
        _need(text, "url", place)
    if text["type"] == "date_time":
        _need(text, "unix_time", place)
        _need(text, "date_time_format", place)
    _check_text(text["text"], place)


def _need(value: Any, name: str, place: str) -> None:
    if not isinstance(value, dict) or name not in value:
        raise _missing(name, place)


def _missing(name: str, place: str) -> RefusalError:
    return bad_request(f"can't parse {place}: Can't find field \"{name}\"")


def _every_block(blocks: list[Json]) -> Iterator[Json]:
    """Yield what counts as a block: items of lists and rows of tables do too."""
    for block in blocks:
        yield block
        for item in block.get("items", []):
            yield item
            yield from _every_block(item["blocks"])
        yield from _every_block(block.get("blocks", []))
        yield from ({"type": "row"} for _ in block.get("cells", []))
