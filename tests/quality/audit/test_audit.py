"""The audit finds what an advisory names, and says so when it could not look."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tests.quality.audit.advisories import findings
from tests.quality.packaging.locks import ROOT, read_versions


def advisory(name: str = "some_package", **affected: Any) -> dict[str, Any]:
    package = {"name": name, "ecosystem": "PyPI"}
    return {"id": "PYSEC-1", "summary": "bad", "affected": [{"package": package, **affected}]}


def versions_hit(**affected: Any) -> list[str]:
    versions = ("1.0", "1.9", "1.10", "2.0")
    return [
        version
        for version in versions
        if findings({"some-package": version}, [advisory(**affected)])
    ]


def test_a_version_that_is_named_is_found() -> None:
    assert versions_hit(versions=["1.9"]) == ["1.9"]


def test_a_version_inside_a_range_is_found_by_number_not_by_letters() -> None:
    events = [{"introduced": "1.9"}, {"fixed": "2.0"}]
    assert versions_hit(ranges=[{"type": "ECOSYSTEM", "events": events}]) == ["1.9", "1.10"]
    events = [{"introduced": "0"}, {"last_affected": "1.9"}]
    assert versions_hit(ranges=[{"type": "ECOSYSTEM", "events": events}]) == ["1.0", "1.9"]


def test_what_is_withdrawn_or_of_another_package_is_not_found() -> None:
    named = {"some-package": "1.0"}
    assert findings(named, [{**advisory(versions=["1.0"]), "withdrawn": "2026-01-01"}]) == []
    assert findings(named, [advisory("other", versions=["1.0"])]) == []


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.quality.audit"],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_an_archive_is_looked_through_without_a_network(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    version = read_versions(ROOT / "requirements.lock")["aiohttp"]
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("PYSEC-1.json", json.dumps(advisory("aiohttp", versions=[version])))
    done = run(ADVISORIES=str(archive))
    assert done.returncode == 1
    assert f"aiohttp {version}: PYSEC-1 bad" in done.stdout


def test_where_it_cannot_look_it_says_so_and_fails(tmp_path: Path) -> None:
    done = run(ADVISORIES=str(tmp_path / "missing.zip"))
    assert done.returncode == 2
    assert "NOT CHECKED" in done.stderr
    # A proxy that nobody serves: as on a machine without a network.
    done = run(https_proxy="http://127.0.0.1:9")
    assert done.returncode == 2
    assert "cannot be reached" in done.stderr
