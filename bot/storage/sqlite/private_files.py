"""Files that only their owner can read: people's conversations stand in them."""

import os
from pathlib import Path

_OWNER_ONLY = 0o600
# SQLite gives the files beside the database the rights of the database itself.
_BESIDE = ("", "-wal", "-shm", "-journal")


def make_private(database: Path) -> None:
    """Make the file of a database, or take its rights from everybody but its owner.

    Raises:
        OSError: that is not possible.
    """
    os.close(os.open(database, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
    for suffix in _BESIDE:
        file = database.with_name(database.name + suffix)
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(_OWNER_ONLY)
