"""Which program this is, as far as its folder tells."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
_REFERENCE = re.compile(r"ref: (refs/heads/[\w./-]{1,200})")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_SHOWN = 10


def version(root: Path = ROOT) -> str | None:
    """The version, with the commit where the folder is a clone: `0.1.0 (952a845f3b)`.

    None where neither is known: an image may hold the packages alone.
    """
    number, commit = _number(root), _commit(root / ".git")
    if number is None or commit is None:
        return number or commit
    return f"{number} ({commit})"


def _number(root: Path) -> str | None:
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    except (OSError, ValueError, KeyError):
        return None


def _commit(folder: Path) -> str | None:
    """The commit that is checked out, read from the files of the clone."""
    head = _read(folder / "HEAD").strip()
    reference = _REFERENCE.fullmatch(head)
    if reference is not None:
        name = reference.group(1)
        head = _read(folder / name).strip() or _packed(_read(folder / "packed-refs"), name)
    return head[:_SHOWN] if _COMMIT.fullmatch(head) else None


def _packed(listed: str, name: str) -> str:
    lines = (line.split() for line in listed.splitlines())
    return next((words[0] for words in lines if words[1:] == [name]), "")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
