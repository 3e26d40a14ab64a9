"""What is said at the end of a test run, also of one that is shared among processes.

The processes that run the tests leave out what this machine cannot run, but only this one speaks.
"""

import pytest

from bot.preview.kit.postgres_server import MISSING, binaries


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly when the tests on PostgreSQL did not run."""
    if binaries() is None:
        terminalreporter.write_sep("!", MISSING, red=True, bold=True)
