"""The links and addresses that Telegram finds in a text by itself.

Follows `find_urls` and `fix_url` of TDLib: around every dot a domain is looked for, with what may
stand before it (a scheme, somebody's name and @) and behind it (a port, a path); what has no scheme
must end in a domain of `top_level_domains.txt`, as that library knows them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_DOMAINS = Path(__file__).with_name("top_level_domains.txt")
_NO_NAME = frozenset("\n/[]{}()'`<>\"«»")
_NO_PATH = frozenset('\n<>"«»')
_BAD_ENDS = ".:;,('?!`"
_SCHEMES = ("https://", "http://", "sftp://", "ftp://", "tonsite://")
_SCHEME = re.compile(r"(?P<name>[A-Za-z0-9+-]*)://$")
_EMAIL = re.compile(
    r"([a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@"
    r"(([a-z0-9][a-z0-9_-]{0,28})?[a-z0-9][.]){1,6}[a-z]{2,8}",
    re.IGNORECASE,
)
_PORT = re.compile(r":0*([0-9]{1,5})")
_HIGHEST_PORT = 65535
_MAIL = "mailto:"
_PUNYCODE = re.compile(r"xn--[a-z0-9]{2,}", re.IGNORECASE)
_BRACKETS = {"(": 0, ")": 0, "[": 1, "]": 1, "{": 2, "}": 2}


def links_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and kind (`url` or `email`) of each, in characters, from left to right."""
    read_until = 0
    dot = text.find(".")
    while 0 <= dot < len(text) - 1:
        place = _around(text, dot, read_until) if text[dot + 1] != " " else None
        if place is None:
            dot = text.find(".", dot + 1)
            continue
        begin, end = place
        if text[begin:end].lower().startswith(_MAIL):
            begin += len(_MAIL)
        if _EMAIL.fullmatch(text[begin:end]):
            yield begin, end, "email"
        else:
            length = len(_fixed(text[begin:end]))
            if length:
                yield begin, begin + length, "url"
        read_until = max(end, dot + 1)
        dot = text.find(".", read_until)


def _around(text: str, dot: int, least: int) -> tuple[int, int] | None:
    """Return where a link around a dot begins and ends; None where there is none."""
    at = _last_at(text, dot)
    end = dot if at is None else at + 1
    while end < len(text) and _is_of_a_domain(text[end]):
        end += 1
    begin = dot
    fits = _is_of_a_domain if at is None else _is_of_a_name
    while begin > least and fits(text[begin - 1]):
        begin -= 1
    if at is not None and "@" in text[begin:at]:
        return None
    if end - (begin if at is None else at + 1) <= 1:
        return None
    end = _with_path(text, _with_port(text, end))
    while end > dot + 1 and text[end - 1] == ".":
        end -= 1
    if at is None and begin > least and text[begin - 1] == "@":
        name = begin - 1
        while name > least and _is_of_a_name(text[name - 1]):
            name -= 1
        if name == begin - 1 or "@" in text[name : begin - 1]:
            return None
        begin = name
    begun = _with_scheme(text, begin, least)
    return None if begun is None else (begun, end)


def _last_at(text: str, dot: int) -> int | None:
    """Return the last @ of what may be a name and a domain that goes on behind the dot."""
    at, place = None, dot
    while place < len(text):
        if text[place] == "@":
            at = place
        if not _is_of_a_name(text[place]):
            break
        place += 1
    return at


def _with_port(text: str, end: int) -> int:
    port = _PORT.match(text, end)
    if port is None or not 0 < int(port.group(1)) <= _HIGHEST_PORT:
        return end
    behind = text[port.end() : port.end() + 1]
    return end if behind.isascii() and behind.isdigit() else port.end()


def _with_path(text: str, end: int) -> int:
    if text[end : end + 1] not in ("/", "?", "#"):
        return end
    stop = end + 1
    while stop < len(text) and text[stop] not in _NO_PATH and not _is_space(text[stop]):
        stop += 1
    while stop > end + 1 and text[stop - 1] in _BAD_ENDS:
        stop -= 1
    return stop if text[end] == "/" or stop > end + 1 else end


def _with_scheme(text: str, begin: int, least: int) -> int | None:
    """Return where the link begins with its scheme; None where what stands before it forbids it."""
    before = text[least:begin]
    scheme = _SCHEME.search(before)
    if scheme is not None:
        name = scheme["name"].lower()
        for known in ("https", "http", "sftp", "ftp", "tonsite"):
            if name.endswith(known) and name not in ("shttp", "tftp"):
                return begin - len(known) - len("://")
        return None
    last = before[-1:]
    is_path = bool(last) and last in "/\\#@"
    # Behind a letter of another kind or a sign of a path no link begins.
    return None if is_path or (last and _is_of_a_domain(last)) else begin


def _fixed(link: str) -> str:
    """Return as much of a link as Telegram takes; nothing where it takes none."""
    lower = link[:10].lower()
    scheme = next((each for each in _SCHEMES if lower.startswith(each)), "")
    rest = link[len(scheme) :]
    cut = min((rest.find(sign) for sign in "/?#" if sign in rest), default=len(rest))
    domain, path = rest[:cut], rest[cut:]
    domain = domain.rpartition("@")[2]
    domain = domain.rpartition(":")[0] if ":" in domain else domain
    kept = _balanced(path).rstrip(_BAD_ENDS) if path else ""
    link = link[: len(link) - len(path) + len(kept)]
    return link if _is_domain(domain, has_scheme=bool(scheme)) else ""


def _balanced(path: str) -> str:
    open_ones = [0, 0, 0]
    for place, sign in enumerate(path):
        if sign in _BRACKETS:
            open_ones[_BRACKETS[sign]] += 1 if sign in "([{" else -1
            if open_ones[_BRACKETS[sign]] < 0:
                return path[:place]
    return path


def _is_domain(domain: str, *, has_scheme: bool) -> bool:
    parts = domain.split(".")
    if len(parts) <= 1:
        return False
    if any(not part or len(part.encode()) >= 64 or part.endswith("-") for part in parts):
        return False
    if all(part.isascii() and part.isdigit() for part in parts):
        return len(parts) == 4 and all(len(part) <= 3 and int(part) < 256 for part in parts)
    # "Kraj.Na" is the end of a sentence and the next one's first word.
    last = parts[-1].lower()
    if parts[-1] != last and parts[-1][1:] == last[1:] and not has_scheme:
        return False
    if len(last) <= 1 or "_" in parts[-2]:
        return False
    if last.startswith("xn--"):
        return _PUNYCODE.fullmatch(last) is not None
    if "_" in last or "-" in last:
        return False
    return has_scheme or last in _top_level_domains()


@lru_cache(maxsize=1)
def _top_level_domains() -> frozenset[str]:
    return frozenset(_DOMAINS.read_text(encoding="utf-8").split())


def _is_space(letter: str) -> bool:
    return (
        letter.isspace() or "\u2000" <= letter <= "\u200f" or letter in "\u2028\u2029\u3000\ufeff"
    )


def _is_of_a_name(letter: str) -> bool:
    return letter not in _NO_NAME and not _is_space(letter)


def _is_of_a_domain(letter: str) -> bool:
    if letter < "\u00c0":
        return letter in ".~_-" or (letter.isascii() and letter.isalnum())
    if "\u2000" <= letter <= "\u206f":
        return letter in "\u200c\u200d"
    return unicodedata.category(letter)[0] in "LNM"
