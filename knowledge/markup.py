"""The small language of answers: text with Telegram's `<b> <i> <a href>` and `{name:form}`."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

ALLOWED_TAGS = ("b", "i", "a")

_PIECE = re.compile(
    r"(?P<tag><[^<>]*>)|(?P<placeholder>\{[^{}]*\})|(?P<words>[^<{]+)|(?P<stray>.)", re.DOTALL
)
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)+)(?::([a-z_]+))?\}")
_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z]+)(?: href="(?P<link>[^"\s<>]+)")?>')
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot);)")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Text as it stands, entities (`&amp;`) included."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag. `link` is the target of an opening `<a>`."""

    raw: str
    name: str
    closing: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder: the name of a parameter, and the form in which its value is written."""

    name: str
    form: str | None

    @property
    def raw(self) -> str:
        """The placeholder as it is written."""
        return f"{{{self.name}:{self.form}}}" if self.form else f"{{{self.name}}}"


Piece: TypeAlias = PlainWords | Tag | Placeholder


@dataclass(frozen=True, slots=True)
class MarkupFault:
    """Something that is not allowed in an answer. `line` counts from 0 at its first line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """An answer taken apart. With faults, `pieces` holds what could be read."""

    pieces: tuple[Piece, ...]
    faults: tuple[MarkupFault, ...]

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))

    @property
    def links(self) -> tuple[str, ...]:
        """Where the links lead, in order."""
        return tuple(
            piece.link for piece in self.pieces if isinstance(piece, Tag) and piece.link is not None
        )

    @property
    def words(self) -> str:
        """The text alone, placeholders and tags left out, entities put back into characters."""
        return html.unescape(
            "".join(piece.text if isinstance(piece, PlainWords) else "\0" for piece in self.pieces)
        ).replace("\0", " ")


def parse(answer: str) -> Parsed:
    """Take an answer apart; every fault is listed, none is raised."""
    pieces: list[Piece] = []
    faults: list[MarkupFault] = []
    open_tags: list[str] = []
    line = 0
    for match in _PIECE.finditer(answer):
        raw = match.group()
        piece = _piece(raw, match.lastgroup or "stray")
        if isinstance(piece, MarkupFault):
            faults.append(MarkupFault(line + piece.line, piece.message))
        else:
            pieces.append(piece)
            faults += [MarkupFault(line, message) for message in _misplaced(piece, open_tags)]
        line += raw.count("\n")
    faults += [MarkupFault(line, f"<{name}> is never closed; add </{name}>") for name in open_tags]
    return Parsed(tuple(pieces), tuple(faults))


def _piece(raw: str, kind: str) -> Piece | MarkupFault:
    """Read one piece, or what is wrong with it; a fault's line counts from the piece's start."""
    if kind == "words":
        return _words(raw)
    if kind == "placeholder":
        match = _PLACEHOLDER.fullmatch(raw)
        if match is None:
            message = f"{raw} is not a placeholder; write {{group.name}} or {{group.name:format}}"
            return MarkupFault(0, message)
        return Placeholder(match.group(1), match.group(2))
    if raw == "{":
        return MarkupFault(0, "a { without its }; a placeholder is written {group.name}")
    match = _TAG.fullmatch(raw)
    if match is None or match["name"] not in ALLOWED_TAGS:
        message = (
            f'{raw[:40]} is not allowed; allowed are <b>, <i> and <a href="…">, '
            "and a bare < is written &lt;"
        )
        return MarkupFault(0, message)
    closing = bool(match["close"])
    if (match["name"] == "a" and not closing) != (match["link"] is not None):
        return MarkupFault(0, f'{raw[:60]}: a link is written <a href="https://…">words</a>')
    return Tag(raw, match["name"], closing, match["link"])


def _words(raw: str) -> Piece | MarkupFault:
    bare = _AMPERSAND.search(raw)
    if bare:
        line = raw[: bare.start()].count("\n")
        return MarkupFault(line, "a bare & is not allowed in an answer; write &amp;")
    if "}" in raw:
        line = raw[: raw.index("}")].count("\n")
        message = "a } without its {; a placeholder is written {group.name} or {group.name:format}"
        return MarkupFault(line, message)
    return PlainWords(raw)


def _misplaced(piece: Piece, open_tags: list[str]) -> Iterator[str]:
    """Yield faults of nesting; keeps `open_tags` up to date."""
    if not isinstance(piece, Tag):
        return
    if not piece.closing:
        if piece.name in open_tags:
            yield f"<{piece.name}> inside <{piece.name}>; close the first one before"
        open_tags.append(piece.name)
    elif not open_tags or open_tags[-1] != piece.name:
        yield f"{piece.raw} closes nothing here; tags close in the reverse order of opening"
    else:
        open_tags.pop()
