"""SIGTERM and SIGINT end the bot within five seconds and with status 0, whatever it is doing."""

import asyncio
import fcntl
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from tests.forking import Forked, heard
from tests.unit.cli.test_run import Process, running, settings
from tests.unit.telegram.waiting import until

SECONDS = 5.0
WAYS = (("run", signal.SIGINT), ("run", signal.SIGTERM), ("preview", signal.SIGINT))


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def environment(telegram: LocalTelegram, tmp_path: Path) -> dict[str, str]:
    return settings(telegram, tmp_path)


def slow(
    what: str, command: str, environment: dict[str, str]
) -> AbstractAsyncContextManager[Forked]:
    """The command line with something slow in it (tests/unit/cli/slow.py)."""
    return heard("tests.unit.cli.slow", {"slow": what, "command": command}, environment)


async def said(process: Process | Forked, words: str) -> None:
    """Wait until the process has said something on standard error."""
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while words not in (line := (await process.stderr.readline()).decode()):
            assert line, f"it ended before it said {words!r}"


async def end(process: Process | Forked, number: signal.Signals = signal.SIGTERM) -> list[str]:
    """End it; returns the last words of each line that it still said."""
    process.send_signal(number)
    async with asyncio.timeout(SECONDS):
        _, written = await process.communicate()
    assert process.returncode == 0
    return [line.rpartition(": ")[2] for line in written.decode().splitlines()]


@pytest.mark.parametrize(("command", "number"), WAYS[1:])
async def test_it_ends_while_the_program_is_loaded(
    environment: dict[str, str], command: str, number: signal.Signals
) -> None:
    slow_import = ("-m", "tests.unit.cli.slow", "slow_import", command)
    async with running(*slow_import, **environment) as process:
        await said(process, "here")
        assert await end(process, number) == []


@pytest.mark.parametrize(("command", "number"), WAYS)
async def test_it_ends_while_what_it_knows_is_loaded(
    environment: dict[str, str], command: str, number: signal.Signals
) -> None:
    async with slow("slow_knowledge", command, environment) as process:
        await said(process, "here")
        assert await end(process, number) == ["ending", "ended"]


async def test_it_ends_while_it_learns_from_the_entries_for_the_first_time(
    environment: dict[str, str],
) -> None:
    async with slow("learning", "run", environment) as process:
        await said(process, "here")
        assert await end(process) == ["ending", "ended"]


async def test_it_ends_while_it_waits_for_a_bot_that_uses_the_same_database(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with (tmp_path / "razmena.db-lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        async with slow("patient", "run", environment) as process:
            await said(process, "here")
            assert (await end(process))[-2:] == ["ending", "ended"]


async def test_it_ends_while_no_name_server_answers(environment: dict[str, str]) -> None:
    environment["BOT_API_URL"] = "http://telegram.invalid:8081"
    async with slow("slow_names", "run", environment) as process:
        await said(process, "here")
        assert await end(process) == ["ending", "ended"]


async def test_it_ends_while_telegram_does_not_say_who_it_is(
    telegram: LocalTelegram, environment: dict[str, str]
) -> None:
    fault = telegram.faults.hang(method="getMe")
    async with slow("tiny", "run", environment) as process:
        await until(lambda: fault.struck)
        assert await end(process, signal.SIGINT) == ["ending", "ended"]


@pytest.mark.parametrize("method", ["setWebhook", None])
async def test_it_ends_while_it_has_a_webhook_or_waits_for_one(
    telegram: LocalTelegram, environment: dict[str, str], method: str | None
) -> None:
    environment |= {
        "BOT_MODE": "webhook",
        "WEBHOOK_URL": "http://127.0.0.1:9/hook",
        "WEBHOOK_SECRET": "a-secret-for-tests",
    }
    fault = telegram.faults.hang(method=method) if method else None
    async with slow("tiny", "run", environment) as process:
        if fault is None:
            await until(lambda: telegram.calls_of("setWebhook"))
        else:
            await until(lambda: fault.struck)
        assert (await end(process))[-2:] == ["ending", "ended"]


async def test_a_second_signal_ends_it_at_once(
    telegram: LocalTelegram, environment: dict[str, str]
) -> None:
    environment["BOT_API_URL"] = "http://telegram.invalid:8081"
    async with slow("slow_names", "run", environment) as process:
        await said(process, "here")
        process.terminate()
        await said(process, "ending")
        process.terminate()
        async with asyncio.timeout(SECONDS):
            assert await process.wait() == -signal.SIGTERM
