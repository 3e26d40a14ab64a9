"""The PostgreSQL store: every method of `Store` as a short transaction, and claims on chats."""

import time
from collections.abc import Callable, Sequence

from bot.storage.address import PostgresAddress
from bot.storage.changes import Change, Query, RecordT, statements_of
from bot.storage.postgres import changes as changing
from bot.storage.postgres import clearing, forgetting, inbox, outbox, sessions
from bot.storage.postgres.claims import Claims, lock_number
from bot.storage.postgres.clearing import Vacuuming
from bot.storage.postgres.transactions import Connection, Transactions
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
from bot.storage.store import SupersededError

_PURGING = lock_number("purging")


class PostgresStore:
    """`Store` in one database, for any number of processes at a time.

    What `next_update` and `next_message` return is this process' own: until it is committed, sent,
    postponed or given up, no other process is given anything of that chat's inbox, or outbox.
    """

    def __init__(
        self,
        address: PostgresAddress,
        transactions: Transactions,
        claims: Claims,
        clearing: Vacuuming,
        clock: Callable[[], float],
    ) -> None:
        self._address = address
        self._transactions = transactions
        self._claims = claims
        self._clearing = clearing
        self._clock = clock

    @classmethod
    async def open(
        cls, address: PostgresAddress, *, clock: Callable[[], float] = time.time
    ) -> "PostgresStore":
        """Open the database, its tables made or brought up to date where that is needed.

        Raises:
            StorageError: the database cannot be used.
        """
        transactions = await Transactions.open(address)
        clearing = Vacuuming(address)
        clearing.start()
        return cls(address, transactions, Claims(address), clearing, clock)

    async def append(
        self, bot: int, updates: Sequence[NewUpdate], *, next_offset: int | None = None
    ) -> int:
        """See `Store.append`."""
        now = self._clock()

        async def job(connection: Connection) -> int:
            if next_offset is None:
                return await inbox.append(connection, bot, updates, None, now)
            async with connection.transaction():
                return await inbox.append(connection, bot, updates, next_offset, now)

        return await self._transactions.run(job)

    async def offset(self, bot: int) -> int | None:
        """See `Store.offset`."""
        now = self._clock()
        return await self._transactions.run(lambda connection: inbox.offset(connection, bot, now))

    async def waiting_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.waiting_chats`."""
        return await self._transactions.run(lambda connection: inbox.waiting_chats(connection, bot))

    async def next_update(self, bot: int, chat: int) -> WaitingUpdate | None:
        """See `Store.next_update`. None also while another process works on the chat."""
        row = await self._claims.take(
            _inbox_lock(bot, chat), inbox.first(bot, chat), inbox.has_more(bot, chat)
        )
        return None if row is None else inbox.read_update(bot, chat, row)

    async def next_after(self, update: WaitingUpdate, update_id: int) -> tuple[int, str] | None:
        """See `Store.next_after`."""
        return await self._transactions.run(
            lambda connection: inbox.next_after(connection, update.address, update_id)
        )

    async def commit(self, outcome: Handled) -> bool:
        """See `Store.commit`."""
        now = self._clock()
        address = outcome.update.address

        async def job(connection: Connection) -> None:
            # One round trip for all of it, and one for the commit.
            async with connection.pipeline() as pipeline, connection.transaction():
                changed = [
                    await connection.execute(*inbox.mark_done(address.bot, number))
                    for number in (outcome.update.update_id, *outcome.together)
                ]
                if outcome.forget:
                    await forgetting.forget_person(
                        connection, address.bot, address.person, up_to=outcome.update
                    )
                    await clearing.note(connection, now)
                elif outcome.state is not None:
                    changed.append(
                        await connection.execute(*sessions.write(outcome, outcome.state, now))
                    )
                await outbox.put(connection, address, outcome.messages, now)
                await sessions.write_notes(connection, outcome.notes, now)
                changed += await changing.apply(
                    connection, statements_of(outcome.changes, address.bot, now)
                )
                await pipeline.sync()
                if any(each.rowcount != 1 for each in changed):
                    raise SupersededError

        try:
            await self._transactions.run(job)
        finally:
            more = await self._claims.free(
                _inbox_lock(address.bot, address.chat), inbox.has_more(address.bot, address.chat)
            )
        if outcome.forget:
            self._clearing.wake()
        return more

    async def kept_session(self, address: Address) -> KeptSession | None:
        """See `Store.kept_session`."""
        return await self._transactions.run(lambda connection: sessions.kept(connection, address))

    async def keep(self, outcome: Handled) -> None:
        """See `Store.keep`."""
        now = self._clock()
        address = outcome.update.address

        async def job(connection: Connection) -> None:
            async with connection.pipeline() as pipeline, connection.transaction():
                written = None
                if outcome.forget:
                    await forgetting.forget_person(connection, address.bot, address.person)
                    await clearing.note(connection, now)
                elif outcome.state is not None:
                    written = await connection.execute(*sessions.write(outcome, outcome.state, now))
                await sessions.write_notes(connection, outcome.notes, now)
                changed = await changing.apply(
                    connection, statements_of(outcome.changes, address.bot, now)
                )
                await pipeline.sync()
                changed += [] if written is None else [written]
                if any(each.rowcount != 1 for each in changed):
                    raise SupersededError

        await self._transactions.run(job)
        if outcome.forget:
            self._clearing.wake()

    async def unsent_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.unsent_chats`."""
        return await self._transactions.run(lambda connection: outbox.unsent_chats(connection, bot))

    async def next_message(self, bot: int, chat: int) -> WaitingMessage | None:
        """See `Store.next_message`. None also while another process sends to the chat."""
        row = await self._claims.take(
            _outbox_lock(bot, chat), outbox.first(bot, chat), outbox.has_more(bot, chat)
        )
        return None if row is None else outbox.read_message(bot, chat, row)

    async def note_sent(self, message: WaitingMessage, sent: Sent) -> bool:
        """See `Store.note_sent`."""
        now = self._clock()
        address = message.address

        async def job(connection: Connection) -> None:
            kept = sent.in_place or sent.owned or sent.trace is not None
            if sent.message is None or not kept:
                await outbox.remove(connection, message.id)
                return
            async with connection.pipeline(), connection.transaction():
                if sent.in_place:
                    await sessions.set_place(connection, address, sent.message)
                if sent.trace is not None:
                    await sessions.add_trace(connection, address, sent.trace)
                await outbox.remove(connection, message.id)
                if sent.owned:
                    await sessions.set_button_owner(connection, address, sent.message, now)

        await self._transactions.run(job)
        return await self._free_outbox(address.bot, address.chat)

    async def postpone(
        self, message: WaitingMessage, not_before: float, *, unsure: bool = False
    ) -> None:
        """See `Store.postpone`."""
        await self._transactions.run(
            lambda connection: outbox.postpone(connection, message.id, not_before, unsure=unsure)
        )
        await self._free_outbox(message.address.bot, message.address.chat)

    async def give_up(self, message: WaitingMessage) -> bool:
        """See `Store.give_up`."""
        return await self.note_sent(message, Sent())

    async def button_owner(self, bot: int, chat: int, message: int) -> int | None:
        """See `Store.button_owner`."""
        return await self._transactions.run(
            lambda connection: sessions.button_owner(connection, bot, chat, message)
        )

    async def forget_person(self, bot: int, person: int) -> None:
        """See `Store.forget_person`."""
        now = self._clock()

        async def job(connection: Connection) -> None:
            async with connection.transaction():
                await forgetting.forget_person(connection, bot, person)
                await clearing.note(connection, now)

        await self._transactions.run(job)
        self._clearing.wake()

    async def forget_chat(self, bot: int, chat: int) -> None:
        """See `Store.forget_chat`."""
        now = self._clock()

        async def job(connection: Connection) -> None:
            async with connection.transaction():
                await forgetting.forget_chat(connection, bot, chat)
                await clearing.note(connection, now)

        await self._transactions.run(job)
        self._clearing.wake()
        await self._free_outbox(bot, chat)

    async def move_chat(self, bot: int, old: int, new: int) -> None:
        """See `Store.move_chat`."""

        async def job(connection: Connection) -> None:
            async with connection.transaction():
                await forgetting.move_chat(connection, bot, old, new)

        await self._transactions.run(job)
        await self._free_outbox(bot, old)

    async def session(self, address: Address) -> str | None:
        """See `Store.session`."""
        return await self._transactions.run(lambda connection: sessions.read(connection, address))

    async def notes(
        self, kind: NoteKind, wanted: WantedNotes = ALL_NOTES
    ) -> tuple[StoredNote, ...]:
        """See `Store.notes`."""
        return await self._transactions.run(
            lambda connection: sessions.notes(connection, kind, wanted)
        )

    async def apply(self, bot: int, changes: Sequence[Change]) -> None:
        """See `Store.apply`."""
        now = self._clock()
        statements = statements_of(changes, bot, now)

        async def job(connection: Connection) -> None:
            async with connection.transaction():
                strict = await changing.apply(connection, statements)
                if any(each.rowcount != 1 for each in strict):
                    raise SupersededError

        await self._transactions.run(job)

    async def read(self, query: Query[RecordT]) -> tuple[RecordT, ...]:
        """See `Store.read`."""
        return await self._transactions.run(lambda connection: changing.read(connection, query))

    async def purge(self, bot: int, retention_days: int) -> int:
        """See `Store.purge`. Of several processes one does it; for the others none went."""
        now = self._clock()

        async def job(connection: Connection) -> int:
            async with connection.transaction():
                found = await connection.execute(
                    "SELECT pg_try_advisory_xact_lock(%s)", (_PURGING,)
                )
                if await found.fetchone() != (True,):
                    return 0
                await inbox.purge(connection, bot, now)
                gone = await sessions.purge(connection, retention_days, now)
                await outbox.purge(connection, now)
                return gone

        return await self._transactions.run(job)

    async def backlog(self, bot: int) -> Backlog:
        """See `Store.backlog`."""

        async def job(connection: Connection) -> Backlog:
            found = await connection.execute(
                "SELECT count(*), min(received), "
                "(SELECT count(*) FROM outbox WHERE bot = %s), (SELECT min(since) FROM clearing) "
                "FROM inbox WHERE bot = %s AND payload IS NOT NULL",
                (bot, bot),
            )
            return Backlog(*(await found.fetchone() or (0, None, 0, None)))

        return await self._transactions.run(job)

    async def ping(self) -> None:
        """See `Store.ping`."""
        now = self._clock()

        async def job(connection: Connection) -> None:
            await connection.execute(
                "INSERT INTO health (id, at) VALUES (1, %s) "
                "ON CONFLICT (id) DO UPDATE SET at = excluded.at",
                (now,),
            )

        await self._transactions.run(job)

    async def close(self) -> None:
        """See `Store.close`. What is undone is free for other processes at once."""
        await self._clearing.stop()
        await self._transactions.close()
        await self._claims.close()

    async def _free_outbox(self, bot: int, chat: int) -> bool:
        return await self._claims.free(_outbox_lock(bot, chat), outbox.has_more(bot, chat))


def _inbox_lock(bot: int, chat: int) -> int:
    return lock_number("inbox", bot, chat)


def _outbox_lock(bot: int, chat: int) -> int:
    return lock_number("outbox", bot, chat)
