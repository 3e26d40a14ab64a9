"""The files of the pages: what they load, and the pages in each written form."""

import base64
import gzip
import hashlib
import html
import json
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from bot.web import words
from locales import Locale

FOLDER = Path(__file__).parent / "page"
_LOADED = (".js", ".svg")
_SHEET = re.compile(r' *<link rel="stylesheet" href="/web/([a-z]+\.css)">\n')
# Each language named in itself, so that a person who reads no other finds it.
LANGUAGES = {Locale.EN: "English", Locale.SR_LATN: "srpski", Locale.SR_CYRL: "српски"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load.

    Attributes:
        content: what is in it.
        zipped: the same, for browsers that take gzip.
        kind: its type.
        tag: changes with the content, so that a browser need not load it again.
    """

    content: bytes
    zipped: bytes
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as browsers get it.

    Attributes:
        files: its HTML in each written form.
        style: the digest of the style in it, as a Content-Security-Policy names it.
    """

    files: Mapping[Locale, Asset]
    style: str


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
) -> Page:
    """Return a page, with its styles in it: a browser draws it before anything else is loaded.

    Args:
        name: of its file, and of the group of its words.
        data: further values that its script reads, by their place in the file.
        parts: further HTML for a written form, by its place in the file.
    """
    source = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    sheets = _SHEET.findall(source)
    style = "".join((FOLDER / sheet).read_text(encoding="utf-8") for sheet in sheets)
    template = Template(_SHEET.sub("", source).replace("</head>", "  $style</head>"))
    spoken = {locale.tag: words.all_of(name, locale) for locale in Locale}
    values = {"words": spoken, **(data or {})}
    # A script reads them as data; "<" must not end it.
    written = {key: compact(value).replace("<", "\\u003c") for key, value in values.items()}
    texts = {
        locale: template.substitute(
            {each: html.escape(text) for each, text in words.all_of(name, locale).items()},
            lang=locale.tag,
            languages=_languages(locale),
            style=f"<style>{style}</style>\n",
            **written,
            **parts(locale),
        )
        for locale in Locale
    }
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    files = {locale: _asset(f"{name}.html", text.encode()) for locale, text in texts.items()}
    return Page(files, f"'sha256-{digest}'")


def compact(content: Any) -> str:
    """Return JSON without spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _asset(name: str, content: bytes) -> Asset:
    tag = hashlib.blake2b(content, digest_size=12).hexdigest()
    return Asset(
        content=content,
        zipped=gzip.compress(content, mtime=0),
        kind=mimetypes.guess_type(name)[0] or "application/octet-stream",
        # Weak, because it names both forms.
        tag=f'W/"{tag}"',
    )


def _languages(shown: Locale) -> str:
    """Return links to the page in each written form."""
    links = []
    for locale, name in LANGUAGES.items():
        current = ' aria-current="page"' if locale is shown else ""
        tag = locale.tag
        links.append(f'<a href="?language={tag}" lang="{tag}" hreflang="{tag}"{current}>{name}</a>')
    return " ".join(links)
