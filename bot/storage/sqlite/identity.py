"""Whether the file that is open is still the one at its path.

SQLite goes on without a word in a file that was deleted, replaced or emptied beneath it: what it
writes is then nowhere, and a success would be acknowledged that is none.
"""

import os
from pathlib import Path

from bot.storage.store import StorageError


class FileIdentity:
    """The file of a database as it was opened."""

    def __init__(self, path: Path) -> None:
        """Note which file stands at the path now.

        Raises:
            OSError: none does.
        """
        self._path = path
        self._opened = path.stat()

    def is_emptied(self) -> bool:
        """Say whether nothing is left in the file; an open database has a page at least.

        Raises:
            StorageError: another file stands at the path, or none.
        """
        try:
            found = self._path.stat()
        except OSError as error:
            raise StorageError(
                f"the database {self._path} is not there any more ({error.strerror}): put it back, "
                "or stop the bot and start it again"
            ) from error
        if not os.path.samestat(found, self._opened):
            raise StorageError(
                f"another file was put in the place of the database {self._path} while it is in "
                "use: stop the bot before, and start it again"
            )
        return found.st_size == 0
