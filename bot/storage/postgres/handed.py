"""What the server gave along with an answer, until somebody asks for it a moment later."""

import time
from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

# It was claimed when it was given; a replica is taken for dead only seconds later.
_GOOD_SECONDS = 1.0
_MOST = 256
_MOST_CHATS = 10_000


class Handed(Generic[Kept]):
    """Keeps one thing for each chat, for a second and in bounded number, and gives it once.

    Flights overtake each other: the answer that brings a thing along may arrive when somebody has
    looked for it, found it, and is done with it. Numbers of a chat grow, and tell.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[float, int, Kept]] = OrderedDict()
        self._given: OrderedDict[tuple[int, int], int] = OrderedDict()

    def put(self, bot: int, chat: int, number: int, thing: Kept) -> None:
        """Keep a thing unless it was given already; what is too much is asked for again."""
        if number <= self._given.get((bot, chat), -1):
            return
        self._kept[bot, chat] = (time.monotonic(), number, thing)
        self._kept.move_to_end((bot, chat))
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def take(self, bot: int, chat: int) -> Kept | None:
        """Return what was kept, once."""
        kept = self._kept.pop((bot, chat), None)
        if kept is None or time.monotonic() - kept[0] > _GOOD_SECONDS:
            return None
        self.gave(bot, chat, kept[1])
        return kept[2]

    def gave(self, bot: int, chat: int, number: int) -> None:
        """Hear that the thing of such a number was given by other means."""
        self._kept.pop((bot, chat), None)
        self._given[bot, chat] = max(number, self._given.pop((bot, chat), number))
        if len(self._given) > _MOST_CHATS:
            self._given.popitem(last=False)

    def drop(self, bot: int, chat: int) -> None:
        """Keep nothing for a chat any more."""
        self._kept.pop((bot, chat), None)

    def clear(self) -> None:
        """Keep nothing any more."""
        self._kept.clear()
