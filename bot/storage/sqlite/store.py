"""The SQLite store: every method of `Store` as one job on the writer thread."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.storage.changes import Change, Query, RecordT, statements_of
from bot.storage.records import (
    ALL_NOTES,
    Address,
    Backlog,
    Handled,
    KeptSession,
    NewUpdate,
    NoteKind,
    Sent,
    StoredNote,
    WaitingMessage,
    WaitingUpdate,
    WantedNotes,
)
from bot.storage.sqlite import changes as changing
from bot.storage.sqlite import forgetting, inbox, outbox, remains, sessions
from bot.storage.sqlite.lock import FileLock, file_behind
from bot.storage.sqlite.remains import Whose
from bot.storage.sqlite.schema import open_database
from bot.storage.sqlite.writer import Writer
from bot.storage.store import SupersededError


class SqliteStore:
    """`Store` in one file, for one process at a time."""

    def __init__(
        self, path: Path, writer: Writer, lock: FileLock, clock: Callable[[], float]
    ) -> None:
        self._path = path
        self._writer = writer
        self._lock = lock
        self._clock = clock

    @classmethod
    async def open(cls, path: Path, *, clock: Callable[[], float] = time.time) -> "SqliteStore":
        """Open the file, made or repaired where that is needed.

        Raises:
            StorageError: the file cannot be used, or another process uses it.
        """
        path = file_behind(path)
        was_used = FileLock.was_taken(path)
        lock = await FileLock.take(path)
        try:
            # Repairing, or bringing up to date, may take long; a signal is heard meanwhile.
            connection = await asyncio.to_thread(open_database, path, was_used=was_used)
        except Exception:
            lock.release()
            raise
        return cls(path, Writer(path, connection), lock, clock)

    async def append(
        self, bot: int, updates: Sequence[NewUpdate], *, next_offset: int | None = None
    ) -> int:
        """See `Store.append`."""
        now = self._clock()
        return await self._writer.run(
            lambda connection: inbox.append(connection, bot, updates, next_offset, now)
        )

    async def offset(self, bot: int) -> int | None:
        """See `Store.offset`."""
        now = self._clock()
        return await self._writer.run(lambda connection: inbox.offset(connection, bot, now))

    async def waiting_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.waiting_chats`."""
        return await self._writer.run(lambda connection: inbox.waiting_chats(connection, bot))

    async def next_update(self, bot: int, chat: int) -> WaitingUpdate | None:
        """See `Store.next_update`."""
        return await self._writer.run(lambda connection: inbox.next_update(connection, bot, chat))

    async def next_after(self, update: WaitingUpdate, update_id: int) -> tuple[int, str] | None:
        """See `Store.next_after`."""
        return await self._writer.run(
            lambda connection: inbox.next_after(connection, update.address, update_id)
        )

    async def commit(self, outcome: Handled) -> bool:
        """See `Store.commit`."""
        now = self._clock()

        def job(connection: sqlite3.Connection) -> bool:
            update = outcome.update
            address = update.address
            if outcome.forget:
                self._writer.forget(connection, Whose(address.bot, person=address.person), now)
            for number in (update.update_id, *outcome.together):
                if not inbox.mark_done(connection, address.bot, number):
                    raise SupersededError
            if outcome.forget:
                forgetting.forget_person(connection, address.bot, address.person, up_to=update)
            else:
                sessions.write(connection, outcome, now)
            outbox.put(connection, address, outcome.messages, now)
            sessions.write_notes(connection, outcome.notes, now)
            changing.apply(connection, statements_of(outcome.changes, address.bot, now))
            return inbox.has_more(connection, address.bot, address.chat)

        return await self._writer.run(job)

    async def kept_session(self, address: Address) -> KeptSession | None:
        """See `Store.kept_session`."""
        return await self._writer.run(lambda connection: sessions.kept(connection, address))

    async def keep(self, outcome: Handled) -> None:
        """See `Store.keep`."""
        now = self._clock()
        address = outcome.update.address

        def job(connection: sqlite3.Connection) -> None:
            if outcome.forget:
                self._writer.forget(connection, Whose(address.bot, person=address.person), now)
                forgetting.forget_person(connection, address.bot, address.person)
            else:
                sessions.write(connection, outcome, now)
            sessions.write_notes(connection, outcome.notes, now)
            changing.apply(connection, statements_of(outcome.changes, address.bot, now))

        await self._writer.run(job)

    async def unsent_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.unsent_chats`."""
        return await self._writer.run(lambda connection: outbox.unsent_chats(connection, bot))

    async def next_message(self, bot: int, chat: int) -> WaitingMessage | None:
        """See `Store.next_message`."""
        return await self._writer.run(lambda connection: outbox.next_message(connection, bot, chat))

    async def note_sent(self, message: WaitingMessage, sent: Sent) -> bool:
        """See `Store.note_sent`."""
        now = self._clock()

        def job(connection: sqlite3.Connection) -> bool:
            address = message.address
            outbox.remove(connection, message.id)
            if sent.message is not None and sent.in_place:
                sessions.set_place(connection, address, sent.message)
            if sent.trace is not None:
                sessions.add_trace(connection, address, sent.trace)
            if sent.message is not None and sent.owned:
                sessions.set_button_owner(connection, address, sent.message, now)
            changing.apply(connection, statements_of(sent.changes, address.bot, now))
            return outbox.has_more(connection, address.bot, address.chat)

        return await self._writer.run(job)

    async def postpone(
        self, message: WaitingMessage, not_before: float, *, unsure: bool = False
    ) -> None:
        """See `Store.postpone`."""
        await self._writer.run(
            lambda connection: outbox.postpone(connection, message.id, not_before, unsure=unsure)
        )

    async def give_up(self, message: WaitingMessage) -> bool:
        """See `Store.give_up`."""
        return await self.note_sent(message, Sent())

    async def button_owner(self, bot: int, chat: int, message: int) -> int | None:
        """See `Store.button_owner`."""
        return await self._writer.run(
            lambda connection: sessions.button_owner(connection, bot, chat, message)
        )

    async def forget_person(self, bot: int, person: int) -> None:
        """See `Store.forget_person`."""
        now = self._clock()

        def job(connection: sqlite3.Connection) -> None:
            self._writer.forget(connection, Whose(bot, person=person), now)
            forgetting.forget_person(connection, bot, person)

        await self._writer.run(job)

    async def forget_chat(self, bot: int, chat: int) -> None:
        """See `Store.forget_chat`."""
        now = self._clock()

        def job(connection: sqlite3.Connection) -> None:
            self._writer.forget(connection, Whose(bot, chat=chat), now)
            forgetting.forget_chat(connection, bot, chat)

        await self._writer.run(job)

    async def move_chat(self, bot: int, old: int, new: int) -> None:
        """See `Store.move_chat`."""
        await self._writer.run(lambda connection: forgetting.move_chat(connection, bot, old, new))

    async def session(self, address: Address) -> str | None:
        """See `Store.session`."""
        return await self._writer.run(lambda connection: sessions.read(connection, address))

    async def notes(
        self, kind: NoteKind, wanted: WantedNotes = ALL_NOTES
    ) -> tuple[StoredNote, ...]:
        """See `Store.notes`."""
        return await self._writer.run(lambda connection: sessions.notes(connection, kind, wanted))

    async def apply(self, bot: int, changes: Sequence[Change]) -> None:
        """See `Store.apply`."""
        now = self._clock()
        statements = statements_of(changes, bot, now)
        await self._writer.run(lambda connection: changing.apply(connection, statements))

    async def read(self, query: Query[RecordT]) -> tuple[RecordT, ...]:
        """See `Store.read`."""
        return await self._writer.run(lambda connection: changing.read(connection, query))

    async def purge(self, bot: int, retention_days: int) -> int:
        """See `Store.purge`."""
        now = self._clock()

        def job(connection: sqlite3.Connection) -> int:
            inbox.purge(connection, bot, now)
            outbox.purge(connection, now)
            remains.purge(self._path, now - retention_days * 24 * 3600.0)
            return sessions.purge(connection, retention_days, now)

        return await self._writer.run(job)

    async def backlog(self, bot: int) -> Backlog:
        """See `Store.backlog`."""

        def job(connection: sqlite3.Connection) -> Backlog:
            updates, oldest = connection.execute(
                "SELECT count(*), min(received) FROM inbox INDEXED BY inbox_waiting "
                "WHERE bot = ? AND payload IS NOT NULL",
                (bot,),
            ).fetchone()
            (messages,) = connection.execute(
                "SELECT count(*) FROM outbox WHERE bot = ?", (bot,)
            ).fetchone()
            (uncleared,) = connection.execute("SELECT min(since) FROM clearing").fetchone()
            return Backlog(updates, oldest, messages, uncleared)

        return await self._writer.run(job)

    async def ping(self) -> None:
        """See `Store.ping`."""
        now = self._clock()
        await self._writer.run(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO health (id, at) VALUES (1, ?)", (now,)
            )
        )

    async def close(self) -> None:
        """See `Store.close`."""
        await self._writer.close()
        self._lock.release()
