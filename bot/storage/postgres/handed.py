"""What the server gave along with an answer, until somebody asks for it a moment later."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_MOST = 1_000
_MOST_CHATS = 10_000


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Thing]):
    holder: int
    at: float
    number: int
    thing: Thing


class Handed(Generic[Thing]):
    """Keeps one thing for each chat, for a while and in bounded number, and gives it once.

    Flights overtake each other: the answer that brings a thing along may arrive when somebody has
    looked for it, found it, and is done with it. Numbers of a chat grow, and tell.
    """

    def __init__(self, holder: Callable[[], int | None], good_seconds: float) -> None:
        """Nothing is kept yet.

        Args:
            holder: tells whose claims these are; None where that one may be taken for dead. What
                was claimed under another number is not given any more.
            good_seconds: for how long a thing is kept.
        """
        self._holder = holder
        self._good_seconds = good_seconds
        self._kept: OrderedDict[tuple[int, int], _Kept[Thing]] = OrderedDict()
        self._given: OrderedDict[tuple[int, int], int] = OrderedDict()

    def put(self, bot: int, chat: int, number: int, thing: Thing) -> None:
        """Keep a thing unless it was given already; what is too much is asked for again."""
        holder = self._holder()
        if holder is None or number <= self._given.get((bot, chat), -1):
            return
        self._kept[bot, chat] = _Kept(holder, time.monotonic(), number, thing)
        self._kept.move_to_end((bot, chat))
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def take(self, bot: int, chat: int) -> Thing | None:
        """Return what was kept, once."""
        kept = self._kept.pop((bot, chat), None)
        if kept is None or kept.holder != self._holder():
            return None
        if time.monotonic() - kept.at > self._good_seconds:
            return None
        self.gave(bot, chat, kept.number)
        return kept.thing

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
