"""The bots that are measured, and how each is started."""

import os
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.processes import ROOT, program
from bot.preview.kit.postgres_server import MISSING, PostgresServer, binaries

# Other libraries, as `make peers` installs them: aiogram wants an older pydantic.
PEERS = Path(os.environ.get("PEERS", ROOT / ".cache" / "peers"))
PUBLIC = "https://bot.example.org/hook"
_READY_SECONDS = 60.0
# Unlike in the tests, a power cut must lose nothing here: SQLite is not let off that either.
_LASTING = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "128MB"}


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot to be measured.

    Attributes:
        name: for the table.
        arguments: what follows `python`.
        environment: beyond the address, the token and the database.
        webhooks: so many processes are given the updates in turn; 0 for one that polls.
        postgresql: it keeps what it keeps there, and not in an SQLite file.
        root: the checkout that it runs from.
        python: what runs it.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    webhooks: int = 0
    postgresql: bool = False
    root: Path = ROOT
    python: str = sys.executable


def contenders(*, postgresql: bool, beside: Path | None = None) -> list[Contender]:
    """Run the echo bots, and Razmena with a tiny and the real assistant.

    Args:
        postgresql: with a PostgreSQL server too.
        beside: another checkout, with an environment of its own, whose bot is run too.
    """
    echo, real = ("-m", "benchmarks.echo_bot"), ("-m", "bot", "run")
    bots = [
        Contender("echo", echo, {"AT_ONCE": "1"}),
        Contender("echo, at once", echo, {"AT_ONCE": "256"}),
        Contender("razmena, tiny", ("-m", "tests.unit.telegram.program")),
        Contender("razmena", real),
    ]
    if any(PEERS.glob("lib/python3*/site-packages/aiogram")):
        script = str(ROOT / "benchmarks" / "peers" / "aiogram_echo.py")
        bots.insert(
            2, Contender("echo on aiogram", (script,), python=str(PEERS / "bin" / "python"))
        )
    more = [
        Contender("  by webhook", real, webhooks=1),
        Contender("  PostgreSQL", real, webhooks=1, postgresql=True),
        Contender("  2 replicas", real, webhooks=2, postgresql=True),
    ]
    ours = [bots[-1], *(more if postgresql else ())]
    bots += ours[1:]
    if beside is not None:
        own = str(beside / ".venv" / "bin" / "python")
        bots += [replace(bot, name=f"{bot.name}, beside", root=beside, python=own) for bot in ours]
    return bots


@contextmanager
def database_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server for the time of the measurement, on a socket of its own.

    Raises:
        SystemExit: it is not installed.
    """
    programs = binaries()
    if programs is None:
        raise SystemExit(MISSING.replace("tests", "measurements"))
    server = PostgresServer(programs, _LASTING)
    try:
        server.create()
        yield server
    finally:
        server.remove()


@contextmanager
def running(
    contender: Contender,
    environment: Mapping[str, str],
    ports: list[int],
    folder: Path,
) -> Iterator[list[int]]:
    """Yield the process ids of a bot.

    Or of its replicas: by the time they are given, all are ready.

    Args:
        contender: the bot.
        environment: address, token, database.
        ports: of its webhooks.
        folder: for its log.

    Raises:
        SystemExit: it does not become ready.
    """
    with ExitStack() as stack:
        pids = []
        for port in ports or [0]:
            webhook = {
                "BOT_MODE": "webhook",
                "WEBHOOK_URL": PUBLIC,
                "WEBHOOK_SECRET": "the-right-secret",
            }
            each = {
                **environment,
                "PORT": str(port),
                **(webhook if port else {}),
                **contender.environment,
            }
            bot = program(
                contender.arguments,
                each,
                log=folder / "log",
                root=contender.root,
                python=contender.python,
            )
            pids.append(stack.enter_context(bot).pid)
            if port:
                until_ready(port, folder / "log")
        yield pids


def free_ports(number: int) -> list[int]:
    """Return free ports, as many as asked for."""
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(number)]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in taken]


def until_ready(port: int, log: Path) -> None:
    """Wait until a bot is ready.

    Raises:
        SystemExit: it does not become so.
    """
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
        except OSError:  # it does not listen yet, or is not connected
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"a replica is not ready: {log.read_text()[-2000:]}")
