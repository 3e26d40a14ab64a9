"""Replies as HTML of a page: paragraphs, lists, tables and figures, from Telegram's HTML.

Text is taken apart and written anew, tag by tag: what is not known here does not come through.
"""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from bot.messages.effect import FactTable, Picture, PicturePart
from locales import keep_together

_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[a-z-]+)(?P<rest>[^<>]*)>|(?P<text>[^<]+|<)")
_QUOTE = re.compile(r"<blockquote[^<>]*>(.*?)</blockquote>", re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_ADDRESS = re.compile(r"(?:https?://|mailto:|/)", re.IGNORECASE)
_TAGS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "s": "s"}
_TAGS |= {"code": "code", "pre": "code"}
_BULLET = "• "
_BAR_WIDTH = 320
_BAR_HEIGHT = 28


def to_html(text: str) -> str:
    """Return Telegram's HTML as paragraphs, lists and quotes."""
    return "".join(_blocks(keep_together(text)))


def to_line(text: str) -> str:
    """Return Telegram's HTML of one line, without a paragraph around it."""
    return _line(keep_together(text))


def table(facts: FactTable, caption: str) -> str:
    """Return facts as a table that can be scrolled; its caption is for who does not see it."""
    compared = not facts.head[0]
    head = "".join(
        f'<th scope="col">{_escaped(name)}</th>' if name else "<td></td>" for name in facts.head
    )
    rows = "".join(f"<tr>{_cells(row, first_heads=compared)}</tr>" for row in facts.rows)
    above = f"<thead><tr>{head}</tr></thead>" if any(facts.head) else ""
    name = _escaped(caption)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{name}"><table>'
        f"{above}<tbody>{rows}</tbody></table></div>"
    )


def _cells(row: tuple[str, ...], *, first_heads: bool) -> str:
    first, *rest = row
    opening = f'<th scope="row">{_escaped(first)}</th>' if first_heads else _cell(first)
    return opening + "".join(map(_cell, rest))


def _cell(text: str) -> str:
    return f"<td>{_escaped(text)}</td>"


def figure(picture: Picture) -> str:
    """Return a picture as a bar with its figures in a list under it.

    The bar repeats what the list says, so it is hidden from who does not see it.
    """
    whole = sum(part.size for part in picture.parts) or 1.0
    if picture.limit is not None:
        whole = max(whole, picture.limit.size)
    places = [0.0]
    for part in picture.parts:
        places.append(places[-1] + part.size)
    bars = "".join(
        f'<rect x="{_wide(start, whole)}" y="0" width="{_wide(end - start, whole)}" '
        f'height="{_BAR_HEIGHT}" class="{_look(number, part)}"/>'
        for number, (part, (start, end)) in enumerate(
            zip(picture.parts, pairwise(places), strict=True)
        )
    )
    mark = ""
    if picture.limit is not None:
        at = _wide(picture.limit.size, whole)
        mark = f'<line x1="{at}" x2="{at}" y1="0" y2="{_BAR_HEIGHT}" class="limit"/>'
    lines = [
        f'<li><span class="key {_look(number, part)}"></span>{_labelled(part)}</li>'
        for number, part in enumerate(picture.parts)
    ]
    if picture.limit is not None:
        lines.append(f"<li>{_labelled(picture.limit)}</li>")
    return (
        f"<figure><figcaption>{_escaped(picture.title)}: "
        f"<strong>{_escaped(picture.headline)}</strong></figcaption>"
        f'<svg viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" aria-hidden="true" '
        f'preserveAspectRatio="none">{bars}{mark}</svg>'
        f"<ul>{''.join(lines)}</ul></figure>"
    )


def _wide(size: float, whole: float) -> str:
    return f"{size / whole * _BAR_WIDTH:.1f}"


def _look(number: int, part: PicturePart) -> str:
    return "rest" if part.empty else f"part-{number % 6}"


def _labelled(part: PicturePart) -> str:
    return f"{_escaped(part.label)}: {_escaped(part.amount)}" if part.amount else part.label


def _escaped(text: str) -> str:
    return html.escape(keep_together(text))


def _blocks(text: str) -> Iterator[str]:
    at = 0
    for quote in _QUOTE.finditer(text):
        yield from _paragraphs(text[at : quote.start()])
        yield f"<blockquote>{''.join(_paragraphs(quote.group(1)))}</blockquote>"
        at = quote.end()
    yield from _paragraphs(text[at:])


def _paragraphs(text: str) -> Iterator[str]:
    """Yield a paragraph for neighbouring lines, and a list for neighbouring items."""
    for part in text.split("\n\n"):
        words: list[str] = []
        items: list[str] = []
        for line in part.split("\n"):
            if not line.strip():
                continue
            if line.startswith(_BULLET):
                items.append(_line(line.removeprefix(_BULLET)))
            elif items and line.startswith(" "):
                # The source of an item stands under it.
                items[-1] += f"<br>{_line(line.strip())}"
            else:
                if items:
                    yield from _paragraph_and_list(words, items)
                    words, items = [], []
                words.append(_line(line))
        yield from _paragraph_and_list(words, items)


def _paragraph_and_list(words: list[str], items: list[str]) -> Iterator[str]:
    words = [word for word in words if word]
    if words:
        yield f"<p>{'<br>'.join(words)}</p>"
    if items:
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _line(text: str) -> str:
    """Return one line with the tags that are known; every one that opens is closed."""
    parts: list[str] = []
    opened: list[tuple[str, str]] = []
    for token in _TOKEN.finditer(text):
        name = token["name"]
        if name is None:
            parts.append(html.escape(html.unescape(token["text"]), quote=False))
        elif not token["close"]:
            tag, written = _opening(name, token["rest"])
            opened.append((name, tag))
            parts.append(written)
        elif any(name == each for each, _ in opened):
            while opened:
                last, tag = opened.pop()
                parts.append(f"</{tag}>" if tag else "")
                if last == name:
                    break
    parts += [f"</{tag}>" for _, tag in reversed(opened) if tag]
    return "".join(parts)


def _opening(name: str, rest: str) -> tuple[str, str]:
    """Return the tag of the page for one of Telegram's, and how it opens; empty for none."""
    if name == "a":
        found = _HREF.search(rest)
        address = html.unescape(found[1]) if found else ""
        if _ADDRESS.match(address) is None:
            return "", ""
        safe = html.escape(address)
        return "a", f'<a href="{safe}" target="_blank" rel="noopener noreferrer">'
    tag = _TAGS.get(name, "")
    return tag, f"<{tag}>" if tag else ""
