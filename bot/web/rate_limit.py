"""Per-address rate limit (token bucket)."""

import time
from collections import OrderedDict
from collections.abc import Callable

AT_ONCE = 40
PER_SECOND = 5.0
_MOST_ADDRESSES = 10_000


class RateLimit:
    """Admits so many requests of an address at once, and then so many a second."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has asked anything yet.

        Args:
            clock: seconds that never jump.
        """
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, address: str) -> bool:
        """Say whether one more request is admitted now, and count it."""
        now = self._clock()
        left, since = self._left.pop(address, (float(AT_ONCE), now))
        left = min(float(AT_ONCE), left + (now - since) * PER_SECOND)
        admitted = left >= 1
        self._left[address] = (left - 1 if admitted else left, now)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        return admitted
