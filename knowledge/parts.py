"""The folders that the knowledge stands in: one per institution, and one for what all share."""

from pathlib import Path

INSTITUTIONS = "institutions"


def parts_of(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the institutions, and behind them the folder of what they share.

    Each may hold `entries/`, `sources.yaml`, `facts.yaml`, `themes.yaml` and `checklists.yaml`.
    """
    packs = sorted(one for one in (folder / INSTITUTIONS).glob("*") if one.is_dir())
    return (*packs, folder)


def topic_of(file: Path) -> str:
    """Return a file of entries as themes name it: `ub/bip`, by its institution or its folder."""
    folder = file.parent.parent if file.parent.name == "entries" else file.parent
    return f"{folder.name}/{file.stem}"
