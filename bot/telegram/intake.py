"""Updates into the inbox, from wherever they come."""

import logging
from collections.abc import Callable, Sequence

from bot.storage import NewUpdate, Store
from bot.telegram.guest import GuestQuestion, read_guest
from bot.telegram.incoming import Incoming
from bot.telegram.inline import InlineQuestion, read_inline
from bot.telegram.lone_taps import LoneTap, read_lone_tap
from bot.telegram.metrics import Metrics
from bot.telegram.updates import Me, kind_of, read_update, update_id_of

logger = logging.getLogger(__name__)


class Intake:
    """Keeps what is for the bot and wakes whoever answers it."""

    def __init__(
        self,
        me: Me,
        store: Store,
        metrics: Metrics,
        *,
        wake: Callable[[Incoming], None],
        inline: Callable[[InlineQuestion], None],
        guest: Callable[[GuestQuestion], None],
        lone_tap: Callable[[LoneTap], None],
    ) -> None:
        self._me = me
        self._store = store
        self._metrics = metrics
        self._wake = wake
        self._inline = inline
        self._guest = guest
        self._lone_tap = lone_tap

    async def take(self, updates: Sequence[object], *, next_offset: int | None = None) -> None:
        """Keep updates; when this returns, they may be acknowledged.

        Args:
            updates: as Telegram sent them.
            next_offset: where polling goes on after them.

        Raises:
            StorageError: nothing was kept, and nothing may be acknowledged.
        """
        new: list[tuple[Incoming, NewUpdate]] = []
        for update in updates:
            self._metrics.updates.labels(kind_of(update)).inc()
            try:
                incoming = read_update(update, self._me)
                question = read_inline(update)
                summons = read_guest(update, self._me)
                tap = read_lone_tap(update)
                kept = None if incoming is None else _as_new(incoming)
            except Exception:
                # Whatever is wrong with one update, the next ones are taken.
                logger.exception("an update cannot be read")
                self.set_aside(update_id_of(update))
                continue
            if incoming is not None and kept is not None:
                new.append((incoming, kept))
            elif question is not None:
                self._inline(question)
            elif summons is not None:
                self._guest(summons)
            elif tap is not None:
                self._lone_tap(tap)
            else:
                self._metrics.ignored.inc()
        if new or next_offset is not None:
            kept_now = [kept for _, kept in new]
            await self._store.append(self._me.id, kept_now, next_offset=next_offset)
        for incoming, _ in new:
            self._wake(incoming)

    def set_aside(self, number: int | None) -> None:
        """Count an update that cannot be taken, and tell the operator its number."""
        self._metrics.set_aside.inc()
        logger.error("update %s cannot be taken and is set aside", number)


def _as_new(incoming: Incoming) -> NewUpdate:
    return NewUpdate(incoming.update_id, incoming.chat, incoming.person, incoming.to_payload())
