"""`python -m bot run`, `preview` and `run-or-preview` as processes."""

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.preview import LocalTelegram
from tests.forking import Forked, heard

ROOT = Path(__file__).parents[3]
Process = asyncio.subprocess.Process


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@asynccontextmanager
async def running(*arguments: str, **environment: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def tiny(command: str, environment: Mapping[str, str]) -> AbstractAsyncContextManager[Forked]:
    """The command line, but for what the bot knows: most tests are about everything else."""
    return heard("tests.unit.cli.slow", {"slow": "tiny", "command": command}, environment)


async def ended(environment: Mapping[str, str]) -> tuple[int | None, list[str]]:
    """The exit status, and what stands on standard error without the log."""
    async with tiny("run", environment) as process, asyncio.timeout(30):
        _, written = await process.communicate()
        lines = written.decode().splitlines()
        return process.returncode, [line for line in lines if line.startswith("razmena:")]


def settings(telegram: LocalTelegram, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.base_url,
        "DATABASE_URL": f"sqlite:///{folder}/razmena.db",
        "PORT": "0",
    }


async def test_the_real_bot_answers_and_ends_at_sigterm(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    chat = telegram.private_chat(telegram.person(language_code="en"))
    async with running("-m", "bot", "run", **settings(telegram, tmp_path)) as process:
        reply = await chat.ask("PhD student, 20 days, by train, how much?", within=30)
        assert "1,330 EUR" in reply.text
        process.terminate()
        async with asyncio.timeout(5):
            out, log = await process.communicate()
    assert process.returncode == 0
    assert out == b""
    assert telegram.token.encode() not in log
    assert b"PhD student" not in log


async def test_a_token_that_telegram_refuses_ends_it_with_one_line(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    old = telegram.token
    environment = settings(telegram, tmp_path)
    telegram.change_token()
    status, (line,) = await ended(environment)
    assert status == 2
    assert "BOT_TOKEN: Telegram refuses this token" in line
    assert old not in line


async def test_a_port_that_is_taken_ends_it_with_one_line(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {**settings(telegram, tmp_path), "PORT": port}
        status, (line,) = await ended(environment)
    assert status == 2
    assert f"cannot listen on 127.0.0.1:{port} (Address already in use); set PORT" in line


async def test_a_database_that_cannot_be_opened_ends_it_with_one_line(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    environment = {
        **settings(telegram, tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/x.db",
    }
    status, (line,) = await ended(environment)
    assert status == 2
    assert "check that the folder exists" in line


@pytest.mark.parametrize("command", ["preview", "run-or-preview"])
async def test_without_a_token_there_is_a_page_on_this_computer(command: str) -> None:
    async with tiny(command, {}) as process, asyncio.timeout(30):
        assert process.stdout is not None
        said = (await process.stdout.readline()).decode()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address is not None
        where = (await process.stdout.readline()).decode()
        database = re.search(r"in (/\S+/preview\.db)", where)
        assert database is not None
        how = (await process.stdout.readline()).decode()
        assert "https://t.me/BotFather" in how
        async with aiohttp.ClientSession() as http, http.get(address.group()) as page:
            assert page.status == 200
            assert "text/html" in page.headers["Content-Type"]
        assert await asyncio.to_thread(Path(database.group(1)).exists)
        process.terminate()
        async with asyncio.timeout(5):
            await process.wait()
        assert process.returncode == 0
        assert not await asyncio.to_thread(Path(database.group(1)).exists)


async def test_a_site_can_try_the_chat_of_the_preview() -> None:
    environment = {"WEB_ORIGINS": "https://WWW.example.org"}
    async with tiny("preview", environment) as process, asyncio.timeout(30):
        assert process.stderr is not None
        pages = None
        while pages is None:
            line = (await process.stderr.readline()).decode()
            pages = re.search(r"pages for visitors: (http://\S+/chat)", line)
        async with aiohttp.ClientSession() as http, http.get(pages[1]) as page:
            policy = page.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.example.org")


async def test_the_chat_of_the_preview_is_next_to_the_port_that_is_set() -> None:
    port = _two_free_ports()
    async with tiny("preview", {"PORT": str(port)}) as process, asyncio.timeout(30):
        assert process.stderr is not None
        line = ""
        while "pages for visitors" not in line:
            line = (await process.stderr.readline()).decode()
        assert f"http://127.0.0.1:{port + 1}/chat" in line


def _two_free_ports() -> int:
    """The first of two ports, one after the other, that nobody uses."""
    for _ in range(20):
        with socket.create_server(("127.0.0.1", 0)) as one, suppress(OSError):
            port: int = one.getsockname()[1]
            with socket.create_server(("127.0.0.1", port + 1)):
                return port
    raise AssertionError("no two ports are free")


async def test_with_a_token_it_talks_to_telegram(telegram: LocalTelegram, tmp_path: Path) -> None:
    chat = telegram.private_chat(telegram.person())
    environment = settings(telegram, tmp_path)
    async with tiny("run-or-preview", environment):
        assert (await chat.ask("hello", within=20)).text == "1: hello"


async def test_administrators_are_those_that_the_setting_names(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    admin = telegram.person(language_code="en")
    environment = {**settings(telegram, tmp_path), "ADMIN_IDS": f"1, {admin.id}"}
    async with tiny("run", environment):
        told = (await telegram.private_chat(admin).ask("/status", within=20)).text
        assert "\nVersion 0." in told
        assert re.search(r"\nFinder ready, loaded in [\d.]+ s\n", told)
        other = telegram.private_chat(telegram.person())
        assert (await other.ask("/status")).text == "1: /status"


async def test_administrators_that_are_no_ids_end_it_with_one_line(
    telegram: LocalTelegram, tmp_path: Path
) -> None:
    environment = {**settings(telegram, tmp_path), "ADMIN_IDS": "12, @vera"}
    status, (line,) = await ended(environment)
    assert status == 2
    assert line == (
        "razmena: ADMIN_IDS is '@vera'; allowed: user ids separated by commas, such as "
        "123456789,987654321"
    )
