"""Turns: one at a time per chat, round and round across chats, so many at once.

A chat is in the queue at most once and goes to its end after every turn. So a chat that floods has
one turn while every other waiting chat has one too, and what is held in memory is one number per
waiting chat, never what waits in it. A chat whose turns are dear waits until no other one does;
such turns are taken one at a time, with a rest after each.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.limits.rest import Rest

# What a turn returns: seconds until the chat's next turn (0: at the end of the queue), or None
# when nothing is left for it.
Turn = Callable[[int], Awaitable[float | None]]

_AFTER_FAULT_SECONDS = 5.0

logger = logging.getLogger(__name__)


class Lanes:
    """Gives turns to chats that were woken."""

    def __init__(
        self,
        name: str,
        turn: Turn,
        *,
        slots: int,
        is_last: Callable[[int], bool] = lambda _: False,
        rest: Rest | None = None,
    ) -> None:
        """Nothing is done before `start`.

        Args:
            name: what the turns do, for the log.
            turn: takes a turn for a chat.
            slots: how many turns are taken at the same time.
            is_last: whether a chat waits until no other chat waits.
            rest: that of all dear work on this thread.
        """
        self._name = name
        self._turn = turn
        self._slots = slots
        self._is_last = is_last
        self._queue: deque[int] = deque()
        self._last: deque[int] = deque()
        self._last_taken = False
        self.rest = rest or Rest()
        self._passed_over = 0
        self._resting: asyncio.TimerHandle | None = None
        self._queued: set[int] = set()
        self._taken: set[int] = set()
        self._woken: set[int] = set()
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._signal = asyncio.Semaphore(0)
        self._workers: list[asyncio.Task[None]] = []
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    def start(self) -> None:
        """Begin to give turns."""
        self._workers = [
            asyncio.create_task(self._work(), name=f"{self._name}-{number}")
            for number in range(self._slots)
        ]

    def wake(self, chat: int) -> None:
        """Give this chat a turn: something waits in it."""
        timer = self._timers.pop(chat, None)
        if timer is not None:
            timer.cancel()
        if chat in self._taken:
            self._woken.add(chat)
        elif chat not in self._queued:
            self._queued.add(chat)
            (self._last if self._is_last(chat) else self._queue).append(chat)
            self._idle.clear()
            self._signal.release()

    async def until_idle(self) -> None:
        """Return when no chat has or waits for a turn; those that wait for a time do not count."""
        await self._idle.wait()

    async def stop(self, seconds: float) -> None:
        """Begin no further turn; let those that run end within so many seconds, then cut them."""
        self._stopping = True
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        if self._resting is not None:
            self._resting.cancel()
        for _ in self._workers:
            self._signal.release()
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=seconds)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._workers = []

    async def _work(self) -> None:
        while True:
            await self._signal.acquire()
            if self._stopping:
                return
            is_last = not self._queue
            if is_last and (self._last_taken or self.rest.left()):
                self._passed_over += 1
                if not self._last_taken:
                    self._go_on_with_last()
                continue
            chat = (self._last if is_last else self._queue).popleft()
            self._queued.discard(chat)
            self._taken.add(chat)
            self._last_taken |= is_last
            again = await self._take(chat)
            self._taken.discard(chat)
            self._after(chat, again)
            if is_last:
                self._last_taken = False
                self._go_on_with_last()

    def _go_on_with_last(self) -> None:
        """Let workers look again, now or after the rest, whom there was nothing to do for."""
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        wait = self.rest.left()
        if wait:
            loop = asyncio.get_running_loop()
            self._resting = loop.call_later(wait, self._go_on_with_last)
            return
        for _ in range(self._passed_over):
            self._signal.release()
        self._passed_over = 0

    async def _take(self, chat: int) -> float | None:
        try:
            return await self._turn(chat)
        except Exception:
            logger.exception("a turn of %s failed; it is tried again", self._name)
            return _AFTER_FAULT_SECONDS

    def _after(self, chat: int, again: float | None) -> None:
        woken = chat in self._woken
        self._woken.discard(chat)
        if again == 0 or (woken and again is None):
            self.wake(chat)
        elif again is not None and not self._stopping:
            loop = asyncio.get_running_loop()
            self._timers[chat] = loop.call_later(again, self._due, chat)
        if not self._queued and not self._taken:
            self._idle.set()

    def _due(self, chat: int) -> None:
        self._timers.pop(chat, None)
        self.wake(chat)
