"""What the tests of the rules share."""

from datetime import date

import pytest

from rules import Rulebook, load_rulebook

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
