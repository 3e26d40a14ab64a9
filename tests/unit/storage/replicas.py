"""Replicas of the bot as processes on one database, behind a balancer, with webhooks."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp

from bot.preview import LocalTelegram
from bot.preview.kit.balancer import Balancer
from tests.forking import Forked, fork

PUBLIC = "https://bot.example.org/hook"
READY_SECONDS = 60

# What a replica knows: the real thing, or as little as `TinyAssistant`.
REAL, TINY = "real", "tiny"


class Replica:
    """One process of the bot."""

    def __init__(self, process: Forked, port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log
        self.taken = 0

    async def until_ready(self) -> None:
        url = f"http://127.0.0.1:{self.port}/readyz"
        async with aiohttp.ClientSession() as http:
            for _ in range(READY_SECONDS * 20):
                assert self.process.returncode is None, self.log.read_text()
                try:
                    async with http.get(url) as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass  # it does not listen yet
                await asyncio.sleep(0.05)
        raise AssertionError(
            f"a replica is not ready within {READY_SECONDS} s:\n{self.log.read_text()}"
        )

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            return await self.process.wait()


@asynccontextmanager
async def replicas(
    telegram: LocalTelegram,
    database_url: str,
    folder: Path,
    *,
    number: int,
    program: str,
    **more: str,
) -> AsyncIterator[list[Replica]]:
    """So many replicas, ready, with Telegram's updates given to them in turn."""
    running: list[Replica] = []
    async with AsyncExitStack() as stack:
        balancer = await stack.enter_async_context(Balancer(running).serving())
        telegram.server.webhook_retry_unit = 0.01
        telegram.route_webhook(PUBLIC, balancer.url)
        for each in range(number):
            # One after the other: the first may have to fit the finder to changed entries.
            replica = one_replica(telegram, database_url, folder / f"log-{each}", program, **more)
            running.append(await stack.enter_async_context(replica))
        yield running


@asynccontextmanager
async def one_replica(
    telegram: LocalTelegram, database_url: str, log: Path, program: str, **more: str
) -> AsyncIterator[Replica]:
    """A replica, ready; it is killed in the end unless it has ended by itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.base_url,
        "DATABASE_URL": database_url,
        "BOT_MODE": "webhook",
        "WEBHOOK_URL": PUBLIC,
        "WEBHOOK_SECRET": "the-right-secret",
        "PORT": str(port),
        **more,
    }
    order = {"assistant": program}
    process = await fork("tests.unit.storage.replica_program", order, environment, log)
    try:
        replica = Replica(process, port, log)
        await replica.until_ready()
        yield replica
    finally:
        process.kill()
        await process.wait()
