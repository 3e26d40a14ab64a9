"""`make audit`: ask https://osv.dev about every pinned dependency.

Without a network, `ADVISORIES` names an archive that was downloaded elsewhere:
https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip

Exit status: 0 nothing known, 1 something found, 2 it could not be checked.
"""

import json
import os
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from tests.quality.audit.advisories import Finding, findings, read_archive
from tests.quality.packaging.locks import LOCKS, ROOT, LockError, read_versions

_ASK = "https://api.osv.dev/v1/querybatch"
_SECONDS = 20


def main() -> int:
    """Check every lock file; returns the exit status."""
    try:
        pins = {
            name: version for lock in LOCKS for name, version in read_versions(ROOT / lock).items()
        }
        archive = os.environ.get("ADVISORIES")
        found = findings(pins, read_archive(Path(archive))) if archive else _ask(pins)
    except LockError as error:
        return _cannot(str(error))
    except urllib.error.URLError as error:
        return _cannot(
            f"https://osv.dev cannot be reached ({error.reason}); without a network, name a "
            "downloaded archive: make audit ADVISORIES=all.zip"
        )
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        return _cannot(f"the advisories cannot be read ({type(error).__name__}: {error})")
    for finding in found:
        print(f"{finding.package} {finding.version}: {finding.advisory} {finding.summary}".rstrip())
    print(f"{len(pins)} pinned packages, {len(found)} known vulnerabilities")
    return int(bool(found))


def _ask(pins: dict[str, str]) -> list[Finding]:
    """What osv.dev knows; it gets names and versions, and gives ids back."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
        for name, version in pins.items()
    ]
    request = urllib.request.Request(
        _ASK, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - a constant https address
        results = json.load(answer)["results"]
    return [
        Finding(name, version, known["id"], "")
        for (name, version), result in zip(pins.items(), results, strict=True)
        for known in result.get("vulns", ())
    ]


def _cannot(why: str) -> int:
    print(f"NOT CHECKED: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
