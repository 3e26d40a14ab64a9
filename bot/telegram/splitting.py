"""Long texts in parts that Telegram takes, never cut inside a tag or an entity.

Telegram counts UTF-16 code units of the text that remains when the markup is taken out.
"""

import html as markup
import re
from dataclasses import dataclass, field

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
# Telegram leaves out the formatting that comes after so many entities.
ENTITIES_LIMIT = 100

_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[a-z-]+)(?P<rest>[^<>]*)>|&[#\w]{1,12};|.", re.DOTALL)


def plain(html: str) -> str:
    """Return the text without markup, as Telegram would show it."""
    return markup.unescape(re.sub(r"</?[a-z-]+[^<>]*>", "", html))


def without_times(html: str) -> str:
    """Return the text with its dates as words alone: an older Bot API server knows no `tg-time`."""
    return re.sub(r"</?tg-time\b[^<>]*>", "", html)


def width(text: str) -> int:
    """Return how long Telegram finds a text that has no markup."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def without_excess_markup(html: str, most: int = ENTITIES_LIMIT) -> str:
    """Return the text with its first so many entities; of the later ones the words stay."""
    if html.count("</") <= most:
        return html
    kept: list[str] = []
    is_open: list[bool] = []
    entities = 0
    for token in _TOKEN.finditer(html):
        if token.group("name") is None:
            kept.append(token.group())
        elif not token.group("close"):
            is_open.append(entities < most)
            entities += 1
            kept.append(token.group() if is_open[-1] else "")
        elif is_open and is_open.pop():
            kept.append(token.group())
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class _Atom:
    """One visible letter, with the tags before it, and the tags that are open around it."""

    raw: str
    shown: str
    before: str
    open_tags: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    atoms: list[_Atom] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    pending: str = ""


def split(html: str, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
    """Return the text in parts of at most `limit`; none for a text with nothing to see.

    It is split between paragraphs where that can be, else between lines, else between words. Tags
    that are open where it is split are closed there and opened again in the next part.
    """
    shown = plain(html)
    if not shown.strip():
        return ()
    if width(shown) <= limit:
        return (html,)
    reading = _read(html)
    parts = []
    start = 0
    while start < len(reading.atoms):
        end = _end(reading.atoms, start, limit)
        atoms = reading.atoms[start:end]
        part = (
            _put_together(atoms, reading.pending, tuple(reading.open_tags))
            if end == len(reading.atoms)
            else _put_together(atoms, "", atoms[-1].open_tags)
        )
        if plain(part).strip():
            parts.append(part)
        start = end
    return tuple(parts)


def _read(html: str) -> _Reading:
    reading = _Reading()
    for token in _TOKEN.finditer(html):
        raw = token.group()
        name = token.group("name")
        if name is None:
            shown = markup.unescape(raw)
            reading.atoms.append(_Atom(raw, shown, reading.pending, tuple(reading.open_tags)))
            reading.pending = ""
            continue
        reading.pending += raw
        if not token.group("close"):
            reading.open_tags.append(raw)
        elif reading.open_tags:
            reading.open_tags.pop()
    return reading


def _end(atoms: list[_Atom], start: int, limit: int) -> int:
    """Return where the part that begins at `start` ends."""
    room, end = limit, start
    while end < len(atoms) and width(atoms[end].shown) <= room:
        room -= width(atoms[end].shown)
        end += 1
    if end == len(atoms):
        return end
    window = "".join((atom.shown or " ")[0] for atom in atoms[start : end + 1])
    least = (end - start) // 4
    for boundary in ("\n\n", "\n", ". ", " "):
        found = window.rfind(boundary)
        if found >= least and found > 0:
            return min(start + found + len(boundary), end)
    return max(end, start + 1)


def _put_together(atoms: list[_Atom], after: str, left_open: tuple[str, ...]) -> str:
    """Return a part of its own: the tags around it opened, and those that it leaves open closed."""
    opened = "".join(atoms[0].open_tags)
    inside = "".join(
        (atom.before if position else "") + atom.raw for position, atom in enumerate(atoms)
    )
    closed = "".join(f"</{_name(tag)}>" for tag in reversed(left_open))
    return (opened + inside + after + closed).strip()


def _name(tag: str) -> str:
    match = re.match(r"<([a-z-]+)", tag)
    return match.group(1) if match else ""
