"""The bot's own port, besieged: half-sent requests take nothing from anybody."""

import asyncio
import contextlib
import socket

import aiohttp
import pytest

from bot.telegram.connection_guard import MOST_CONNECTIONS
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.waiting import until


async def half_sent(port: int) -> asyncio.StreamWriter:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /hook HTTP/1.1\r\nHost: localhost\r\n")
    return writer


async def test_half_sent_requests_stop_nothing_and_fill_no_log(
    bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    writers = []
    for _ in range(4):
        writers += await asyncio.gather(*(half_sent(bot.service.web.port) for _ in range(150)))
        await asyncio.sleep(0.5)
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/healthz") as answer:
        assert answer.status == 200
    server = bot.service.web._runner.server
    assert len(server.connections) <= MOST_CONNECTIONS + 1  # the one that just asked
    assert sum("sent no whole request" in record.message for record in caplog.records) == 1
    for writer in writers:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def test_a_request_that_is_never_finished_is_ended(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.connection_guard.HEADER_SECONDS", 0.5)
    writer = await half_sent(bot.service.web.port)
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/healthz") as answer:
        assert answer.status == 200
        await asyncio.sleep(1.5)
        assert len(bot.service.web._runner.server.connections) == 1
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def unread(port: int) -> asyncio.StreamWriter:
    """Ask for much, again and again, and read nothing of it."""
    with socket.socket() as small:
        small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        small.setblocking(False)
        await asyncio.get_running_loop().sock_connect(small, ("127.0.0.1", port))
        _, writer = await asyncio.open_connection(sock=small.dup(), limit=1)
    writer.write(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3000)
    return writer


async def test_who_reads_no_answer_holds_no_connection(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.connection_guard.READING_SECONDS", 0.5)
    writers = await asyncio.gather(*(unread(bot.service.web.port) for _ in range(20)))
    server = bot.service.web._runner.server
    await until(lambda: len(server.connections) == 20, 10)
    await until(lambda: not server.connections, 20)
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/healthz") as answer:
        assert answer.status == 200
    for writer in writers:
        writer.transport.abort()
