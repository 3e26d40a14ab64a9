"""The files of the pages: what they load, and the pages in each written form."""

import hashlib
import html
import json
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from bot.web import words
from locales import Locale

FOLDER = Path(__file__).parent / "page"
_LOADED = (".css", ".js", ".svg")
# Each language named in itself, so that a person who reads no other finds it.
LANGUAGES = {Locale.EN: "English", Locale.SR_LATN: "srpski", Locale.SR_CYRL: "српски"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load.

    Attributes:
        content: what is in it.
        kind: its type.
        tag: changes with the content, so that a browser need not load it again.
    """

    content: bytes
    kind: str
    tag: str


def read_assets() -> dict[str, Asset]:
    """Return what the pages load, by name."""
    return {
        path.name: _asset(path.name, path.read_bytes())
        for path in sorted(FOLDER.iterdir())
        if path.suffix in _LOADED
    }


def embed_script() -> Asset:
    """Return the script that other sites load: it has its words with it."""
    spoken = {locale.tag: words.all_of("button", locale) for locale in Locale}
    text = (FOLDER / "embed.js").read_text(encoding="utf-8")
    return _asset("embed.js", text.replace("{} /* words */", compact(spoken)).encode())


def read_page(
    name: str,
    data: Mapping[str, Any] | None = None,
    parts: Callable[[Locale], Mapping[str, str]] = lambda _: {},
) -> dict[Locale, str]:
    """Return a page in each written form.

    Args:
        name: of its file, and of the group of its words.
        data: further values that its script reads, by their place in the file.
        parts: further HTML for a written form, by its place in the file.
    """
    template = Template((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    spoken = {locale.tag: words.all_of(name, locale) for locale in Locale}
    values = {"words": spoken, **(data or {})}
    # A script reads them as data; "<" must not end it.
    written = {key: compact(value).replace("<", "\\u003c") for key, value in values.items()}
    return {
        locale: template.substitute(
            {each: html.escape(text) for each, text in words.all_of(name, locale).items()},
            lang=locale.tag,
            languages=_languages(locale),
            **written,
            **parts(locale),
        )
        for locale in Locale
    }


def compact(content: Any) -> str:
    """Return JSON without spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _asset(name: str, content: bytes) -> Asset:
    tag = hashlib.blake2b(content, digest_size=12).hexdigest()
    return Asset(content, mimetypes.guess_type(name)[0] or "application/octet-stream", f'"{tag}"')


def _languages(shown: Locale) -> str:
    """Return links to the page in each written form."""
    links = []
    for locale, name in LANGUAGES.items():
        current = ' aria-current="page"' if locale is shown else ""
        tag = locale.tag
        links.append(f'<a href="?language={tag}" lang="{tag}" hreflang="{tag}"{current}>{name}</a>')
    return " ".join(links)
