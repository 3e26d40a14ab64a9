"""Every promise is held by a test that exists."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PROMISES = TESTS.parent / "docs" / "promises.md"


def test_every_promise_names_tests_that_exist() -> None:
    rows = [
        line
        for line in PROMISES.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| promise", "| ---"))
    ]
    assert rows
    missing = []
    for row in rows:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", row)
        assert named, row
        missing += [
            f"{file}::{name}"
            for file, name in named
            if f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
        ]
    assert missing == []
