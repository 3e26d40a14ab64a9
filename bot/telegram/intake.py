"""Updates into the inbox, from wherever they come."""

from collections.abc import Callable, Sequence

from bot.storage import NewUpdate, Store
from bot.telegram.incoming import Incoming
from bot.telegram.inline import InlineQuestion, read_inline
from bot.telegram.metrics import Metrics
from bot.telegram.updates import Me, kind_of, read_update


class Intake:
    """Keeps what is for the bot and wakes whoever answers it."""

    def __init__(
        self,
        me: Me,
        store: Store,
        metrics: Metrics,
        *,
        wake: Callable[[int], None],
        inline: Callable[[InlineQuestion], None],
    ) -> None:
        self._me = me
        self._store = store
        self._metrics = metrics
        self._wake = wake
        self._inline = inline

    async def take(self, updates: Sequence[object], *, next_offset: int | None = None) -> None:
        """Keep updates; when this returns, they may be acknowledged.

        Args:
            updates: as Telegram sent them.
            next_offset: where polling goes on after them.

        Raises:
            StorageError: nothing was kept, and nothing may be acknowledged.
        """
        new = []
        for update in updates:
            self._metrics.updates.labels(kind_of(update)).inc()
            incoming = read_update(update, self._me)
            question = read_inline(update)
            if incoming is not None:
                new.append(_as_new(incoming))
            elif question is not None:
                self._inline(question)
            else:
                self._metrics.ignored.inc()
        if new or next_offset is not None:
            await self._store.append(self._me.id, new, next_offset=next_offset)
        for kept in new:
            self._wake(kept.chat)


def _as_new(incoming: Incoming) -> NewUpdate:
    return NewUpdate(incoming.update_id, incoming.chat, incoming.person, incoming.to_payload())
