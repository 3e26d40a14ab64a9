"""Ending by signal, and what asyncio has to say while the bot runs."""

import asyncio
import logging
import signal
from typing import Any

logger = logging.getLogger(__name__)


def stop_at_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; a second one of them ends the process at once."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_discreetly)
    stop = asyncio.Event()

    def begin_to_end() -> None:
        logger.info("ending")
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, begin_to_end)
    return stop


def _log_discreetly(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Asyncio's own handler writes the representation of tasks, and with it what they raised."""
    logger.error("%s", context["message"], exc_info=context.get("exception"))
