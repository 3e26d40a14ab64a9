"""Emptying the write-ahead log, and making sure that what was forgotten is in no file any more.

All of it runs on the writer's thread. A row in the table `clearing` says since when something is
to be made sure of, and nothing of whom; a bot that is started again goes on from it.
"""

import logging
import sqlite3
import time
from pathlib import Path

from bot.storage.sqlite import remains
from bot.storage.sqlite.remains import DatabaseFile, Whose

# Texts that were answered leave the log when nothing is done for so long, and under load so often.
IDLE_SECONDS = 0.5
BUSY_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 60.0
# A quarter of an hour of tries; then the operator is told, and it goes on once a minute.
_TELL_AFTER_SECONDS = 900.0

logger = logging.getLogger(__name__)


class Clearing:
    """What is still to be cleared from the files of a database."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._file = DatabaseFile(path)
        self._sought: dict[Whose, frozenset[bytes]] = {}
        self._written_since: float | None = None
        self._pause = _FIRST_PAUSE_SECONDS
        self._not_before = 0.0
        self._told = False
        self._vacuumed = False
        row = connection.execute("SELECT since FROM clearing").fetchone()
        self._began = None if row is None else time.monotonic()
        # Whose rows they were is not known after a start: no copy is spared then.
        self._whole_copies = row is not None

    def seek(self, connection: sqlite3.Connection, whose: Whose, now: float) -> None:
        """Note what is about to be deleted, in the transaction that deletes it."""
        needles = self._sought.get(whose, frozenset()) | whose.needles(connection)
        self._sought[whose] = needles
        connection.execute("INSERT OR IGNORE INTO clearing (id, since) VALUES (1, ?)", (now,))
        self._pause, self._not_before, self._told, self._vacuumed = (
            _FIRST_PAUSE_SECONDS,
            0.0,
            False,
            False,
        )
        if self._began is None:
            self._began = time.monotonic()

    def close(self) -> None:
        """Let go of the file, once the connection is closed."""
        self._file.close()

    def note_writing(self) -> None:
        """Note that something was written: the log may hold what is deleted already."""
        if self._written_since is None:
            self._written_since = time.monotonic()

    @property
    def patience(self) -> float | None:
        """For how long the thread may wait for more to do; None for ever."""
        waits = []
        if self._began is not None:
            waits.append(max(0.0, self._not_before - time.monotonic()))
        if self._written_since is not None:
            waits.append(IDLE_SECONDS)
        return min(waits, default=None)

    def go_on(self, connection: sqlite3.Connection, *, idle: bool) -> None:
        """Clear what can be cleared now."""
        now = time.monotonic()
        due = self._began is not None and now >= self._not_before
        since = self._written_since
        if not due and (since is None or not (idle or now - since > BUSY_SECONDS)):
            return
        emptied = _empty_log(connection)
        # A log in use is left until later, so that no writing waits for a reader.
        self._written_since = None if emptied else now
        if due:
            self._make_sure(connection, emptied=emptied)

    def _make_sure(self, connection: sqlite3.Connection, *, emptied: bool) -> None:
        try:
            done = emptied and self._is_gone(connection)
            if done:
                connection.execute("DELETE FROM clearing")
        except (OSError, sqlite3.Error) as error:
            logger.debug("what was forgotten cannot be looked for: %s", type(error).__name__)
            done = False
        if done:
            logger.info("what was forgotten is in no file of the database %s any more", self._path)
            self._sought.clear()
            self._began, self._whole_copies = None, False
            return
        now = time.monotonic()
        self._not_before = now + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)
        if self._began is not None and now - self._began > _TELL_AFTER_SECONDS and not self._told:
            self._told = True
            logger.error(
                "what was forgotten may still stand in files of the database %s: close other "
                "programs that read it, and check that its folder may be written",
                self._path,
            )

    def _is_gone(self, connection: sqlite3.Connection) -> bool:
        """Return whether nothing is left; damaged copies that hold something are deleted."""
        sought: set[bytes] = set()
        numbers: set[bytes] = set()
        for whose, needles in self._sought.items():
            # Who wrote again since has new rows, which may look like the old ones.
            sought |= needles - whose.needles(connection)
            numbers |= whose.numbers
        for copy in remains.damaged_copies(self._path):
            small = any(not whose.numbers for whose in self._sought)
            if self._whole_copies or small or remains.holds(copy, sought | numbers):
                remains.remove(copy)
                logger.warning("%s is deleted: somebody in it was forgotten", copy.name)
        in_the_log = remains.stands_in(remains.log_of(self._path), sought)
        if not in_the_log and not self._file.holds(sought):
            return True
        if not self._vacuumed:
            self._vacuumed = True
            connection.execute("VACUUM")
        return False


def _empty_log(connection: sqlite3.Connection) -> bool:
    """Move the log into the file and cut it to nothing. Returns whether that was possible now."""
    try:
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        # A reader is not waited for: others want to write meanwhile.
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
    except sqlite3.Error as error:  # a full disk, say: the next job that writes reports it
        logger.debug("the log cannot be emptied now: %s", type(error).__name__)
        return False
    return not busy
