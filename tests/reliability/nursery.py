"""Bots as processes that start at once, because everything they need is loaded already.

Run as a program, this loads the bot and then forks one process for each line of JSON that it reads:
it answers with its number, and with how it ended. As a module, `Nursery` talks to that program.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.preview import LocalTelegram
from tests.reliability import program

ROOT = Path(__file__).parent.parent.parent
KILLED = -signal.SIGKILL


class Bot:
    """A bot in a process of its own."""

    def __init__(self, pid: int, ended: "asyncio.Future[int]") -> None:
        self.pid = pid
        self._ended = ended

    def send(self, number: signal.Signals) -> None:
        if not self._ended.done():
            os.kill(self.pid, number)

    async def end(self, within: float = 10.0) -> int:
        """Wait for its end; returns its exit status, or minus the signal that ended it."""
        async with asyncio.timeout(within):
            return await asyncio.shield(self._ended)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.send(number)
        return await self.end()


class Nursery:
    """Starts bots, one at a time, on one database."""

    def __init__(self, telegram: LocalTelegram, database_url: str, log: Path) -> None:
        self._telegram = telegram
        self._database_url = database_url
        self._log = log
        self._program: asyncio.subprocess.Process | None = None
        self._bot: Bot | None = None
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        with self._log.open("ab") as log:
            self._program = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.reliability.nursery"),
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bot is not None:
            self._bot.send(signal.SIGKILL)
            await self._bot.end()
        assert self._program is not None
        assert self._program.stdin is not None
        self._program.stdin.close()
        await self._program.wait()

    async def start(
        self,
        *,
        kill_at: str | None = None,
        times: int = 1,
        read_seconds: float = 20.0,
        assistant: str = "tiny",
        staff_chat: int | None = None,
        admin: int | None = None,
    ) -> Bot:
        """Start a bot; it kills itself where it comes to a point for the n-th time."""
        order = {
            "BOT_TOKEN": self._telegram.token,
            "BOT_API_URL": self._telegram.base_url,
            "DATABASE_URL": self._database_url,
            "KILL_AT": kill_at or "",
            "TIMES": str(times),
            "READ_SECONDS": str(read_seconds),
            "ASSISTANT": assistant,
            "PORT": "0",
            "STAFF_CHAT_ID": "" if staff_chat is None else str(staff_chat),
            "ADMIN_IDS": "" if admin is None else str(admin),
        }
        assert self._program is not None
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(order).encode() + b"\n")
        begun = await self._line()
        ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._bot = Bot(begun, ended)
        self._listening = asyncio.create_task(self._listen(ended))
        return self._bot

    async def _listen(self, ended: "asyncio.Future[int]") -> None:
        ended.set_result(await self._line())

    async def _line(self) -> int:
        assert self._program is not None
        assert self._program.stdout is not None
        return int(await self._program.stdout.readline())

    @property
    def log(self) -> str:
        """All that the bots wrote."""
        return self._log.read_text()


def _serve() -> None:
    """Fork a bot for every order."""
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        program.assistant(order["ASSISTANT"])
        pid = os.fork()
        if not pid:
            _be_a_bot(order)
        _answer(pid)
        _, status = os.waitpid(pid, 0)
        _answer(os.waitstatus_to_exitcode(status))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _be_a_bot(order: dict[str, str]) -> None:
    status = 1
    try:
        program.main(order)
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
