"""Counts of what replies did, gathered in memory and written every few seconds.

They are figures for a report: a kill loses those of the last seconds, and no answer waits for them.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable

from bot.messages.effect import Effect, Reply
from bot.storage import StorageError, Store
from bot.storage.tallies import Count

_EVERY_SECONDS = 10.0

logger = logging.getLogger(__name__)


class Tallying:
    """Gathers counts."""

    def __init__(self, bot_id: int, store: Store) -> None:
        self._bot_id = bot_id
        self._store = store
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def note(self, effects: Iterable[Effect]) -> None:
        """Count what these replies did."""
        for effect in effects:
            if isinstance(effect, Reply) and effect.outcome is not None:
                key = effect.outcome.value, effect.subject, effect.locale.value
                self._counts[key] += 1

    async def run(self) -> None:
        """Write what was gathered, again and again."""
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            await self.write()

    async def write(self) -> None:
        """Write what was gathered; where the database cannot be used, later."""
        counts, self._counts = self._counts, Counter()
        changes = [Count(*key, number) for key, number in counts.items()]
        if not changes:
            return
        try:
            await self._store.apply(self._bot_id, changes)
        except StorageError as error:
            self._counts.update(counts)
            logger.warning("counts wait to be written: %s", error)
