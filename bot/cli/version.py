"""The version of the program."""

import importlib
from pathlib import Path

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """Return the version: that of the installed package, else of the checkout it runs from."""
    # Imported only for whoever asks: it takes longer than the rest of the command line.
    metadata = importlib.import_module("importlib.metadata")
    try:
        return str(metadata.version("razmena"))
    except metadata.PackageNotFoundError:
        tomllib = importlib.import_module("tomllib")
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])
