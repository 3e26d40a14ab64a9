"""Advisories in OSV's form (https://ossf.github.io/osv-schema/), and what they hit."""

import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version


@dataclass(frozen=True, slots=True)
class Finding:
    """A pinned version that an advisory names."""

    package: str
    version: str
    advisory: str
    summary: str


def read_archive(file: Path) -> Iterable[dict[str, Any]]:
    """The advisories of an archive, as https://osv.dev publishes one for each ecosystem.

    Raises:
        OSError: it cannot be read.
        zipfile.BadZipFile: it is no archive.
        ValueError: what is in it is no JSON.
    """
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                yield json.loads(archive.read(name))


def findings(pins: Mapping[str, str], advisories: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """What of the pins the advisories name; those that were withdrawn are left out."""
    return sorted(
        (
            Finding(name, pins[name], advisory["id"], advisory.get("summary", ""))
            for advisory in advisories
            if "withdrawn" not in advisory
            for name in {
                _canonical(affected["package"]["name"])
                for affected in advisory.get("affected", ())
                if affected["package"]["ecosystem"] == "PyPI"
                and _hits(pins.get(_canonical(affected["package"]["name"])), affected)
            }
        ),
        key=lambda finding: (finding.package, finding.advisory),
    )


def _hits(version: str | None, affected: Mapping[str, Any]) -> bool:
    if version is None:
        return False
    if version in affected.get("versions", ()):
        return True
    return any(
        _in_range(Version(version), each["events"])
        for each in affected.get("ranges", ())
        if each["type"] == "ECOSYSTEM"
    )


def _in_range(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """Whether the events, in their order, leave a version affected."""
    hit = False
    for event in events:
        ((kind, told),) = event.items()
        try:
            since = Version(told)
        except InvalidVersion:
            continue
        if kind == "introduced":
            hit = hit or version >= since
        elif (kind == "fixed" and version >= since) or (
            kind == "last_affected" and version > since
        ):
            hit = False
    return hit


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
