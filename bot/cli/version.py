"""The version of the program."""

import importlib.metadata
import tomllib
from pathlib import Path

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """Return the version: that of the installed package, else of the checkout it runs from."""
    try:
        return importlib.metadata.version("razmena")
    except importlib.metadata.PackageNotFoundError:
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])
