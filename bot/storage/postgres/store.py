"""The PostgreSQL store: every method of `Store` as a short transaction, and claims on chats."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import psycopg
from psycopg import AsyncCursor

from bot.storage.address import PostgresAddress
from bot.storage.changes import Change, Query, RecordT, statements_of
from bot.storage.postgres import changes as changing
from bot.storage.postgres import clearing, forgetting, inbox, outbox, outcomes, sessions
from bot.storage.postgres.claims import lock_number
from bot.storage.postgres.clearing import Vacuuming
from bot.storage.postgres.faults import storage_error
from bot.storage.postgres.flights import Flights
from bot.storage.postgres.handed import Handed
from bot.storage.postgres.jobs import (
    Append,
    BusyError,
    Commit,
    Job,
    NextAfter,
    NoteSent,
    Postpone,
    TakeMessage,
    TakeUpdate,
)
from bot.storage.postgres.replicas import Replicas
from bot.storage.postgres.transactions import Connection, Transactions
from bot.storage.questions import NoteQuestion
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

Given = TypeVar("Given")

_PURGING = lock_number("purging")
# Another transaction has locked the first row of a chat: that takes milliseconds.
_LOOK_AGAIN_SECONDS = 0.005
_MOST_LOOKS = 40
_UPDATE_GOOD_SECONDS = 30.0
_MESSAGE_GOOD_SECONDS = 3.0


class PostgresStore:
    """`Store` in one database, for any number of processes at a time.

    What `next_update` and `next_message` return is this process' own: until it is committed, sent,
    postponed or given up, no other process is given anything of that chat's inbox, or outbox. So
    is the first update of a chat that this process appends, and the message that it commits.
    """

    def __init__(
        self,
        transactions: Transactions,
        replicas: Replicas,
        clearing: Vacuuming,
        clock: Callable[[], float],
    ) -> None:
        self._transactions = transactions
        self._replicas = replicas
        self._flights = Flights(transactions, replicas)
        # The commit of an outcome checks the claim once more; the sending of a message cannot.
        self._updates: Handed[WaitingUpdate] = Handed(replicas.sure_number, _UPDATE_GOOD_SECONDS)
        self._messages: Handed[WaitingMessage] = Handed(replicas.sure_number, _MESSAGE_GOOD_SECONDS)
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
        try:
            replicas = await Replicas.enrol(address)
        except psycopg.Error as error:
            await transactions.close()
            raise storage_error(error, address) from None
        clearing = Vacuuming(address)
        clearing.start()
        return cls(transactions, replicas, clearing, clock)

    async def append(
        self, bot: int, updates: Sequence[NewUpdate], *, next_offset: int | None = None
    ) -> int:
        """See `Store.append`."""
        new, claimed = await self._flights.run(
            Append(bot, tuple(updates), next_offset, self._clock())
        )
        for update in claimed:
            self._updates.put(bot, update.address.chat, update.update_id, update)
        return new

    async def offset(self, bot: int) -> int | None:
        """See `Store.offset`."""
        now = self._clock()
        return await self._transactions.run(lambda connection: inbox.offset(connection, bot, now))

    async def waiting_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.waiting_chats`."""
        return await self._transactions.run(lambda connection: inbox.waiting_chats(connection, bot))

    async def next_update(self, bot: int, chat: int) -> WaitingUpdate | None:
        """See `Store.next_update`. None also while another process works on the chat."""
        update = self._updates.take(bot, chat)
        if update is None:
            update = await self._look(TakeUpdate(bot, chat))
            if update is not None:
                self._updates.gave(bot, chat, update.update_id)
        return update

    async def next_after(self, update: WaitingUpdate, update_id: int) -> tuple[int, str] | None:
        """See `Store.next_after`."""
        return await self._flights.run(NextAfter(update.address, update_id))

    async def commit(self, outcome: Handled) -> bool:
        """See `Store.commit`."""
        address = outcome.update.address
        self._updates.drop(address.bot, address.chat)
        # Questions without an answer are many; notes share a flight.
        if outcome.forget or not all(isinstance(one, NoteQuestion) for one in outcome.changes):
            return await self._commit_alone(outcome)
        more, message = await self._flights.run(Commit(outcome, self._clock()))
        if message is not None:
            self._messages.put(address.bot, address.chat, message.id, message)
        return more

    async def _commit_alone(self, outcome: Handled) -> bool:
        """Write an outcome that changes more than rows of its own."""
        now, me = self._clock(), self._replicas.number
        address = outcome.update.address
        # What waits to be sent to who is forgotten is deleted first, so its own messages come last.
        state = None if outcome.forget else outcome.state
        only = [Commit(replace(outcome, messages=(), state=state, changes=()), now)]

        async def job(connection: Connection) -> bool:
            if outcome.forget:
                await forgetting.lock_person(connection, address.bot, address.person)
            cursors = await outcomes.write(connection, only, me)
            (wrote,) = outcomes.written(only, *[await each.fetchall() for each in cursors])
            if isinstance(wrote, SupersededError):
                raise wrote
            if outcome.forget:
                await forgetting.forget_person(
                    connection, address.bot, address.person, up_to=outcome.update
                )
                await clearing.note(connection, now)
            await outbox.put(connection, address, outcome.messages, now)
            changes = statements_of(outcome.changes, address.bot, now)
            strict = await changing.apply(connection, changes)
            found = await inbox.more(connection, [address])
            more = bool(await found.fetchall())
            _check(strict)
            return more

        more = await self._transactions.run(job, pipelined=True)
        if outcome.forget:
            self._forget_handed()
        return more

    async def kept_session(self, address: Address) -> KeptSession | None:
        """See `Store.kept_session`."""
        return await self._transactions.run(lambda connection: sessions.kept(connection, address))

    async def keep(self, outcome: Handled) -> None:
        """See `Store.keep`."""
        now = self._clock()
        address = outcome.update.address

        async def job(connection: Connection) -> None:
            if outcome.forget:
                await forgetting.forget_person(connection, address.bot, address.person)
                await clearing.note(connection, now)
            elif outcome.state is not None:
                written = await connection.execute(*sessions.write(outcome, outcome.state, now))
                if written.rowcount != 1:
                    raise SupersededError
            await sessions.write_notes(connection, outcome.notes, now)
            await _change(connection, outcome.changes, address.bot, now)

        await self._transactions.run(job)
        if outcome.forget:
            self._forget_handed()

    async def unsent_chats(self, bot: int) -> tuple[int, ...]:
        """See `Store.unsent_chats`."""
        return await self._transactions.run(lambda connection: outbox.unsent_chats(connection, bot))

    async def next_message(self, bot: int, chat: int) -> WaitingMessage | None:
        """See `Store.next_message`. None also while another process sends to the chat."""
        message = self._messages.take(bot, chat)
        if message is None:
            message = await self._look(TakeMessage(bot, chat))
            if message is not None:
                self._messages.gave(bot, chat, message.id)
        return message

    async def note_sent(self, message: WaitingMessage, sent: Sent) -> bool:
        """See `Store.note_sent`."""
        # The session that was given along has not seen this message.
        self._updates.drop(message.address.bot, message.address.chat)
        note = NoteSent(message, sent, self._clock())
        return await (self._note_alone(note) if sent.changes else self._flights.run(note))

    async def _note_alone(self, note: NoteSent) -> bool:
        """Note a message that changes more than rows of its own."""
        me = self._replicas.number

        async def job(connection: Connection) -> bool:
            await outbox.remember(connection, [note])
            (more,) = await outbox.note(connection, [note], me)
            (has_more,) = outbox.noted([note], await more.fetchall())
            await _change(connection, note.sent.changes, note.message.address.bot, note.now)
            return has_more

        return await self._transactions.run(job)

    async def postpone(
        self, message: WaitingMessage, not_before: float, *, unsure: bool = False
    ) -> None:
        """See `Store.postpone`."""
        await self._flights.run(Postpone(message, not_before, unsure))

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
            await forgetting.forget_person(connection, bot, person)
            await clearing.note(connection, now)

        await self._transactions.run(job)
        self._forget_handed()

    async def forget_chat(self, bot: int, chat: int) -> None:
        """See `Store.forget_chat`."""
        now = self._clock()

        async def job(connection: Connection) -> None:
            await forgetting.forget_chat(connection, bot, chat)
            await clearing.note(connection, now)

        await self._transactions.run(job)
        self._forget_handed()

    async def move_chat(self, bot: int, old: int, new: int) -> None:
        """See `Store.move_chat`."""
        await self._transactions.run(
            lambda connection: forgetting.move_chat(connection, bot, old, new)
        )
        for chat in (old, new):
            self._updates.drop(bot, chat)
            self._messages.drop(bot, chat)

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
        await self._transactions.run(lambda connection: _change(connection, changes, bot, now))

    async def read(self, query: Query[RecordT]) -> tuple[RecordT, ...]:
        """See `Store.read`."""
        rows = await self._transactions.read(lambda connection: changing.ask(connection, query))
        return query.read(rows)

    async def purge(self, bot: int, retention_days: int) -> int:
        """See `Store.purge`. Of several processes one does it; for the others none went."""
        now = self._clock()

        async def job(connection: Connection) -> int:
            found = await connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (_PURGING,))
            if await found.fetchone() != (True,):
                return 0
            gone = await sessions.purge(connection, retention_days, now)
            await inbox.purge(connection, bot, now)
            await outbox.purge(connection, now)
            return gone

        gone = await self._transactions.run(job)
        self._updates.clear()
        self._messages.clear()
        return gone

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
        await self._flights.close()
        await self._replicas.close()
        await self._transactions.close()

    async def _look(self, job: Job[Given | None]) -> Given | None:
        """Claim what waits first in a chat, unless another process has it."""
        for _ in range(_MOST_LOOKS):
            try:
                return await self._flights.run(job)
            except BusyError:
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        return None

    def _forget_handed(self) -> None:
        """Drop what was given along, as it may be of whom is forgotten; see to the files too."""
        self._updates.clear()
        self._messages.clear()
        self._clearing.wake()


async def _change(connection: Connection, changes: Sequence[Change], bot: int, now: float) -> None:
    """Write changes.

    Raises:
        SupersededError: one of them was made from what is out of date.
    """
    _check(await changing.apply(connection, statements_of(changes, bot, now)))


def _check(strict: "Sequence[AsyncCursor[Any]]") -> None:
    """Check that each of these statements has changed one row.

    Raises:
        SupersededError: one of them has not.
    """
    if any(each.rowcount != 1 for each in strict):
        raise SupersededError
