"""Sends reminders when they are due, at a pace that Telegram allows, each once.

Taking a reminder out of the database and putting its message into the outbox is one transaction,
so a kill in between sends it neither never nor twice, and of several replicas one sends it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from bot.messages.effect import Reply
from bot.messages.reminder import StoredReminder
from bot.storage import StorageError, Store, SupersededError
from bot.storage.changes import Change
from bot.storage.reminders import (
    KeepPace,
    MoveReminder,
    TakeReminder,
    WaitingReminder,
    all_reminders,
    due_reminders,
)
from bot.storage.talks import Post
from bot.telegram.keyboard import rows_of
from bot.telegram.outgoing import Outgoing

# Telegram lets a bot send about 30 messages a second; answers to people have to fit in as well.
AT_ONCE, PER_SECOND = 10, 20.0
_LOOK_SECONDS = 1.0
_COMPARE_SECONDS = 3600.0

logger = logging.getLogger(__name__)


class KnowsDeadlines(Protocol):
    """What words a reminder by the rules in force."""

    def reminder_due(
        self, stored: StoredReminder, now: datetime
    ) -> tuple[StoredReminder, datetime] | None:
        """Return a reminder as it stands now, and when it is due; None for one about nothing."""

    def reminder_words(
        self, stored: StoredReminder, now: datetime, before: date | None = None
    ) -> Reply:
        """Return what is sent."""


@dataclass(slots=True)
class ReminderClerk:
    """Sends what is due, and tells of deadlines that have moved."""

    bot_id: int
    store: Store
    assistant: KnowsDeadlines
    wake_sender: Callable[[int], None]
    clock: Callable[[], float] = time.time

    async def run(self) -> None:
        """Look again and again."""
        compared = float("-inf")
        while True:
            try:
                if time.monotonic() - compared >= _COMPARE_SECONDS:
                    await self.compare()
                    compared = time.monotonic()
                sent = await self.send_due()
            except StorageError as error:
                _complain(error)
                sent = False
            await asyncio.sleep(AT_ONCE / PER_SECOND if sent else _LOOK_SECONDS)

    async def send_due(self) -> bool:
        """Send some of what is due. Returns whether there may be more.

        Raises:
            StorageError: the database cannot be used.
        """
        due = await self.store.read(due_reminders(self.bot_id, self.clock(), AT_ONCE))
        if due:
            await self._write([(one, TakeReminder(one), self._due_words(one)) for one in due])
        return bool(due)

    async def compare(self) -> None:
        """Tell of every deadline that is on another day than when its reminder was set.

        Raises:
            StorageError: the database cannot be used.
        """
        moved = await self._all_moved()
        while moved:
            if await self._write(moved[:AT_ONCE]):
                moved = moved[AT_ONCE:]
            else:
                # It was another's turn to write: a replica's, which may have told of some of them.
                moved = await self._all_moved()
            await asyncio.sleep(AT_ONCE / PER_SECOND)

    async def _all_moved(self) -> "list[tuple[WaitingReminder, Change, Reply | None]]":
        kept = await self.store.read(all_reminders(self.bot_id))
        return [change for one in kept if (change := self._moved(one)) is not None]

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    def _due_words(self, one: WaitingReminder) -> Reply | None:
        stored = _read(one)
        if stored is None:
            return None
        current = self.assistant.reminder_due(stored, self._now())
        if current is None:
            return None
        before = None if current[0].day == stored.day else stored.day
        return self.assistant.reminder_words(current[0], self._now(), before)

    def _moved(self, one: WaitingReminder) -> "tuple[WaitingReminder, Change, Reply | None] | None":
        stored = _read(one)
        current = None if stored is None else self.assistant.reminder_due(stored, self._now())
        if stored is None or current is None or current[0].day == stored.day:
            return None
        now_stored, due = current
        words = self.assistant.reminder_words(now_stored, self._now(), stored.day)
        if due.timestamp() <= self.clock():
            # Its moment has passed with the move: this is the reminder.
            return one, TakeReminder(one), words
        return one, MoveReminder(one, due.timestamp(), now_stored.to_json()), words

    async def _write(self, batch: "Sequence[tuple[WaitingReminder, Change, Reply | None]]") -> bool:
        """Write one batch. Returns whether it was this process' turn."""
        changes: list[Change] = [KeepPace(AT_ONCE / PER_SECOND)]
        for one, change, reply in batch:
            changes.append(change)
            if reply is not None:
                changes.append(Post(one.chat, one.person, _message(reply)))
        try:
            await self.store.apply(self.bot_id, changes)
        except SupersededError:
            return False
        for one, *_ in batch:
            self.wake_sender(one.chat)
        return True


def _message(reply: Reply) -> str:
    rows = rows_of(reply.buttons)
    return Outgoing(reply.locale.value, html=reply.html, buttons=rows).to_payload()


def _read(one: WaitingReminder) -> StoredReminder | None:
    try:
        return StoredReminder.from_json(one.payload)
    except ValueError:
        logger.warning("a reminder cannot be read and is left out")
        return None


def _complain(error: StorageError) -> None:
    logger.error("%s", error)
