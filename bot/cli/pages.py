"""`python -m bot pages`: the answers as a static site, for any web space."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.assistant import CannotLoad
from bot.cli.refuse import refuse
from bot.web.static_pages import StaticSite
from knowledge import load_knowledge
from locales.clock import today
from rules import load_rulebook

# What was written before stands here; a page that is gone is deleted by it.
_LIST = "razmena-pages.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--out", required=True, type=Path, help="the folder to write to")
    parser.add_argument(
        "--base", default="", help="where the pages will stand: https://www.example.org/mobility/"
    )
    parser.add_argument(
        "--bot", default="", help="where the chat is, to link to it: https://bot.example.org"
    )
    parser.add_argument(
        "--on", help="the day as of which the pages are written (YYYY-MM-DD); today where left out"
    )


def main(arguments: argparse.Namespace) -> int:
    """Write the pages; return the exit status."""
    for name in ("base", "bot"):
        address = getattr(arguments, name)
        if address and not _is_address(address):
            example = "https://www.example.org/mobility/"
            return refuse(f"--{name} is {address[:60]!r}; allowed: an address such as {example}")
    try:
        on = date.fromisoformat(arguments.on) if arguments.on else today()
    except ValueError:
        return refuse(f"--on is {arguments.on[:20]!r}; allowed: a day such as 2026-11-29")
    try:
        rulebook = load_rulebook()
        knowledge = load_knowledge(rulebook)
    except CannotLoad as error:
        return refuse(*str(error).splitlines())
    base = arguments.base and arguments.base.rstrip("/") + "/"
    site = StaticSite(knowledge, rulebook, on, base, arguments.bot.rstrip("/"))
    try:
        number = write(site.files(), arguments.out)
    except FileExistsError as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"--out: {error.filename} cannot be written ({error.strerror})")
    print(f"{number} pages as of {on.isoformat()}: open {arguments.out / 'index.html'}")
    if not base:
        print("sitemap.xml and hreflang name no host; give --base before they go on the web")
    return 0


def write(files: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Write the files of a site, and delete pages of before that are no more.

    Returns:
        How many pages there are.

    Raises:
        FileExistsError: the folder holds something else.
        OSError: it cannot be written.
    """
    known = folder / _LIST
    before = set(known.read_text(encoding="utf-8").split()) if known.exists() else set()
    if folder.exists() and not known.exists() and any(folder.iterdir()):
        raise FileExistsError(
            f"--out: {folder} holds files that are none of these pages; name a folder of its own"
        )
    written: list[str] = []
    for path, content in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written.append(path)
    for path in sorted(before - set(written)):
        if ".." not in Path(path).parts and not Path(path).is_absolute():
            (folder / path).unlink(missing_ok=True)
    known.write_text("\n".join(written) + "\n", encoding="utf-8")
    return sum(path.endswith(".html") for path in written)


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    return fits and not parts.query and not parts.fragment and not set(text) & set(' "<>')
