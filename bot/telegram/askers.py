"""Tells askers apart within a week, and not who they are."""

import secrets
from collections.abc import Callable
from hashlib import blake2b

from bot.storage import Store
from bot.storage.changes import day_of
from bot.storage.questions import KeepSalt, salt_of, week_of

# Two of 65,536 numbers: people share them, so none is anybody's.
_BYTES = 2


class Askers:
    """Gives people numbers that mean something for one week."""

    def __init__(self, bot_id: int, store: Store, clock: Callable[[], float]) -> None:
        self._bot_id = bot_id
        self._store = store
        self._clock = clock
        self._salt = ("", "")

    async def number(self, person: int) -> str:
        """Return a person's number of this week.

        Raises:
            StorageError: the database cannot be used.
        """
        week = week_of(day_of(self._clock()))
        if self._salt[0] != week:
            await self._store.apply(self._bot_id, (KeepSalt(week, secrets.token_hex(16)),))
            (salt,) = await self._store.read(salt_of(self._bot_id, week))
            self._salt = week, salt
        key = bytes.fromhex(self._salt[1])
        return blake2b(str(person).encode(), key=key, digest_size=_BYTES).hexdigest()
