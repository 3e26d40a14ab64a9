"""Telegram's HTML into text and entities, refusing what Telegram refuses, in its words.

The grammar and the words follow `parse_html` of TDLib, the library behind Telegram's own Bot API
server: few tags, strict nesting, positions in bytes of UTF-8.
"""

import re
from dataclasses import dataclass

from bot.preview.call import Json
from bot.preview.entities import in_order, utf16_length
from bot.preview.refusal import RefusalError, bad_request

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_SUPPORTED = frozenset({*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_NEXT = re.compile(r"[<&]")
_SPACE = " \t\r\n\0\v"
_LINK = re.compile(r"(?:https?|tg|ton|tonsite)://\S+|[\w.-]+\.[^\W\d_]{2,}(?:[/?#:]\S*)?", re.ASCII)
# Relative, or weekday, date and time, each long or short.
_DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_PERSON = re.compile(r"tg://user\?id=(\d+)")


@dataclass(slots=True)
class _Open:
    """A start tag whose end has not come yet."""

    tag: str
    argument: str
    offset: int
    first_part: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.opened: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        source = self.source
        while (match := _NEXT.search(source, self.at)) is not None:
            self._put(source[self.at : match.start()])
            self.at = match.start()
            if source[self.at] == "&":
                self._put(self._character())
            elif source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._put(source[self.at :])
        if self.opened:
            raise _refused(
                f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"'
            )
        text = "".join(self.parts)
        self.entities.sort(key=in_order)
        return text, self.entities

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _character(self) -> str:
        """Read `&...` in the text: what it stands for, or itself where it stands for nothing."""
        text, self.at = _decoded(self.source, self.at)
        return text

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.at += 1

    def _word(self, stop: str) -> str:
        start = self.at
        while self._peek() and self._peek() not in stop:
            self.at += 1
        return self.source[start : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(_SPACE + ">").lower()
        if not self._peek():
            raise _refused(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _SUPPORTED:
            raise _refused(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        argument = ""
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value, argument)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise _refused(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.opened.append(_Open(tag, argument, self.length, len(self.parts)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(_SPACE + "=>/\"'")
        if not name:
            raise _refused(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
            )
        self._skip_space()
        if self._peek() != "=":
            if not self._peek():
                raise _refused(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            return name, ""
        self.at += 1
        self._skip_space()
        if not self._peek():
            raise _refused(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if not self._peek():
            raise _refused(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return name, value

    def _quoted(self) -> str:
        end = self._peek()
        self.at += 1
        parts = []
        while self._peek() and self._peek() != end:
            if self._peek() == "&":
                text, self.at = _decoded(self.source, self.at)
            else:
                text = self._peek()
                self.at += 1
            parts.append(text)
        self.at += 1
        return "".join(parts)

    def _token(self) -> str:
        start = self.at
        while (sign := self._peek()) and ((sign.isascii() and sign.isalnum()) or sign in ".-"):
            self.at += 1
        if self._peek() and self._peek() not in _SPACE + ">":
            raise _refused(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self.source[start : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise _refused(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        tag = self._word(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _refused(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.opened[-1]
        if tag and tag != opened.tag:
            raise _refused(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        self.at += 1
        self.opened.pop()
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        place = {"offset": opened.offset, "length": self.length - opened.offset}
        if opened.tag in _SIMPLE:
            self.entities.append({**place, "type": _SIMPLE[opened.tag]})
        elif opened.tag == "blockquote":
            kind = "expandable_blockquote" if opened.argument == "expandable" else "blockquote"
            self.entities.append({**place, "type": kind})
        elif opened.tag == "a":
            self._close_link(opened, place)
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal() or not int(opened.argument):
                raise _refused("Invalid custom emoji identifier specified")
            self.entities.append(
                {**place, "type": "custom_emoji", "custom_emoji_id": opened.argument}
            )
        elif opened.tag == "tg-time":
            self._close_time(opened, place)
        else:
            self._close_code(opened, place)

    def _close_link(self, opened: _Open, place: Json) -> None:
        url = opened.argument or "".join(self.parts[opened.first_part :])
        person = _PERSON.match(url)
        if person is not None:
            self.entities.append(
                {**place, "type": "text_mention", "user": {"id": int(person.group(1))}}
            )
        elif _LINK.fullmatch(url):
            # A link that Telegram cannot use is passed over: the words stay, without the link.
            self.entities.append({**place, "type": "text_link", "url": checked_link(url)})

    def _close_time(self, opened: _Open, place: Json) -> None:
        unix_time, _, shape = opened.argument.partition("|")
        if _DATE_FORMAT.fullmatch(shape) is None:
            raise _refused("Invalid date format used")
        if not unix_time.isdecimal() or not 0 < int(unix_time) < 1 << 31:
            # Telegram passes it over: the words stay, without a date.
            return
        entity = {**place, "type": "date_time", "unix_time": int(unix_time)}
        if shape:
            entity["date_time_format"] = shape
        self.entities.append(entity)

    def _close_code(self, opened: _Open, place: Json) -> None:
        """Make one entity of `<pre><code class="language-x">`, whichever of the two is inside."""
        other = self.entities[-1] if self.entities else {}
        same = all(other.get(key) == place[key] for key in place)
        if opened.tag == "pre" and same and other["type"] == "code" and other.get("language"):
            self.entities[-1] = {**place, "type": "pre", "language": other["language"]}
            return
        plain_pre = same and other["type"] == "pre" and "language" not in other
        if opened.tag == "code" and plain_pre and opened.argument:
            other["language"] = opened.argument
            return
        entity = {**place, "type": opened.tag}
        if opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)


def checked_link(url: str) -> str:
    """Return a link as Telegram stores it: with its scheme, and a slash after a bare host."""
    if "://" not in url:
        url = f"http://{url}"
    scheme, _, rest = url.partition("://")
    if scheme in {"http", "https"} and not any(sign in rest for sign in "/?#"):
        rest += "/"
    return f"{scheme.lower()}://{rest}"


def is_link(url: str) -> bool:
    """Say whether Telegram takes this as the target of a link."""
    return _LINK.fullmatch(url) is not None


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and its entities; offsets and lengths are in UTF-16 code units.

    Raises:
        RefusalError: Telegram refuses this markup.
    """
    text, entities = _Reader(source).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def _argument(tag: str, name: str, value: str, before: str) -> str:
    """Return what a tag is about, after one more of its attributes."""
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-time" and name in {"unix", "format"}:
        unix_time, _, shape = before.partition("|")
        return f"{value}|{shape}" if name == "unix" else f"{unix_time}|{value}"
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    return before


def _decoded(source: str, at: int) -> tuple[str, int]:
    match = _CHARACTER.match(source, at)
    if match is None or (match.group(3) and match.group(3) not in _NAMED):
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name], match.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or len(match.group().rstrip(";")) >= 10:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _refused(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), match.end()


def _refused(words: str) -> RefusalError:
    return bad_request(f"can't parse entities: {words}")
