"""The bot's own port, besieged: half-sent requests take nothing from anybody."""

import asyncio
import contextlib
import socket

import aiohttp
import pytest
from aiohttp import web

from bot.telegram.connection_guard import MOST_CONNECTIONS, connected
from bot.telegram.web import WebServer
from tests.unit.telegram.conftest import Running, Start
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
    assert len(connected(server)) <= MOST_CONNECTIONS + 1  # the one that just asked
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
        assert len(connected(bot.service.web._runner.server)) == 1
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
    await until(lambda: len(connected(server)) == 20)
    await until(lambda: not connected(server))
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/healthz") as answer:
        assert answer.status == 200
    for writer in writers:
        writer.transport.abort()


KEPT = {
    "answered": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "answered, then half": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1",
    "half a body": b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{",
    "half a body of a GET": b"GET /readyz HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{",
    "half a chunk": b"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
}


@pytest.mark.parametrize("sent", KEPT.values(), ids=KEPT)
async def test_who_keeps_a_connection_after_an_answer_counts_too(bot: Running, sent: bytes) -> None:
    async def kept() -> asyncio.StreamWriter:
        _, writer = await asyncio.open_connection("127.0.0.1", bot.service.web.port)
        writer.write(sent)
        return writer

    writers = []
    for _ in range(3):
        writers += await asyncio.gather(*(kept() for _ in range(100)))
    server = bot.service.web._runner.server
    await until(lambda: len(connected(server)) <= MOST_CONNECTIONS)
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/healthz") as answer:
        assert answer.status == 200
    for writer in writers:
        writer.transport.abort()


async def test_a_body_that_is_never_finished_is_ended(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.connection_guard.BODY_SECONDS", 0.1)

    async def read_it(_: WebServer, request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    monkeypatch.setattr(WebServer, "_readiness", read_it)
    bot = await start()
    _, writer = await asyncio.open_connection("127.0.0.1", bot.service.web.port)
    writer.write(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")
    server = bot.service.web._runner.server
    try:
        await until(lambda: len(connected(server)) == 1)
        await until(lambda: not connected(server))
    finally:
        writer.transport.abort()


MALFORMED = (
    b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
    b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    b"FOO\r\n\r\n",
)


async def test_requests_that_nobody_can_read_fill_no_log(
    bot: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for sent in MALFORMED * 10:
        reader, writer = await asyncio.open_connection("127.0.0.1", bot.service.web.port)
        writer.write(sent)
        assert b" 400 " in await reader.readline()
        writer.close()
    lines = [record for record in caplog.records if record.name.startswith("aiohttp")]
    assert [record.getMessage() for record in lines] == ["1 requests could not be read"]
    assert lines[0].exc_info is None


async def test_a_fault_of_the_program_at_the_port_is_logged(
    bot: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("at the port")

    monkeypatch.setattr(bot.service.web._metrics, "show", lambda *_: fail())
    async with aiohttp.ClientSession() as session, session.get(f"{bot.web}/metrics") as answer:
        assert answer.status == 500
    assert any(record.exc_info for record in caplog.records if record.name == "aiohttp.server")
