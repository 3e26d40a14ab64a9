"""Work for many on one thread: in turn, each within a limit, and charged to who asked for it."""

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from bot.limits.processor_time import ProcessorTime
from bot.limits.time_limit import TimeLimit
from bot.limits.turns import Turns

Result = TypeVar("Result")

# More letters than nearly all questions have: likely to be dear.
LONG_LETTERS = 600


class FairShare:
    """Runs work that is done as it is asked for, and of which nothing waits in a database."""

    def __init__(
        self,
        limit: TimeLimit,
        turns: Turns | None = None,
        processor_time: ProcessorTime | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is done yet.

        Args:
            limit: the processor time that one piece may take.
            turns: those of all that share the thread.
            processor_time: what each one has left of it.
            clock: the time of day.
        """
        self.limit = limit
        self.turns = turns or Turns()
        self.processor_time = processor_time or ProcessorTime()
        self._clock = clock

    def is_used_up(self, who: Hashable) -> bool:
        """Say whether one has used all the processor time there is for one."""
        return self.processor_time.left(who, self._clock()) <= 0

    async def run(
        self, who: Hashable, work: Callable[[], Result], *, is_long: bool = False
    ) -> Result:
        """Return what `work` returns, once it is its turn.

        Args:
            who: who asks for it.
            work: what waits for nothing.
            is_long: it is likely to be dear, whoever asks.

        Raises:
            TooManyWaitingError: too much dear work waits already.
            TooExpensiveError: it took too long; what it had done by then is gone.
            Exception: whatever `work` raises.
        """
        dear = is_long or self.processor_time.is_heavy(who)
        async with self.turns.turn(who, dear=dear):
            begun, before = time.perf_counter(), time.thread_time()
            try:
                return self.limit.run(work, warming=not dear)
            finally:
                used = time.thread_time() - before
                self.processor_time.charge(who, used, self._clock())
                if dear or self.processor_time.is_heavy(who):
                    self.turns.rest.after(used, time.perf_counter() - begun)
