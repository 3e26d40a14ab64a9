"""From a database's address to an open store."""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.storage.sqlite import SqliteStore
from bot.storage.store import Store

DEFAULT_URL = "sqlite:///razmena.db"


class AddressError(ValueError):
    """A database address that cannot be used; the message says what is allowed, never the address.

    An address may hold a password.
    """


def sqlite_path(url: str) -> Path:
    """The file that an address names.

    `sqlite:///name.db` is relative to the working directory, `sqlite:////var/name.db` is absolute.

    Raises:
        AddressError: for any other address.
    """
    parts = urlsplit(url)
    if parts.scheme in {"postgresql", "postgres"}:
        raise AddressError(
            "PostgreSQL is not supported by this version; allowed: sqlite:///file.db"
        )
    if parts.scheme != "sqlite":
        raise AddressError(
            "is not a database address; allowed: sqlite:///file.db (in the working directory) or "
            "sqlite:////folder/file.db"
        )
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not name or name.endswith("/") or "\0" in name or name == ":memory:":
        raise AddressError(
            "names no file; allowed: sqlite:///file.db (in the working directory) or "
            "sqlite:////folder/file.db"
        )
    return Path(name)


async def open_store(url: str, *, clock: Callable[[], float] = time.time) -> Store:
    """The store at an address.

    Raises:
        AddressError: for an address of no kind that is supported.
        StorageError: when the database cannot be used.
    """
    return await SqliteStore.open(sqlite_path(url), clock=clock)
