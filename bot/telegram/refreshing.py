"""Brings approved entries into what this process knows, within seconds of their approval."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.editing import beside_the_files, write_overlay
from bot.storage import StorageError, Store
from bot.storage.drafts import approved_drafts
from bot.telegram.entry_clerk import as_entry
from knowledge import KnowledgeError

LOOK_SECONDS = 3.0

# Knows from now on what stands in a folder; None: what the program itself has.
Renew = Callable[[Path | None], Awaitable[None]]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Refresher:
    """Looks for approved entries that this process does not know."""

    bot_id: int
    store: Store
    renew: Renew
    _known: tuple[tuple[str, float | None], ...] = field(default=(), init=False)

    async def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                await self.look()
            except (StorageError, KnowledgeError, OSError) as error:
                _complain(error)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Learn what was approved, or taken back, since the last look.

        Raises:
            StorageError: the database cannot be used.
            KnowledgeError: an entry does not fit any more; what was known before stays.
            OSError: there is no room for a folder.
        """
        approved = await self.store.read(approved_drafts(self.bot_id))
        now = tuple((one.code, one.decided) for one in approved)
        if now == self._known:
            return
        # Whatever comes of it: the same entries are not tried every few seconds.
        self._known = now
        entries = await asyncio.to_thread(beside_the_files, [as_entry(one) for one in approved])
        if len(entries) < len(approved):
            moved = {one.code for one in approved} - {one.code for one in entries}
            logger.warning("in the files by now, to be withdrawn: %s", ", ".join(sorted(moved)))
        if not entries:
            await self.renew(None)
        else:
            with tempfile.TemporaryDirectory(prefix="razmena-entries-") as folder:
                await asyncio.to_thread(write_overlay, entries, Path(folder))
                await self.renew(Path(folder))
        logger.info("%d entries of offices are known", len(entries))


def _complain(error: Exception) -> None:
    logger.error("%s", error)
