"""Bots as processes that start at once, one at a time, on one database."""

import asyncio
import signal
from pathlib import Path
from typing import Self

from bot.preview import LocalTelegram
from tests.forking import KILLED, Forked, fork

__all__ = ["KILLED", "Bot", "Nursery"]


class Bot:
    """A bot in a process of its own."""

    def __init__(self, process: Forked) -> None:
        self._process = process
        self.pid = process.pid

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def end(self, within: float = 10.0) -> int:
        """Wait for its end; returns its exit status, or minus the signal that ended it."""
        async with asyncio.timeout(within):
            return await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.send(number)
        return await self.end()


class Nursery:
    """Starts bots, one at a time, on one database."""

    def __init__(self, telegram: LocalTelegram, database_url: str, log: Path) -> None:
        self._telegram = telegram
        self._database_url = database_url
        self._log = log
        self._bot: Bot | None = None

    async def __aenter__(self) -> Self:
        self._log.touch()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._bot is not None:
            await self._bot.stop(signal.SIGKILL)

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
        self._bot = Bot(await fork("tests.reliability.program", order, {}, self._log))
        return self._bot

    @property
    def log(self) -> str:
        """All that the bots wrote."""
        return self._log.read_text()
