"""The pages behind nginx, with the very lines of docs/website.md."""

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.web.site import Site
from tests.unit.web.browsing import served
from tests.unit.web.conftest import CHAT, HOST

DOCS = Path(__file__).parents[3] / "docs" / "website.md"
NO_NGINX = "the pages were NOT tried behind nginx: it is missing (apt-get install nginx-light)"
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{ }}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; {documented} }}
}}
"""
BODY = {"chat": CHAT, "id": "message-1", "text": "/help", "language": "en"}


@asynccontextmanager
async def nginx(folder: Path, upstream: str) -> AsyncIterator[str]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip(NO_NGINX)
    documented = re.search(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert documented is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    written = documented[1].replace("http://127.0.0.1:8080", upstream)
    assert written != documented[1]
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, documented=written))
    running = await asyncio.create_subprocess_exec(
        program, "-p", str(folder), "-c", str(file), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        for _ in range(500):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        await running.wait()


async def test_the_documented_lines_let_visitors_through_and_nothing_else(
    site: Site, tmp_path: Path
) -> None:
    headers = {"Host": HOST, "Origin": f"https://{HOST}"}
    async with (
        served(site.add_routes) as upstream,
        nginx(tmp_path, upstream) as address,
        aiohttp.ClientSession(address) as http,
    ):
        for path in ("/chat", "/check", "/embed", "/embed.js", "/embed/sample", "/web/chat.js"):
            async with http.get(path, headers={"Host": HOST}) as page:
                assert page.status == 200, path
        for path in ("/metrics", "/hook", "/chatter", "/api/check"):
            async with http.get(path, headers={"Host": HOST}) as page:
                assert page.status in (403, 404), path
        async with http.post("/chat/message", json=BODY, headers=headers) as reply:
            assert (await reply.json())["replies"]
        # On a port of its own, asked by a browser that names no `Sec-Fetch-Site`.
        body = {**BODY, "id": "message-2"}
        async with http.post("/chat/message", json=body, headers={"Origin": address}) as reply:
            assert reply.status == 200
        async with http.post("/chat/message", json=BODY, headers={"Host": "evil.example"}) as reply:
            assert reply.status == 421
        foreign = {"Host": HOST, "Origin": "https://evil.example"}
        async with http.post("/chat/message", json=BODY, headers=foreign) as reply:
            assert reply.status == 403
        huge = {**BODY, "text": "x" * 40_000}
        async with http.post("/chat/message", json=huge, headers=headers) as reply:
            assert reply.status == 413
        # Whatever a visitor claims to come from, the address that nginx saw counts.
        statuses = []
        for number in range(200):
            claimed = {**headers, "X-Forwarded-For": f"203.0.113.{number}"}
            async with http.post("/chat/message", json=BODY, headers=claimed) as reply:
                statuses.append(reply.status)
        assert statuses[-1] == 429


async def test_what_an_office_writes_is_not_kept_back(site: Site, tmp_path: Path) -> None:
    headers = {"Host": HOST, "Origin": f"https://{HOST}"}
    async with (
        served(site.add_routes) as upstream,
        nginx(tmp_path, upstream) as address,
        aiohttp.ClientSession(address) as http,
        http.post("/chat/stream", json={"chat": CHAT, "after": 0}, headers=headers) as stream,
        asyncio.timeout(8),
    ):
        assert stream.content_type == "text/event-stream"
        assert await stream.content.readline() == b":\n"
