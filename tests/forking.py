"""Programs as processes that start at once: forked off one that has loaded them already.

To start Python and load the bot takes a second of processor time, to fork a hundredth of that. A
program is a module with `main(order)`, which returns an exit status; what its `prepare(order)`
loads, where it has one, is shared by all that start after it. Only one process forks, for all tests
of this one; run as a program, this module is that process.
"""

import asyncio
import atexit
import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from types import ModuleType
from typing import Any, NoReturn

ROOT = Path(__file__).parent.parent
KILLED = -signal.SIGKILL


class Forked:
    """A process that was forked; it has what the tests use of one that asyncio starts."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: Future[int] = Future()
        self.stdout: asyncio.StreamReader | None = None
        self.stderr: asyncio.StreamReader | None = None

    @property
    def returncode(self) -> int | None:
        return self.ended.result() if self.ended.done() else None

    def send_signal(self, number: int) -> None:
        if not self.ended.done():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait for its end; returns its exit status, or minus the signal that ended it."""
        return await asyncio.shield(asyncio.wrap_future(self.ended))

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for its end; returns what it wrote and nobody has read yet."""
        assert self.stdout is not None
        assert self.stderr is not None
        written = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return written


async def fork(
    program: str,
    order: Mapping[str, str],
    environment: Mapping[str, str],
    log: Path,
    out: Path | None = None,
) -> Forked:
    """Start a program; what it writes on standard error is added to a log."""
    wanted = {"program": program, "order": order, "environment": environment}
    files = {"log": str(log), "out": str(out or os.devnull)}
    return await asyncio.wrap_future(_forker().start({**wanted, **files}))


@asynccontextmanager
async def heard(
    program: str, order: Mapping[str, str], environment: Mapping[str, str]
) -> AsyncIterator[Forked]:
    """A program, forked, whose output is read as it comes; it is killed in the end."""
    loop = asyncio.get_running_loop()
    with TemporaryDirectory(prefix="razmena-heard-") as folder:
        out, log = Path(folder, "out"), Path(folder, "log")
        readers = []
        for pipe in (out, log):
            os.mkfifo(pipe)
            reader = asyncio.StreamReader()
            # Whoever opens the other end waits until this one is open.
            opened = os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0)
            protocol = asyncio.StreamReaderProtocol(reader)
            await loop.connect_read_pipe(lambda protocol=protocol: protocol, opened)
            readers.append(reader)
        process = await fork(program, order, environment, log, out)
        process.stdout, process.stderr = readers
        try:
            yield process
        finally:
            process.kill()
            await process.communicate()


@cache
def _forker() -> "_Forker":
    return _Forker()


class _Forker:
    """Tells the process that forks what to start, and hears from it what has ended."""

    def __init__(self) -> None:
        self._starting: deque[Future[Forked]] = deque()
        self._running: dict[int, Forked] = {}
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._listening = Thread(target=self._listen, daemon=True)
        self._listening.start()
        atexit.register(self._close)

    def start(self, wanted: Mapping[str, object]) -> "Future[Forked]":
        started: Future[Forked] = Future()
        assert self._process.stdin is not None
        with self._lock:
            self._starting.append(started)
            self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._process.stdin.flush()
        return started

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            pid, status = json.loads(line)
            if status is None:
                self._running[pid] = Forked(pid)
                self._starting.popleft().set_result(self._running[pid])
            else:
                self._running.pop(pid).ended.set_result(status)
        while self._starting:
            self._starting.popleft().set_exception(RuntimeError("what forks has ended"))

    def _close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._listening.join()


def _serve() -> None:
    """Fork a process for every order; tell of each that it began, and how it ended."""
    awake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with selectors.DefaultSelector() as heard:
        heard.register(0, selectors.EVENT_READ)
        heard.register(awake, selectors.EVENT_READ)
        unread = b""
        while True:
            ready = {key.fd for key, _ in heard.select()}
            if awake in ready:
                os.read(awake, 4096)
                for pid, status in _ended():
                    _tell(pid, status)
            if 0 in ready:
                read = os.read(0, 65536)
                if not read:
                    return
                *orders, unread = (unread + read).split(b"\n")
                for order in orders:
                    _tell(_start(json.loads(order)), None)


def _start(wanted: Mapping[str, Any]) -> int:
    program = import_module(wanted["program"])
    if hasattr(program, "prepare"):
        program.prepare(wanted["order"])
    # As in a start: else a full collection goes through all that is loaded here while a message is
    # answered, which is then cut because it took too long.
    gc.freeze()
    pid = os.fork()
    if not pid:
        _be(program, wanted)
    return pid


def _be(program: ModuleType, wanted: Mapping[str, Any]) -> NoReturn:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        out, log = (
            os.open(wanted[name], os.O_WRONLY | os.O_APPEND | os.O_CREAT) for name in ("out", "log")
        )
        for standard, file in enumerate((nothing, out, log)):
            os.dup2(file, standard)
        os.environ.clear()
        os.environ.update(wanted["environment"])
        status = program.main(wanted["order"])
    finally:
        if sys.exc_info()[1] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _ended() -> Iterator[tuple[int, int]]:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def _tell(pid: int, status: int | None) -> None:
    os.write(1, json.dumps([pid, status]).encode() + b"\n")


if __name__ == "__main__":
    _serve()
