"""The pack of an invented university that tests change in a copy, and packs in use for a while."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.dialogue.assistant import Assistant
from knowledge import load_knowledge
from rules import load_rulebook
from rules.institutions import Registry, read_registry, registry, use

# Whose rules are never told of the invented university.
OTHERS = re.compile("belgrade|beograd|београд|kragujev|крагујев|šumadij|шумадиј", re.IGNORECASE)
DUB = Path(__file__).parents[1] / "packs" / "dub"


def copied(folder: Path) -> Path:
    """Copy the pack into a folder; return where it stands there."""
    return Path(shutil.copytree(DUB, folder / "dub"))


def change(file: Path, old: str, new: str) -> None:
    """Put other words in place of the first of these, which must stand in the file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextmanager
def in_use(institutions: Registry) -> Iterator[Registry]:
    """Take institutions into use for a while; those of before are in use again behind it."""
    before = registry()
    use(institutions)
    try:
        yield institutions
    finally:
        use(before)


def assistant_with(folder: Path, *, left_out: bool = False) -> tuple[Registry, Assistant]:
    """Return the institutions with a pack, and the assistant that knows them; none is in use.

    Of a pack that is left out only the names are known.
    """
    chosen = read_registry(left_out=[folder]) if left_out else read_registry([folder])
    with in_use(chosen) as institutions:
        rules = load_rulebook()
        return institutions, Assistant(load_knowledge(rules), rules)
