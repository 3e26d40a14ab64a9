"""Institutions of the operator's, in folders beside those that come with the program.

`PACKS` names the folders. One that fails is left out and told in a line; the others go on.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rules.institutions import Registry, read_registry, use
from rules.parameters import ParameterError
from rules.rulebook import rulebook_of
from rules.strict_yaml import StrictYamlError

SETTING = "PACKS"
Check = Callable[[Registry, Path], str]
"""What is wrong with a pack, in a line; empty for nothing."""


class _Installed:
    """The value of the setting that is in use."""

    value: str | None = None


def pack_folders(value: str) -> Iterator[Path]:
    """Yield the folders that a value of `PACKS` names, each of a pack or of several."""
    for part in filter(None, (one.strip() for one in value.split(os.pathsep))):
        folder = Path(part).expanduser().resolve()
        inside = sorted(file.parent for file in folder.glob("*/institution.yaml"))
        yield from [folder] if (folder / "institution.yaml").exists() or not inside else inside


def install(environment: Mapping[str, str], check: Check | None = None) -> tuple[str, ...]:
    """Put the packs of the environment into use; return a line for each that is left out.

    Args:
        environment: may hold `PACKS`.
        check: what else must hold of a pack, beside its names, numbers and programmes.
    """
    value = environment.get(SETTING, "")
    if not value.strip() or value == _Installed.value:
        return ()
    _Installed.value = value
    sound: list[Path] = []
    lines: list[str] = []
    for folder in pack_folders(value):
        fault = fault_of(folder, sound, check)
        if fault:
            lines.append(f"{SETTING}: {folder.name} is left out: {fault}")
        else:
            sound.append(folder)
    use(read_registry(sound))
    return tuple(lines)


def fault_of(folder: Path, beside: list[Path], check: Check | None = None) -> str:
    """Return what is wrong with a pack, beside others that are sound; empty for nothing."""
    if not (folder / "institution.yaml").is_file():
        return f"{folder}: there is no institution.yaml in this folder"
    try:
        institutions = read_registry([*beside, folder])
        rulebook_of(institutions)
    except (StrictYamlError, ParameterError) as error:
        return str(error)
    return "" if check is None else check(institutions, folder)
