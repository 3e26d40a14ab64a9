"""One process per database file."""

import asyncio
import fcntl
import time
from pathlib import Path
from typing import IO

from bot.storage.store import StorageError

# A bot that is just ending takes up to five seconds; its successor waits for it.
PATIENCE_SECONDS = 6.0


class FileLock:
    """A lock beside the database that the system frees when the process ends, however it ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @staticmethod
    def was_taken(database: Path) -> bool:
        """Say whether some process, now or before, took the lock of a database."""
        return _lock_of(database).exists()

    @classmethod
    async def take(cls, database: Path) -> "FileLock":
        """Take the lock of a database, waiting a little for another process to end.

        Raises:
            StorageError: another process keeps it, or its folder cannot be used.
        """
        path = _lock_of(database)
        try:
            # Kept open as long as the lock is held.
            file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise StorageError(
                f"the database {database} cannot be used: {path} cannot be opened "
                f"({error.strerror}); check that the folder exists and may be written"
            ) from error
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    file.close()
                    raise StorageError(
                        f"the database {database} is in use by another running bot; stop that "
                        "one, or name another DATABASE_URL"
                    ) from None
                await asyncio.sleep(0.1)
            else:
                return cls(file)

    def release(self) -> None:
        """Let the next process have it."""
        self._file.close()


def file_behind(database: Path) -> Path:
    """Return the file itself, not a link to it: it may have to be set aside and looked through."""
    return database.resolve()


def _lock_of(database: Path) -> Path:
    """Return the lock's file: one for a database, by whatever name or link it is known."""
    real = file_behind(database)
    return real.with_name(f"{real.name}-lock")
