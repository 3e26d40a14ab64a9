"""Pages that stay connected, to show what an office writes as soon as it is written."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable

from bot.storage import StorageError, Store
from bot.storage.web_posts import written_since

# Another replica may have written it. The staff's answer is to be seen within a second.
_LOOK_SECONDS = 0.5
_BACK_SECONDS = 10.0

logger = logging.getLogger(__name__)


class TooManyListenersError(Exception):
    """No further page may stay connected; it asks now and then instead."""


class Listeners:
    """Wakes the pages of a chat; while there are any, looks for what other replicas wrote."""

    def __init__(
        self, store: Store, clock: Callable[[], float], *, most: int = 120, most_of_chat: int = 4
    ) -> None:
        """Nobody listens yet.

        Args:
            store: where messages to visitors wait.
            clock: the time of day.
            most: pages that may stay connected; the server has further connections for others.
            most_of_chat: pages of one chat.
        """
        self._store = store
        self._clock = clock
        self._most = most
        self._most_of_chat = most_of_chat
        self._events: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self._announced: set[int] = set()
        self._looking: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """Return how many pages are connected."""
        return sum(map(len, self._events.values()))

    def add(self, chat: int) -> asyncio.Event:
        """Return what is set whenever there may be something for a chat.

        Raises:
            TooManyListenersError: there are too many already.
        """
        if len(self) >= self._most or len(self._events.get(chat, ())) >= self._most_of_chat:
            raise TooManyListenersError
        event = asyncio.Event()
        self._events[chat].add(event)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(), name="listeners")
        return event

    def remove(self, chat: int, event: asyncio.Event) -> None:
        """Hear that a page is gone."""
        self._events[chat].discard(event)
        if not self._events[chat]:
            del self._events[chat]
        if not self._events and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def wake(self, chat: int) -> bool:
        """Say that something was written for a chat; returns whether one of its pages is here."""
        for event in self._events.get(chat, ()):
            event.set()
        return chat in self._events

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                found = await self._store.read(written_since(self._clock() - _BACK_SECONDS))
            except StorageError as error:
                logger.warning("pages wait for what offices wrote: %s", error)
                continue
            for number, chat in found:
                if number not in self._announced:
                    self.wake(chat)
            self._announced = {number for number, _ in found}
