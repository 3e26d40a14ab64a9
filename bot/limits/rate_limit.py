"""Per-address rate limit (token bucket)."""

import time
from collections import OrderedDict
from collections.abc import Callable

AT_ONCE = 40
PER_SECOND = 5.0
_MOST_ADDRESSES = 10_000


class RateLimit:
    """Admits so many requests of an address at once, and then so many a second."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        per_second: float = PER_SECOND,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nobody has asked anything yet.

        Args:
            at_once: requests of an address that come without a pause.
            per_second: requests that it may add each second.
            clock: seconds that never jump.
        """
        self._at_once = float(at_once)
        self._per_second = per_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, address: str) -> bool:
        """Say whether one more request is admitted now, and count it."""
        now = self._clock()
        left, since = self._left.pop(address, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_second)
        admitted = left >= 1
        self._left[address] = (left - 1 if admitted else left, now)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        return admitted
