"""What is said at the end of a test run, also of one that is shared among processes.

The processes that run the tests leave out what this machine cannot run, but only this one speaks.
"""

import gc
import os
import sys

import pytest

from bot.preview.kit.postgres_server import MISSING, binaries

# Containers often forbid Python to keep what it compiled; each of the hundreds of processes that
# the tests start would then compile the whole program again, which takes longer than most tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The garbage collector goes seldom through thousands of tests and what they import. It may not
# leave them out: whoever asks who refers to an object would not be told of them.
gc.set_threshold(5_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly when the tests on PostgreSQL did not run."""
    if binaries() is None:
        terminalreporter.write_sep("!", MISSING, red=True, bold=True)
