"""Turns at the only thread that answers: round and round by who asks, dear work behind the rest.

Between two turns the loop sees to everything else, so that a crowd that comes at once delays
nobody by more than a turn. Dear work is done one piece at a time, with a rest after each.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from bot.limits.rest import Rest

# Dear work that waits: of one person or address, and of all.
MOST_DEAR_OF_ONE = 3
MOST_DEAR = 64


class TooManyWaitingError(Exception):
    """So much dear work waits that this would wait for too long."""


class _Line:
    """Tickets that wait, round and round by whose they are."""

    def __init__(self) -> None:
        self._of_each: OrderedDict[Hashable, deque[asyncio.Future[None]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._of_each.values()))

    def count(self, who: Hashable) -> int:
        return len(self._of_each.get(who, ()))

    def add(self, who: Hashable) -> "asyncio.Future[None]":
        ticket = asyncio.get_running_loop().create_future()
        self._of_each.setdefault(who, deque()).append(ticket)
        return ticket

    def drop(self, who: Hashable, ticket: "asyncio.Future[None]") -> None:
        mine = self._of_each.get(who)
        if mine is not None and ticket in mine:
            mine.remove(ticket)
            if not mine:
                del self._of_each[who]

    def pop(self) -> "asyncio.Future[None] | None":
        """Return the next ticket; whose it is goes to the end of the line."""
        while self._of_each:
            who, mine = self._of_each.popitem(last=False)
            ticket = mine.popleft()
            if mine:
                self._of_each[who] = mine
            if not ticket.done():
                return ticket
        return None


class Turns:
    """Gives turns to work that is done as it is asked for."""

    def __init__(self, rest: Rest | None = None) -> None:
        """Nobody waits.

        Args:
            rest: that of all dear work on this thread.
        """
        self.rest = rest or Rest()
        self._ordinary, self._dear = _Line(), _Line()
        self._taken = False
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, who: Hashable, *, dear: bool = False) -> AsyncIterator[None]:
        """Have the thread for what is inside, which is to wait for nothing.

        Args:
            who: who asks: a person, or an address.
            dear: it waits until no other work does, and until the rest is over.

        Raises:
            TooManyWaitingError: too much dear work waits already.
        """
        line = self._dear if dear else self._ordinary
        if dear and (line.count(who) >= MOST_DEAR_OF_ONE or len(line) >= MOST_DEAR):
            raise TooManyWaitingError
        ticket = line.add(who)
        self._look_soon()
        try:
            await ticket
        except asyncio.CancelledError:
            line.drop(who, ticket)
            if not ticket.cancelled():
                self._end()
            raise
        try:
            yield
        finally:
            self._end()

    def _end(self) -> None:
        self._taken = False
        self._look_soon()

    def _look_soon(self) -> None:
        asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        """Give the next turn, now or after the rest."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._taken:
            return
        ticket = self._ordinary.pop()
        if ticket is None and len(self._dear):
            wait = self.rest.left()
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._look)
                return
            ticket = self._dear.pop()
        if ticket is not None:
            self._taken = True
            ticket.set_result(None)
