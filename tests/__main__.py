"""`python -m tests`: every check that main must pass, with a summary.

A check that fails does not stop the others: one run tells all that is wrong. The exit status is
the number of checks that failed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

# Two at a time, the longest first: each keeps one core busy.
CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("types", (str(BIN / "mypy"), "--no-error-summary")),
    ("knowledge", (sys.executable, "-m", "knowledge", "check")),
    ("shipped model", (sys.executable, "-m", "knowledge", "prepare", "--check")),
    # What a start learns and keeps, the processes that run the tests then need not learn each.
    ("first answer", (sys.executable, "-m", "bot", "ask", "How long is a BIP?")),
    ("import rules", (str(BIN / "lint-imports"), "--no-logo")),
    ("catalogues", (sys.executable, "-m", "locales")),
    ("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    ("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
)
# Much of their time is waiting for servers and for clocks: three fill two cores.
TESTS = (sys.executable, "-m", "pytest", "-q", "-n", "3", "--dist", "worksteal")

# What part of the tests needs beyond Python, and where it comes from.
OPTIONAL = (
    ("chromium", "the page in a real browser", "apt-get install chromium chromium-driver"),
    ("chromedriver", "the page in a real browser", "apt-get install chromium chromium-driver"),
    ("firefox-esr", "the pages for visitors in Firefox", "apt-get install firefox-esr"),
    ("nginx", "the pages for visitors behind nginx", "apt-get install nginx-light"),
    ("initdb", "the store on PostgreSQL, and replicas", "apt-get install postgresql"),
    ("pgbouncer", "replicas behind a pooler", "apt-get install pgbouncer"),
)
# Debian keeps the programs of PostgreSQL's server here, a folder per version, and not on the path.
_POSTGRESQL = Path("/usr/lib/postgresql")


def main() -> int:
    """Run the checks; return how many failed."""
    if not os.access(ROOT, os.W_OK):
        print(
            f"razmena: {ROOT} cannot be written, and the checks keep their caches in it; copy it:"
            f" git clone {ROOT} <folder>",
            file=sys.stderr,
        )
        return 2
    lines: list[str] = []
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        checks = zip(CHECKS, pool.map(lambda check: _run(check[1]), CHECKS), strict=True)
        for (name, _), (status, seconds, said) in checks:
            print(f"\n== {name}", said, sep="\n", flush=True)
            lines.append(_told(name, status, seconds))
            failed += status != 0
    print("\n== tests", flush=True)
    status, seconds, _ = _run(TESTS, show=True)
    lines.append(_told("tests", status, seconds))
    failed += status != 0
    print("\n== summary", *lines, sep="\n")
    for program, what, how in OPTIONAL:
        if not _installed(program):
            print(f"DID NOT RUN: {what} ({program} is missing; {how})")
    return failed


def _run(command: Sequence[str], *, show: bool = False) -> tuple[int, float, str]:
    """Return the exit status, how many seconds it took and, where it is not shown, what it said."""
    begun = time.monotonic()
    ended = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        env=_environment(),
        stdout=None if show else subprocess.PIPE,
        stderr=None if show else subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    return ended.returncode, time.monotonic() - begun, (ended.stdout or "").strip()


def _told(name: str, status: int, seconds: float) -> str:
    return f"{'ok    ' if status == 0 else 'FAILED'} {name} ({seconds:.0f} s)"


def _installed(program: str) -> bool:
    return (
        shutil.which(program) is not None
        or shutil.which(program, path="/usr/sbin") is not None
        or any(_POSTGRESQL.glob(f"*/bin/{program}"))
    )


def _environment() -> dict[str, str]:
    """The tests must not see a person's own settings: a token in the shell stays out of them.

    Nor do they heed a wish not to keep compiled Python: see `conftest.py`.
    """
    ours = (
        "PYTHONDONTWRITEBYTECODE",
        "BOT_",
        "DATABASE_URL",
        "WEBHOOK_",
        "STAFF_CHAT_ID",
        "ADMIN_IDS",
        "CONTACTS",
        "PACKS",
        "RETENTION_",
    )
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


if __name__ == "__main__":
    sys.exit(main())
