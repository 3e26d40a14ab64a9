"""Share the real rules, entries and assistant; close the network but for loopback."""

import gc
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from bot.preview.kit.postgres_server import MISSING, PostgresServer, binaries
from knowledge import Knowledge, load_knowledge
from rules import Rulebook
from rules.strict_yaml import read_once
from tests.shared import RULEBOOK

_connect = socket.socket.connect


# Where most tests take more than a few seconds or start the program; others carry
# `pytest.mark.slow` themselves.
SLOW = (
    "quality/held_out",
    "quality/oracle/test_engine_against_oracle.py",
    "reliability",
    "unit/cli/test_ending.py",
    "unit/cli/test_run.py",
    "unit/cli/test_start.py",
    "unit/dialogue/test_walks.py",
    "unit/knowledge/test_check_finds_planted_mistakes.py",
    "unit/preview/test_a_real_bot.py",
    "unit/rules/test_verdict_properties.py",
)
HERE = Path(__file__).parent


class NetworkClosedError(RuntimeError):
    """A test tried to reach another machine."""


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise NetworkClosedError(f"tests may reach loopback only, not {host}")
    _connect(self, address)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by where they stand and by what they need."""
    for item in items:
        place = item.path.relative_to(HERE).as_posix()
        if place.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        if place.endswith("_in_a_browser.py"):
            item.add_marker(pytest.mark.browser)
        if needs_postgres(item):
            item.add_marker(pytest.mark.postgres)


def needs_postgres(item: pytest.Item) -> bool:
    """Whether a test starts a PostgreSQL server, by its fixtures or by its kind of store."""
    if not isinstance(item, pytest.Function):
        return False
    call = getattr(item, "callspec", None)
    return bool({"postgres", "own_postgres"} & set(item.fixturenames)) or (
        call is not None and call.params.get("kind") == "postgresql"
    )


# Loaded once per process and never changed, so that every test may use them.
@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """Load the real rules."""
    return RULEBOOK


@pytest.fixture(scope="session")
def knowledge(rulebook: Rulebook) -> Knowledge:
    """Load the real entries."""
    return load_knowledge(rulebook)


@pytest.fixture(scope="session")
def assistant(knowledge: Knowledge, rulebook: Rulebook) -> Assistant:
    """Build the assistant with the real rules and the real entries."""
    assistant = Assistant(knowledge, rulebook)
    assistant.get_ready()
    return assistant


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server for all tests of this process; they leave it running."""
    with _postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server that the tests of a file may stop, and look for locks on."""
    with _postgres_server() as server:
        yield server


def _postgres_server() -> PostgresServer:
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    return PostgresServer(programs)


@pytest.fixture(autouse=True, scope="session")
def all_in_sight() -> Iterator[None]:
    """Keep everything in the garbage collector's sight, as the `conftest.py` of the root says."""
    patch = pytest.MonkeyPatch()
    patch.setattr(gc, "freeze", lambda: None)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def files_read_once() -> Iterator[None]:
    """Read each of the project's hundred files once, though many tests read all of them."""
    with read_once():
        yield


@pytest.fixture(autouse=True, scope="session")
def network_closed() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _loopback_only)
    yield
    patch.undo()
