"""The one waiting call of getUpdates that Telegram allows a bot."""

import asyncio

from bot.preview.refusal import RefusalError

TERMINATED_BY_OTHER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)


class LongPoll:
    """The call that waits, if there is one."""

    def __init__(self) -> None:
        self._waiting: asyncio.Future[None] | None = None
        self._began = asyncio.Event()

    @property
    def is_waiting(self) -> bool:
        """Whether a call waits for an update now."""
        return self._waiting is not None

    async def wait(self, seconds: float) -> None:
        """Wait until an update arrives or the time is over.

        Raises:
            RefusalError: another call took this one's place.
        """
        self.end(TERMINATED_BY_OTHER)
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        self._began.set()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None
                self._began.clear()

    async def until_waiting(self) -> None:
        """Wait until a call waits."""
        await self._began.wait()

    def wake(self) -> None:
        """End the waiting: an update arrived."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, words: str) -> None:
        """End the waiting call with 409 and these words."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(RefusalError(409, words))
