"""What was read and learned, kept from one start to the next: data that is checked, never code.

Reading and checking some sixty YAML files takes most of a start. What comes of it is kept in a file
of the cache, named by the content of everything that it follows from: files, model and code. A file
of another content, one that is damaged, laid out in another way, or that somebody else may have
written is left aside, and all is read again. No snapshot is ever needed.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from knowledge.aspects import AspectTables
from knowledge.checklist import Checklist
from knowledge.content import Content
from knowledge.entry import Entry, Source
from knowledge.finder import Finder, store
from knowledge.finder.lexicon import Lexicon, LexiconTables
from knowledge.finder.words import STEMMER_VERSION
from knowledge.in_context import FollowUpTables
from knowledge.language import LanguageOdds
from knowledge.parts import parts_of
from knowledge.said import SaidTables
from knowledge.subject_odds import SubjectOdds
from knowledge.theme import Theme
from knowledge.thresholds import Thresholds

_PACKAGES = Path(__file__).parents[1]
# Code that decides what is read from a file, beside that in the folder of the knowledge.
_CODE = ("rules", "rules/programmes", "locales")
_READ = (".yaml", ".bin", ".py")


@dataclass(frozen=True, slots=True)
class _Kept:
    """The content with the tables of its finder; the finder's model stands beside it."""

    key: str
    entries: dict[str, Entry]
    sources: dict[str, Source]
    thresholds: Thresholds
    checklists: dict[str, Checklist]
    themes: dict[str, Theme]
    own_words: dict[str, list[str]]
    languages: LanguageOdds
    follow_ups: FollowUpTables
    aspects: AspectTables
    said: SaidTables
    subject: SubjectOdds
    lexicon: LexiconTables
    stems: frozenset[str]
    model: memoryview


def key_of(folder: Path, packs: Iterable[Path] = ()) -> str:
    """Return a name for what is read from a folder; another content has another name.

    Args:
        folder: what the institutions share, and those that come with it.
        packs: folders that count, too, whether they are in use or not.
    """
    digest = hashlib.blake2b(digest_size=16)
    parts = tuple(dict.fromkeys((*parts_of(folder), *packs)))
    about = [STEMMER_VERSION, f"{sys.version_info[:2]}", *map(str, parts)]
    digest.update("\0".join(about).encode())
    for file in _files(folder, parts):
        content = file.read_bytes()
        digest.update(f"\0{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Path, parts: Iterable[Path]) -> Iterator[Path]:
    for package in _CODE:
        yield from sorted((_PACKAGES / package).glob("*.py"))
    for read in (folder, *(part for part in parts if not part.is_relative_to(folder))):
        for place, folders, files in os.walk(read):
            folders.sort()
            yield from (Path(place, file) for file in sorted(files) if file.endswith(_READ))


def read(key: str) -> Content | None:
    """Return the content that is kept under a name; None where there is none to be trusted."""
    body = store.read_bytes(_name(key))
    if body is None:
        return None
    try:
        kept = msgspec.msgpack.decode(body, type=_Kept, dec_hook=_from_text)
        if kept.key != key:
            return None
        trained = store.unpack(kept.model)
    except store.FOREIGN:
        return None
    return Content(
        kept.entries,
        kept.sources,
        kept.thresholds,
        kept.checklists,
        kept.themes,
        kept.own_words,
        kept.languages,
        kept.follow_ups,
        kept.aspects,
        kept.said,
        kept.subject,
        Finder(trained, Lexicon(tables=kept.lexicon), kept.stems),
        key,
    )


def keep(key: str, content: Content) -> None:
    """Keep content under its name; where nothing can be written, nothing happens."""
    finder = content.finder
    kept = _Kept(
        key,
        dict(content.entries),
        dict(content.sources),
        content.thresholds,
        dict(content.checklists),
        dict(content.themes),
        dict(content.own_words),
        content.languages,
        content.follow_ups,
        content.aspects,
        content.said,
        content.subject,
        finder.lexicon.tables,
        frozenset(finder.speller.stems),
        memoryview(store.pack(finder.trained)),
    )
    store.write_bytes(_name(key), msgspec.msgpack.encode(kept, enc_hook=_as_text))


def _name(key: str) -> str:
    return f"knowledge-{key}"


def _as_text(value: Any) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError


def _from_text(kind: type, text: Any) -> Any:
    if kind is Path and isinstance(text, str):
        return _path(text)
    raise NotImplementedError


# Many entries stand in one file.
_path = lru_cache(maxsize=256)(Path)
