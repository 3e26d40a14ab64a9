"""What the tests of the rules share."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from rules.institutions import BUILT_IN
from tests.shared import RULEBOOK

TODAY = date(2026, 11, 22)
PROGRAMMES = RULEBOOK.programmes


@pytest.fixture
def institutions(tmp_path: Path) -> Path:
    """A copy of what stands in the folders of the institutions, to be changed."""
    folder = tmp_path / "institutions"
    shutil.copytree(BUILT_IN, folder, ignore=shutil.ignore_patterns("entries"))
    return folder
