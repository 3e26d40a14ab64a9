"""Institutions of the operator's, in folders beside those that come with the program.

`PACKS` names the folders. One that fails is left out and told in a line; the others go on.
Its name stays known, so that its people hear that its texts are not at hand, and no other's rules.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rules.institutions import Registry, read_registry, use
from rules.pack_files import as_far_as_read, read_files
from rules.parameter import ParameterError
from rules.rulebook import rulebook_of
from rules.strict_yaml import StrictYamlError

SETTING = "PACKS"
Check = Callable[[Registry, Sequence[Path]], str]
"""What is wrong with some packs, a line each; empty for nothing."""


@dataclass(frozen=True, slots=True)
class JudgedPacks:
    """What came of holding packs against the rules.

    Attributes:
        sound: those that can be used, in the order of the setting.
        lines: one for each that is left out, with all that is wrong in it, each in a line.
    """

    sound: tuple[Path, ...]
    lines: tuple[str, ...]


class _Installed:
    """The value of the setting that is in use."""

    value: str | None = None


def pack_folders(value: str) -> Iterator[Path]:
    """Yield the folders that a value of `PACKS` names, each of a pack or of several."""
    for part in filter(None, (one.strip() for one in value.split(os.pathsep))):
        folder = Path(part).expanduser().resolve()
        inside = sorted(file.parent for file in folder.glob("*/institution.yaml"))
        yield from [folder] if (folder / "institution.yaml").exists() or not inside else inside


def judge(folders: Sequence[Path], check: Check | None = None) -> JudgedPacks:
    """Return which packs can be used beside each other.

    All are looked at together, and one after the other only where something is wrong.

    Args:
        folders: the packs, in the order of the setting.
        check: what else must hold of packs, beside their names, numbers and programmes.
    """
    if not _fault(folders, folders, check):
        return JudgedPacks(tuple(folders), ())
    sound: list[Path] = []
    lines: list[str] = []
    for folder in folders:
        fault = fault_of(folder, sound, check)
        if fault:
            lines.append(_left_out(folder, fault))
        else:
            sound.append(folder)
    return JudgedPacks(tuple(sound), tuple(lines))


def install(
    environment: Mapping[str, str], judged: Callable[[Sequence[Path]], JudgedPacks] = judge
) -> tuple[str, ...]:
    """Put the packs of the environment into use; return a line for each that is left out.

    Args:
        environment: may hold `PACKS`.
        judged: tells which of them can be used.
    """
    value = environment.get(SETTING, "")
    if not value.strip() or value == _Installed.value:
        return ()
    _Installed.value = value
    folders = tuple(pack_folders(value))
    found = judged(folders)
    left_out = (one for one in folders if one not in found.sound)
    use(read_registry(found.sound, left_out=left_out))
    return found.lines


def fault_of(folder: Path, beside: Sequence[Path], check: Check | None = None) -> str:
    """Return what is wrong with a pack, beside others that are sound, a line each.

    Empty for nothing.
    """
    return _fault([*beside, folder], [folder], check)


def _fault(folders: Sequence[Path], among: Sequence[Path], check: Check | None) -> str:
    """Return the faults of some packs where all of `folders` are in use, a line each."""
    for folder in among:
        if not (folder / "institution.yaml").is_file():
            return f"{folder}: there is no institution.yaml in this folder"
    institutions, error = _read(folders)
    if error is None:
        return "" if check is None else check(institutions, among)
    found = [*chain.from_iterable(read_files(folder).faults for folder in among)]
    # The error itself is among them, but for what only shows beside other packs.
    told = {str(one) for one in error.each} if isinstance(error, StrictYamlError) else {str(error)}
    found += sorted(told.difference(found))
    if check is not None:
        found += check(institutions, among).splitlines()
    return each_once(found)


def _read(folders: Sequence[Path]) -> tuple[Registry, StrictYamlError | ParameterError | None]:
    """Return the institutions with packs among them, and the first mistake in their rules."""
    try:
        institutions = read_registry(folders)
    except StrictYamlError as error:
        return as_far_as_read(read_registry(), folders), error
    try:
        rulebook_of(institutions)
    except ParameterError as error:
        return institutions, error
    return institutions, None


def each_once(faults: Iterable[str]) -> str:
    """Return faults as lines, each once."""
    return "\n".join(dict.fromkeys(faults))


def _left_out(folder: Path, fault: str) -> str:
    """Return what is said of a pack that is left out: of several faults, their number first."""
    lines = fault.splitlines()
    told = lines if len(lines) == 1 else [f"{len(lines)} mistakes", *lines]
    return "\n  ".join([f"{SETTING}: {folder.name} is left out: {told[0]}", *told[1:]])
