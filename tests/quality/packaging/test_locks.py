"""A lock file installs on any day: nothing in it is left for the installer to look up."""

from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.quality.packaging.locks import (
    LOCKS,
    ROOT,
    SEMANTIC,
    LockError,
    missing_extras,
    read_lock,
    read_versions,
    wanted_by_installed,
    wanted_by_project,
)

HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize("lock", [*LOCKS, SEMANTIC])
def test_every_extra_that_anything_wants_is_in_the_pin(lock: str) -> None:
    pins = read_lock(ROOT / lock)
    wanted = [*wanted_by_installed(pins), *wanted_by_project(lock)]
    assert len(wanted) > len(pins)
    assert missing_extras(pins, wanted) == []


def test_a_pin_without_the_extra_is_reported_with_who_wants_it() -> None:
    pins = read_lock(ROOT / "requirements-dev.lock")
    pins["coverage"] = Requirement(f"coverage{pins['coverage'].specifier}")
    (problem,) = missing_extras(pins, wanted_by_installed(pins))
    assert "lacks [toml], which pytest-cov wants" in problem


@pytest.mark.parametrize("lock", [*LOCKS, SEMANTIC])
def test_a_lock_pins_all_that_the_project_asks_for(lock: str) -> None:
    pins = read_lock(ROOT / lock)
    unmet = [
        str(requirement)
        for _, requirement in wanted_by_project(lock)
        if (pin := pins.get(canonicalize_name(requirement.name))) is None
        or not all(requirement.specifier.contains(part.version) for part in pin.specifier)
    ]
    assert unmet == []


def test_the_locks_agree_on_every_version() -> None:
    small, middle, large = (read_versions(ROOT / lock) for lock in LOCKS)
    assert len(small) > 5
    assert small.items() <= middle.items() <= large.items()
    assert small.items() <= read_versions(ROOT / SEMANTIC).items()


@pytest.mark.parametrize("line", ["aiohttp>=3", "aiohttp==3.12", f"aiohttp {HASH}"])
def test_a_requirement_without_version_or_hash_is_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"# a comment\nbabel==2.18 \\\n    {HASH}\n    # via razmena\n{line}\n")
    with pytest.raises(LockError, match=r"requirements.lock: 'aiohttp.* run `make lock`"):
        read_lock(lock)
