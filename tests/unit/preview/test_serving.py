"""The preview as a whole."""

import socket
from ipaddress import IPv4Address

import aiohttp
import pytest

from bot.preview import serve


async def test_it_serves_the_page_and_the_bot_api() -> None:
    async with serve(port=0, bot_name="Razmena") as preview, aiohttp.ClientSession() as session:
        async with session.get(f"{preview.base_url}/bot{preview.token}/getMe") as response:
            assert (await response.json())["result"]["first_name"] == "Razmena"
        async with session.get(preview.page_url) as response:
            assert response.content_type == "text/html"


async def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        async with serve(port=taken) as preview:
            port = int(preview.base_url.rpartition(":")[2])
            assert taken < port < taken + 50


async def test_a_port_that_was_named_is_taken_or_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            async with serve(port=taken, exactly=True):
                pass
    async with serve(port=taken, exactly=True) as preview:
        assert preview.base_url.endswith(f":{taken}")


@pytest.mark.parametrize("host", [str(IPv4Address(0)), "192.168.1.5", "example.org"])
async def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="serves this computer only"):
        async with serve(host):
            pass


async def test_it_is_gone_when_the_context_is_left() -> None:
    async with serve(port=0) as preview:
        url = preview.page_url
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(url)
