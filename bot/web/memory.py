"""Visitors' chats as this process last wrote them, so that a message in a row needs no reading.

Another replica may have written since. Writing says so by the session's version, and the chat is
read anew then: what stands here is never trusted, it only saves the reading where nobody else was.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.storage import Address, KeptSession
from bot.web.visitor import WebVisitor

# People write their next message within a minute, or look something up first. What somebody had
# deleted at another replica is gone from here after that time too.
_SECONDS = 60.0
MOST = 2000


@dataclass(frozen=True, slots=True)
class KnownChat:
    """A chat as it was last written or read.

    Attributes:
        kept: its row; None where none was written yet.
        visitor: what the row says.
    """

    kept: KeptSession | None
    visitor: WebVisitor


class Memory:
    """Remembers chats for a short while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[Address, tuple[float, KnownChat]] = OrderedDict()
        self._sweeping: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._known)

    def of(self, address: Address) -> KnownChat | None:
        """Return what is remembered of a chat."""
        since, known = self._known.get(address, (float("-inf"), None))
        return known if self._clock() - since < _SECONDS else None

    def keep(self, address: Address, known: KnownChat) -> None:
        """Remember a chat as it was just written."""
        self._known[address] = self._clock(), known
        self._known.move_to_end(address)
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(_SECONDS, self.sweep)

    def drop(self, address: Address) -> None:
        """Remember nothing of a chat."""
        self._known.pop(address, None)

    def sweep(self) -> None:
        """Forget who has written nothing for a while."""
        self._sweeping = None
        now = self._clock()
        while self._known:
            address, (since, _) = next(iter(self._known.items()))
            wait = since + _SECONDS - now
            if wait > 0:
                loop = asyncio.get_running_loop()
                self._sweeping = loop.call_later(wait, self.sweep)
                return
            del self._known[address]
