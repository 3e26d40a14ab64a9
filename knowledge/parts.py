"""The folders that the knowledge stands in: one per institution, and one for what all share."""

from pathlib import Path

from rules.institutions import BUILT_IN, SHARED, registry

FOLDER = Path(__file__).parent
OFFICES = Path("entries", "offices")
"""Where entries made of the answers of offices stand in a folder of the knowledge."""


def parts_of(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the institutions, and behind them the folder of what they share.

    Each may hold `entries/`, `sources.yaml`, `facts.yaml`, `themes.yaml` and `checklists.yaml`.
    Those of the program are the institutions in use; any other folder has its own.
    """
    if folder == BUILT_IN.parent:
        return (*registry().folders, folder)
    packs = sorted(
        one for one in (folder / BUILT_IN.name).glob("*") if one.is_dir() and one.name != SHARED
    )
    return (*packs, folder)


def owner_of(file: Path) -> str | None:
    """Return the institution in whose folder a file of entries stands; None for shared ones."""
    return file.parent.parent.name if file.parent.name == "entries" else None


def topic_of(file: Path) -> str:
    """Return a file of entries as themes name it: `gaps/money`, by institution or folder."""
    return f"{owner_of(file) or file.parent.name}/{file.stem}"
