"""The bot as a process of its own, with the tiny assistant: for kills and signals."""

import asyncio
import logging
import os
from collections.abc import Mapping

from bot.cli.logs import set_up_logging
from bot.cli.settings import read_settings
from bot.cli.signals import stop_at_signal
from bot.storage import open_store
from bot.telegram.service import Service
from tests.unit.telegram.tiny import TinyAssistant, TinySession


async def _run(order: Mapping[str, str]) -> None:
    settings = read_settings(os.environ)
    set_up_logging((settings.telegram.token,))
    if order["log level"] == "debug":
        for name in (None, "telegram", "httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.DEBUG)
    stop = stop_at_signal()
    store = await open_store(settings.database_url)
    await Service(settings.telegram, store, TinyAssistant(), TinySession).run(stop)
    await store.close()


def main(order: Mapping[str, str]) -> int:
    asyncio.run(_run(order))
    return 0


if __name__ == "__main__":
    raise SystemExit(main({"log level": "info"}))
