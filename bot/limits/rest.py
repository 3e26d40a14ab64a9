"""The rest after dear work: all of it together gets a small share of the time."""

import time
from collections.abc import Callable

from bot.limits.time_limit import MESSAGE_SECONDS

# So little that hardly anybody else meets a piece of dear work.
_SHARE_OF_DEAR = 0.02
REST_FACTOR = 1 / _SHARE_OF_DEAR - 1
# Where work takes so many times the processor time that it uses, hardly anything helps.
_BUSIEST = 10.0
_LEAST_SECONDS = 0.0001


class Rest:
    """Says for how long no dear work begins; one for all that share a thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def left(self) -> float:
        """Return the seconds for which no dear work begins; 0 where it may."""
        return max(0.0, self._until - self._clock())

    def extend(self, seconds: float) -> None:
        """Begin no dear work for so much longer."""
        self._until = max(self._until, self._clock()) + seconds

    def after(self, used: float, took: float) -> None:
        """Rest as dear work demands that was done just now.

        Args:
            used: its processor time.
            took: time as the others had to wait: on a busy machine it is a multiple.
        """
        busy = min(took / max(used, _LEAST_SECONDS), _BUSIEST)
        self.extend(REST_FACTOR * min(used, MESSAGE_SECONDS) * max(1.0, busy))
