"""Ending by signal, and what asyncio has to say while the bot runs."""

import asyncio
import logging
import os
import threading
from typing import Any

from bot.cli.loading import ENDING

# The bot ends within five seconds. What keeps it then, such as a name server that does not answer,
# is not worth waiting for: all that must last is in the database.
_LATEST_SECONDS = 4.0

logger = logging.getLogger(__name__)


def stop_at_signal() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set.

    A second one of them ends the process at once.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_discreetly)
    stop = asyncio.Event()

    def begin_to_end() -> None:
        latest = threading.Timer(_LATEST_SECONDS, os._exit, (0,))
        latest.daemon = True
        latest.start()
        for number in ENDING:
            loop.remove_signal_handler(number)
        stop.set()
        logger.info("ending")

    for number in ENDING:
        loop.add_signal_handler(number, begin_to_end)
    return stop


def _log_discreetly(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log without the representation of tasks, which holds what they raised."""
    logger.error("%s", context["message"], exc_info=context.get("exception"))
