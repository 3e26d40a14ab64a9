"""Work in a thread of its own, beside the loop, that nobody has to wait for at the end."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")

logger = logging.getLogger(__name__)


async def beside(work: Callable[[], Result]) -> Result:
    """Return the result of `work`, done while the loop attends to other things.

    Unlike with `asyncio.to_thread`, a process that ends does not wait for the work.

    Raises:
        Exception: whatever `work` raises.
    """
    outcome: Future[Result] = Future()
    outcome.set_running_or_notify_cancel()

    def run() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:  # handed to whoever waits
            logger.debug("work beside the loop failed", exc_info=True)
            outcome.set_exception(error)

    threading.Thread(target=run, name="beside", daemon=True).start()
    return await asyncio.wrap_future(outcome)
