"""Rich messages (Bot API 10.1 and later): replies with tables as Telegram's blocks."""

import html as markup
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.messages.effect import FactTable, Reply
from locales import keep_together

# Telegram's limits of one message.
MOST_BLOCKS, MOST_COLUMNS, MOST_LETTERS = 500, 20, 32768
_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[a-z-]+)(?P<rest>[^<>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_KINDS = {"b": "bold", "i": "italic", "code": "code"}
_BULLET = "• "
_QUOTE = re.compile(r"<blockquote[^<>]*>(.*?)</blockquote>", re.DOTALL)

Json = dict[str, Any]


def rich_message(reply: Reply) -> str | None:
    """Return a reply as JSON of `InputRichMessage`; None without a table that fits."""
    blocks: list[Json] = []
    for part in reply.rich:
        blocks += [_table(part)] if isinstance(part, FactTable) else list(_blocks(part))
    tables = [part for part in reply.rich if isinstance(part, FactTable)]
    letters = sum(len(cell) for table in tables for row in table.rows for cell in row)
    fits = (
        bool(tables)
        and len(blocks) + sum(len(table.rows) + 1 for table in tables) <= MOST_BLOCKS
        and all(len(table.head) <= MOST_COLUMNS for table in tables)
        and letters + len(reply.html) <= MOST_LETTERS
    )
    return json.dumps({"blocks": blocks}, ensure_ascii=False) if fits else None


def _table(table: FactTable) -> Json:
    compared = not table.head[0]
    rows = [[_cell(name, is_header=True) for name in table.head]] if any(table.head) else []
    for row in table.rows:
        cells = [_cell(cell) for cell in row]
        if compared:
            cells[0]["is_header"] = True
        rows.append(cells)
    return {"type": "table", "cells": rows, "is_bordered": True}


def _cell(text: str, *, is_header: bool = False) -> Json:
    cell: Json = {"align": "left", "valign": "top"}
    if text:
        cell["text"] = keep_together(text)
    if is_header:
        cell["is_header"] = True
    return cell


def _blocks(html: str) -> Iterator[Json]:
    """Yield a text's paragraphs, lists and quotes."""
    at = 0
    for quote in _QUOTE.finditer(html):
        yield from _paragraphs(html[at : quote.start()])
        yield {"type": "blockquote", "blocks": list(_paragraphs(quote.group(1)))}
        at = quote.end()
    yield from _paragraphs(html[at:])


def _paragraphs(html: str) -> Iterator[Json]:
    """Yield a paragraph for neighbouring lines, and a list for neighbouring items."""
    for part in html.split("\n\n"):
        lines = [line for line in part.split("\n") if line.strip()]
        for is_list, group in groupby(lines, lambda line: line.startswith(_BULLET)):
            if is_list:
                items = [_text(line.removeprefix(_BULLET)) for line in group]
                blocks = [[{"type": "paragraph", "text": item}] for item in items]
                yield {"type": "list", "items": [{"blocks": each} for each in blocks]}
            else:
                yield {"type": "paragraph", "text": _text("\n".join(group))}


def _text(html: str) -> Any:
    """Return a line as `RichText`: a string, a formatted text, or a list of these."""
    stack: list[tuple[Json, list[Any]]] = [({}, [])]
    for token in _TOKEN.finditer(keep_together(html)):
        name = token["name"]
        if name is None:
            stack[-1][1].append(markup.unescape(token["text"]))
        elif not token["close"]:
            stack.append((_format(name, dict(_ATTRIBUTE.findall(token["rest"]))), []))
        elif len(stack) > 1:
            kind, inside = stack.pop()
            stack[-1][1].append({**kind, "text": _joined(inside)} if kind else _joined(inside))
    while len(stack) > 1:
        kind, inside = stack.pop()
        stack[-1][1].append({**kind, "text": _joined(inside)} if kind else _joined(inside))
    return _joined(stack[0][1])


def _format(name: str, attributes: Mapping[str, str]) -> Json:
    if name in _KINDS:
        return {"type": _KINDS[name]}
    if name == "a":
        return {"type": "url", "url": markup.unescape(attributes.get("href", ""))}
    if name == "tg-time":
        return {
            "type": "date_time",
            "unix_time": int(attributes.get("unix", "0")),
            "date_time_format": attributes.get("format", "r"),
        }
    return {}


def _joined(parts: Sequence[Any]) -> Any:
    return parts[0] if len(parts) == 1 else list(parts) if parts else ""
