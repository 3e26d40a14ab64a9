"""The command line with one thing that takes longer than anybody waits.

`python -m tests.unit.cli.slow <what> <command>` says "here" on standard error when it comes to
that. Modules are imported where they are changed, so that the rest of the start is as it always is.
"""

import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from fcntl import flock
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from bot.cli import COMMANDS
from bot.cli.program import run_program

SECONDS = 60


def here() -> None:
    sys.stderr.write("here\n")
    sys.stderr.flush()


class _Importing:
    """Stands first among those who find modules."""

    def find_spec(self, name: str, *_: Any) -> None:
        if name == "telegram":
            here()
            time.sleep(SECONDS)


def slow_import() -> None:
    """The libraries are read from a slow disk."""
    sys.meta_path.insert(0, _Importing())


def slow_knowledge() -> None:
    """Loading computes in Python all the time, as learning from the entries does."""

    def load(*_: object) -> None:
        here()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            sum(range(1000))

    import_module("bot.cli.run").load_assistant = load


def learning() -> None:
    """The real thing: nothing that was learned before is found."""
    lessons, store = (
        import_module("knowledge.finder.learning"),
        import_module("knowledge.finder.store"),
    )
    train = lessons.train

    def telling(*arguments: Any, **more: Any) -> Any:
        here()
        return train(*arguments, **more)

    lessons.train = telling
    store.folders = lambda: iter(())
    store.read_origin = lambda _: None


def slow_names() -> None:
    """The name server does not answer."""
    tiny()

    def getaddrinfo(*_: Any, **__: Any) -> None:
        here()
        time.sleep(SECONDS)

    socket.getaddrinfo = getaddrinfo


def patient() -> None:
    """Another bot that uses the database is given more than its six seconds to end."""
    tiny()
    lock = import_module("bot.storage.sqlite.lock")
    lock.PATIENCE_SECONDS = SECONDS

    def telling(*arguments: Any) -> None:
        here()
        flock(*arguments)

    lock.fcntl = SimpleNamespace(**vars(lock.fcntl) | {"flock": telling})


def tiny() -> None:
    """Nothing is slow; what the bot knows is little."""
    run, small = import_module("bot.cli.run"), import_module("tests.unit.telegram.tiny")
    run.load_assistant = lambda *_: small.TinyAssistant()
    run.Session = small.TinySession


WAYS: Mapping[str, Callable[[], None]] = {
    way.__name__: way for way in (slow_import, slow_knowledge, learning, slow_names, patient, tiny)
}


def prepare(order: Mapping[str, str]) -> None:
    import_module(f"bot.cli.{COMMANDS[order['command']].module}")


def main(order: Mapping[str, str]) -> int:
    WAYS[order["slow"]]()
    sys.argv = ["bot", order["command"]]
    with suppress(BrokenPipeError):
        return run_program("bot")
    return 0


if __name__ == "__main__":
    sys.exit(main(dict(zip(("slow", "command"), sys.argv[1:], strict=True))))
