"""Opening an SQLite file: settings, migrations, and a damaged one set aside."""

import itertools
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from bot.storage.sqlite.faults import is_corrupt, storage_error
from bot.storage.sqlite.private_files import make_private
from bot.storage.sqlite.salvage import salvage
from bot.storage.store import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5.0

logger = logging.getLogger(__name__)

# WAL lets others read while the bot writes. With synchronous=FULL every commit reaches the disk
# before an update is acknowledged to Telegram, so a power cut loses nothing that was; NORMAL, the
# usual choice with WAL, may lose the last commits. Jobs that come in together share one commit, so
# the price is paid per moment and not per message (see docs/operations.md). secure_delete
# overwrites deleted texts in the file.
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA journal_size_limit = 1048576;
PRAGMA temp_store = MEMORY;
"""


def open_database(path: Path, *, was_used: bool = False) -> sqlite3.Connection:
    """Return a connection to the file, made or brought up to date first.

    A damaged file is renamed to `<name>-damaged-<time>`, what can still be read of it is taken over
    into a new one, and a line in the log says so.

    Args:
        path: the file.
        was_used: some process has used it before.

    Raises:
        StorageError: for a file that cannot be opened or written, or that a newer version made.
    """
    is_missing = was_used and not path.exists()
    was_emptied = path.exists() and path.stat().st_size == 0
    try:
        make_private(path)
        connection = _open(path)
    except OSError as error:
        raise StorageError(f"the database {path} cannot be opened ({error.strerror})") from error
    except sqlite3.DatabaseError as error:
        if not is_corrupt(error):
            raise storage_error(error, path) from error
    else:
        if is_missing or was_emptied:
            logger.error(
                "the database %s %s: whatever it held is gone, and it begins anew",
                path,
                "was used before and is not there" if is_missing else "was an empty file",
            )
        return connection
    return replace_damaged(path)


def replace_damaged(path: Path) -> sqlite3.Connection:
    """Set a damaged file aside and go on with a new one.

    Raises:
        StorageError: when that is not possible either.
    """
    aside = _free_name(path)
    try:
        path.rename(aside)
        for suffix in ("-wal", "-shm"):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + suffix))
        make_private(path)
        connection = _open(path)
        saved = salvage(aside, connection)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"the database {path} is damaged and cannot be replaced ({type(error).__name__})"
        ) from error
    logger.error(
        "the database %s was damaged: it is set aside as %s, and a new one goes on with what could "
        "be read of it (%s)",
        path,
        aside.name,
        saved,
    )
    return connection


def _free_name(path: Path) -> Path:
    stem = f"{path.name}-damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _check(connection)
        connection.executescript(_SETTINGS)
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        error = sqlite3.DatabaseError("quick_check found damage")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        error.sqlite_errorname = "SQLITE_CORRUPT"
        raise error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to the newest number; each step is a transaction of its own."""
    steps = list(_steps())
    current = connection.execute("PRAGMA user_version").fetchone()[0]
    if current > len(steps):
        raise StorageError(
            f"the database {path} was made by a newer version of the program (schema {current}, "
            f"this version knows {len(steps)}); start that version, or name another DATABASE_URL"
        )
    for number, sql in steps[current:]:
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;"
        )


def _steps() -> Iterator[tuple[int, str]]:
    for number, file in enumerate(sorted(MIGRATIONS.glob("*.sql")), start=1):
        if int(file.name.split("_", maxsplit=1)[0]) != number:
            raise StorageError(f"{file}: migrations must be numbered without gaps")
        yield number, file.read_text(encoding="utf-8")
