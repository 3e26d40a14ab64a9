"""Brings approved entries into what this process knows, within seconds of their approval."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.editing import ApprovedEntry, beside_the_files, write_overlay
from bot.editing.checking import loads
from bot.storage import StorageError, Store
from bot.storage.drafts import approved_drafts
from bot.telegram.entry_clerk import as_entry
from knowledge import KnowledgeError

LOOK_SECONDS = 3.0

# Knows from now on what stands in a folder; None: what the program itself has.
Renew = Callable[[Path | None], Awaitable[None]]
Faults = Callable[[Sequence[ApprovedEntry]], Awaitable[list[str]]]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Refresher:
    """Looks for approved entries that this process does not know.

    Attributes:
        bot_id: whose entries.
        store: where they are.
        renew: knows from then on what stands in a folder.
        faults: returns why the knowledge cannot be answered from with these entries in it.
    """

    bot_id: int
    store: Store
    renew: Renew
    faults: Faults = loads
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
            KnowledgeError: the knowledge cannot be answered from; what was known before stays.
            OSError: there is no room for a folder; the next look tries again.
        """
        approved = await self.store.read(approved_drafts(self.bot_id))
        now = tuple((one.code, one.decided) for one in approved)
        if now == self._known:
            return
        entries = await asyncio.to_thread(beside_the_files, [as_entry(one) for one in approved])
        if len(entries) < len(approved):
            moved = {one.code for one in approved} - {one.code for one in entries}
            logger.warning("in the files by now, to be withdrawn: %s", ", ".join(sorted(moved)))
        try:
            try:
                await self._learn(entries)
            except KnowledgeError as error:
                _complain(error)
                entries = await self._sound(entries)
                await self._learn(entries)
        except KnowledgeError:
            # The same entries are not tried every few seconds.
            self._known = now
            raise
        self._known = now
        logger.info("%d entries of offices are known", len(entries))

    async def _learn(self, entries: Sequence[ApprovedEntry]) -> None:
        if not entries:
            await self.renew(None)
            return
        with tempfile.TemporaryDirectory(prefix="razmena-entries-") as folder:
            await asyncio.to_thread(write_overlay, entries, Path(folder))
            await self.renew(Path(folder))

    async def _sound(self, entries: Sequence[ApprovedEntry]) -> list[ApprovedEntry]:
        """Return the entries without those that do not fit any more, to a later release say."""
        sound: list[ApprovedEntry] = []
        for entry in entries:
            faults = await self.faults([*sound, entry])
            if faults:
                logger.error(
                    "the entry %s of the office of %s is left out, correct or withdraw it: %s",
                    entry.code,
                    entry.institution,
                    faults[0],
                )
            else:
                sound.append(entry)
        return sound


def _complain(error: Exception) -> None:
    logger.error("%s", error)
