"""Look for deleted rows in the files themselves: database, write-ahead log, damaged copies.

SQLite overwrites deleted rows (`secure_delete`), but its log keeps old pages until it is emptied,
and a damaged file that was set aside keeps everything. What is looked for is held in memory alone.
"""

import glob
import logging
import mmap
import os
import re
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LONGEST_NEEDLE = 160
_SHORTEST_NEEDLE = 8
# A smaller number is stored in so few bytes that it would be found anywhere.
_LEAST_NUMBER = 2**23
logger = logging.getLogger(__name__)

_STAMP = re.compile(r"-damaged-(20\d{2}[01]\d[0-3]\d-[0-2]\d[0-5]\d[0-5]\d)")
_BESIDE = ("", "-wal", "-shm", "-journal")
_BESIDE_END = re.compile(r"-(?:wal|shm|journal)\Z")
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows were deleted: a person's with a bot, or a chat's."""

    bot: int
    person: int | None = None
    chat: int | None = None

    def needles(self, connection: sqlite3.Connection) -> frozenset[bytes]:
        """Return what the person's or chat's rows look like in a file, as they are now."""
        column, value = ("person", self.person) if self.chat is None else ("chat", self.chat)
        found: set[bytes] = set()
        for table, text, keys in (
            ("session", "state", "chat, person"),
            ("outbox", "payload", "NULL, NULL"),
            ("inbox", "payload", "NULL, NULL"),
            ("office_talk", "question", "NULL, NULL"),
            ("reminder", "payload", "NULL, NULL"),
        ):
            rows = connection.execute(
                f"SELECT {text}, {keys} FROM {table} "  # noqa: S608, the names stand above
                f"WHERE {column} = ? AND {text} IS NOT NULL AND (bot = ? OR bot IN "
                f"(SELECT bot FROM office_talk WHERE home = ? AND {column} = ?))",
                (value, self.bot, self.bot, value),
            )
            for words, chat, person in rows:
                prefix = b"" if chat is None else _stored(chat) + _stored(person)
                needle = (prefix + words.encode())[:_LONGEST_NEEDLE]
                if len(needle) >= _SHORTEST_NEEDLE:
                    found.add(needle)
        drafts = connection.execute(
            "SELECT content FROM entry_draft JOIN office_talk "  # noqa: S608, named above
            "ON office_talk.bot = entry_draft.bot AND office_talk.code = entry_draft.talk "
            f"WHERE approved_by IS NULL AND office_talk.{column} = ? "
            "AND coalesce(office_talk.home, office_talk.bot) = ?",
            (value, self.bot),
        )
        found.update(content.encode()[:_LONGEST_NEEDLE] for (content,) in drafts)
        return frozenset(found)

    @property
    def numbers(self) -> frozenset[bytes]:
        """The id as it stands in a file; empty for one that is too small to be told."""
        value = self.chat if self.person is None else self.person
        if value is None or abs(value) < _LEAST_NUMBER:
            return frozenset()
        return frozenset({_stored(value)})


def _stored(number: int) -> bytes:
    """Return an integer in SQLite's record format."""
    if number in (0, 1):
        return b""
    size = next(
        size
        for size in (1, 2, 3, 4, 6, 8)
        if -(2 ** (8 * size - 1)) <= number < 2 ** (8 * size - 1)
    )
    return number.to_bytes(size, "big", signed=True)


def stands_in(file: Path, needles: Iterable[bytes]) -> bool:
    """Return whether one of the needles stands in a file; not in one that does not exist.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ) as seen:
            return any(seen.find(needle) >= 0 for needle in needles)
    except (FileNotFoundError, ValueError):  # an empty file cannot be mapped
        return False


def log_of(database: Path) -> Path:
    """Return the write-ahead log of a database."""
    return database.with_name(f"{database.name}-wal")


class DatabaseFile:
    """Looks into the file of a database that is in use, and never closes it meanwhile.

    POSIX drops all locks of a process on a file when the process closes any descriptor of it,
    SQLite's among them. The next program that read the database would take itself for the last
    one and delete the log that the bot goes on writing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def holds(self, needles: Iterable[bytes]) -> bool:
        """Return whether one of the needles stands in the file.

        Raises:
            OSError: the file cannot be read.
        """
        sought = tuple(needles)
        descriptor = self._open()
        place, end = 0, b""
        while piece := os.pread(descriptor, _READ_AT_ONCE, place):
            seen = end + piece
            if any(needle in seen for needle in sought):
                return True
            place += len(piece)
            end = seen[-_LONGEST_NEEDLE:]
        return False

    def close(self) -> None:
        """Close the file; only once SQLite has closed it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        if self._descriptor is not None:
            if os.path.samestat(os.fstat(self._descriptor), self._path.stat()):
                return self._descriptor
            # A damaged file was set aside, and nothing has it open any more.
            self.close()
        self._descriptor = os.open(self._path, os.O_RDONLY)
        return self._descriptor


def damaged_copies(database: Path) -> list[Path]:
    """Return files that were set aside because they were damaged, without those beside them.

    Of one that somebody deleted, what is left beside it still counts.
    """
    found = database.parent.glob(f"{glob.escape(database.name)}-damaged-*")
    names = {_BESIDE_END.sub("", file.name) for file in found}
    return [database.with_name(name) for name in sorted(names)]


def holds(copy: Path, needles: Iterable[bytes]) -> bool:
    """Return whether a damaged copy, or what is beside it, holds one of the needles."""
    sought = tuple(needles)
    return any(stands_in(file, sought) for file in _files_of(copy))


def remove(copy: Path) -> None:
    """Delete a damaged copy; what could be read of it was taken over when it was set aside."""
    for file in _files_of(copy):
        file.unlink(missing_ok=True)


def _files_of(copy: Path) -> list[Path]:
    return [copy.with_name(copy.name + end) for end in _BESIDE]


def purge(database: Path, before: float) -> None:
    """Delete damaged copies that were set aside before a time: the sessions in them are as old."""
    for copy in damaged_copies(database):
        try:
            if _set_aside_at(copy) < before:
                remove(copy)
                logger.warning("%s is deleted: it was kept as long as sessions are", copy.name)
        except OSError as error:
            logger.warning("%s cannot be deleted (%s): delete it", copy.name, error.strerror)


def _set_aside_at(copy: Path) -> float:
    """Return when a copy was set aside, by its name, else by its last change."""
    told = _STAMP.search(copy.name)
    if told is None:
        return max(file.stat().st_mtime for file in _files_of(copy) if file.exists())
    return time.mktime(time.strptime(told[1], "%Y%m%d-%H%M%S"))
