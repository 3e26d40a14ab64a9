"""What the server gave along with an answer, until somebody asks for it a moment later."""

import time
from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

# It was claimed when it was given; a replica is taken for dead only seconds later.
_GOOD_SECONDS = 1.0
_MOST = 256


class Handed(Generic[Kept]):
    """Keeps one thing for each chat, for a second and in bounded number."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[float, Kept]] = OrderedDict()

    def put(self, bot: int, chat: int, thing: Kept) -> None:
        """Keep a thing; what is too much is asked for again."""
        self._kept[bot, chat] = (time.monotonic(), thing)
        self._kept.move_to_end((bot, chat))
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def take(self, bot: int, chat: int) -> Kept | None:
        """Return what was kept, once."""
        given, thing = self._kept.pop((bot, chat), (0.0, None))
        return thing if time.monotonic() - given < _GOOD_SECONDS else None

    def drop(self, bot: int, chat: int) -> None:
        """Keep nothing for a chat any more."""
        self._kept.pop((bot, chat), None)

    def clear(self) -> None:
        """Keep nothing any more."""
        self._kept.clear()
