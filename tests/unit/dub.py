"""The pack of an invented university that tests change in a copy."""

import shutil
from pathlib import Path

DUB = Path(__file__).parents[1] / "packs" / "dub"


def copied(folder: Path) -> Path:
    """Copy the pack into a folder; return where it stands there."""
    return Path(shutil.copytree(DUB, folder / "dub"))


def change(file: Path, old: str, new: str) -> None:
    """Put other words in place of the first of these, which must stand in the file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
