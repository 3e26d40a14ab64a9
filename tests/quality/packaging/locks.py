"""Read the lock files, and find what an installer would still have to look up.

pip older than 23.3 takes `coverage==7.17.3` for an answer to `coverage[toml]>=7.10` only while
7.17.3 is the newest release there is. After that, a lock that pins the package without the extra
stops installing, without anybody having touched it.
"""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
LOCKS = ("requirements.lock", "requirements-postgresql.lock", "requirements-dev.lock")
# With a package that is not in the lock of the tests: 90 MB for what is off by default.
SEMANTIC = "requirements-semantic.lock"
_HASH = re.compile(r"\s--hash=sha256:[0-9a-f]{64}\b")


class LockError(Exception):
    """A line of a lock file that pins nothing."""


def read_lock(file: Path) -> dict[str, Requirement]:
    """Return the pins of a lock file by canonical name.

    Raises:
        LockError: a requirement is not pinned to one version, or has no hash.
    """
    pins: dict[str, Requirement] = {}
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        requirement = line.partition(" #")[0].strip()
        if not requirement or requirement.startswith("#"):
            continue
        bare = _HASH.sub("", requirement).strip()
        try:
            pin = Requirement(bare)
        except InvalidRequirement:
            pin = None
        if (
            pin is None
            or bare == requirement
            or [part.operator for part in pin.specifier] != ["=="]
        ):
            raise LockError(f"{file.name}: {bare!r} has no version or no hash; run `make lock`")
        pins[canonicalize_name(pin.name)] = pin
    return pins


def read_versions(file: Path) -> dict[str, str]:
    """Return the pinned version of each package by canonical name.

    Raises:
        LockError: as `read_lock`.
    """
    return {name: part.version for name, pin in read_lock(file).items() for part in pin.specifier}


def missing_extras(
    pins: Mapping[str, Requirement], wanted: Iterable[tuple[str, Requirement]]
) -> list[str]:
    """Say which pins lack an extra, and who wants it."""
    return [
        f"{pin} lacks [{', '.join(sorted(lacking))}], which {who} wants"
        for who, requirement in wanted
        if (pin := pins.get(canonicalize_name(requirement.name))) is not None
        and (lacking := requirement.extras - pin.extras)
    ]


def wanted_by_installed(pins: Mapping[str, Requirement]) -> Iterator[tuple[str, Requirement]]:
    """Yield what each pinned package asks for, as its installed metadata has it."""
    for name, pin in pins.items():
        try:
            stated = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform, such as colorama on Windows
        for text in stated:
            requirement = Requirement(text)
            if _applies(requirement, pin.extras):
                yield name, requirement


def wanted_by_project(lock: str) -> Iterator[tuple[str, Requirement]]:
    """Yield what `pyproject.toml` asks for and a lock file has to pin."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = list(project["project"]["dependencies"])
    extras = project["project"]["optional-dependencies"]
    if lock == SEMANTIC:
        texts += extras["semantic"]
    elif lock != "requirements.lock":
        texts += extras["postgresql"]
    if lock == "requirements-dev.lock":
        texts += project["dependency-groups"]["dev"]
    for text in texts:
        yield "pyproject.toml", Requirement(text)


def _applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))
