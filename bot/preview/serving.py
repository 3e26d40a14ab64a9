"""The preview as a whole: server and page on loopback, until it is left."""

import contextlib
import errno
import ipaddress
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.preview.kit import LocalTelegram

DEFAULT_PORT = 8081
_PORTS_TRIED = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """A running preview.

    Attributes:
        base_url: what `BOT_API_URL` takes.
        token: what `BOT_TOKEN` takes.
        page_url: what a person opens in a browser.
        telegram: the local Telegram itself.
    """

    base_url: str
    token: str
    page_url: str
    telegram: LocalTelegram


@contextlib.asynccontextmanager
async def serve(
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    *,
    bot_name: str = "Preview",
    exactly: bool = False,
) -> AsyncIterator[Preview]:
    """Serve the local Bot API and its page while the context lasts.

    Args:
        host: a loopback address; nothing else is allowed.
        port: where to listen; the next free one where it is taken.
        exactly: listen at this port or nowhere.
        bot_name: what the chat is called until the bot names itself.

    Raises:
        ValueError: the host is not a loopback address.
        OSError: no port is free.
    """
    address = "127.0.0.1" if host == "localhost" else host
    if not _is_loopback(address):
        raise ValueError(
            f"the preview serves this computer only: HOST is {host!r}, allowed are 127.0.0.1, "
            "::1 and localhost"
        )
    telegram = LocalTelegram(bot_name=bot_name)
    await _start_on_a_free_port(telegram, address, port, 1 if exactly else _PORTS_TRIED)
    try:
        yield Preview(telegram.base_url, telegram.token, f"{telegram.base_url}/", telegram)
    finally:
        await telegram.stop()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _start_on_a_free_port(telegram: LocalTelegram, host: str, port: int, tries: int) -> None:
    for candidate in range(port, port + tries):
        try:
            await telegram.server.start(candidate, host)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or candidate == port + tries - 1:
                raise
        else:
            return
