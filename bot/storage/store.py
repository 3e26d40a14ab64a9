"""What the ways in need from a store, whichever database is behind it."""

from collections.abc import Sequence
from typing import Protocol

from bot.storage.changes import Change, Query, RecordT
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


class StorageError(Exception):
    """The database cannot be used; the message is one line for the operator."""


class SupersededError(Exception):
    """The update was done, or its session written, by somebody else meanwhile: look again."""


class Store(Protocol):
    """Sessions, the inbox of updates and the outbox of messages.

    Every method is one transaction: when it returns, what it wrote survives a crash; when it raises
    `StorageError`, nothing of it was written.
    """

    async def append(
        self, bot: int, updates: Sequence[NewUpdate], *, next_offset: int | None = None
    ) -> int:
        """Write updates into the inbox; those known by their number are left out.

        Args:
            bot: whose updates these are.
            updates: what came in.
            next_offset: where polling goes on once these are kept.

        Returns:
            How many were new.
        """

    async def offset(self, bot: int) -> int | None:
        """Give where polling goes on; None when unknown or too old to mean anything to Telegram."""

    async def waiting_chats(self, bot: int) -> tuple[int, ...]:
        """Return chats with undone updates, those that wait longest first."""

    async def next_update(self, bot: int, chat: int) -> WaitingUpdate | None:
        """Return the chat's first undone update, with the session of the person it came from."""

    async def next_after(self, update: WaitingUpdate, update_id: int) -> tuple[int, str] | None:
        """Return number and payload of the next undone update of the chat behind `update_id`.

        None also where that is of another person than `update`.
        """

    async def commit(self, outcome: Handled) -> bool:
        """Write all that an update led to, and that it is done.

        Returns:
            Whether the chat has more undone updates.

        Raises:
            SupersededError: somebody else was faster; nothing was written.
        """

    async def kept_session(self, address: Address) -> KeptSession | None:
        """Return a person's session, for an event that comes by no inbox; None where none is."""

    async def keep(self, outcome: Handled) -> None:
        """Write all that an event led to that came by no inbox; nothing is put into the outbox.

        Raises:
            SupersededError: the session was written by somebody else meanwhile; nothing was.
        """

    async def unsent_chats(self, bot: int) -> tuple[int, ...]:
        """Return chats with unsent messages, those that wait longest first."""

    async def next_message(self, bot: int, chat: int) -> WaitingMessage | None:
        """Return the chat's first unsent message, also when it may not be tried yet."""

    async def note_sent(self, message: WaitingMessage, sent: Sent) -> bool:
        """Note that a message was sent, and delete its text.

        Returns:
            Whether the chat has more unsent messages.
        """

    async def postpone(
        self, message: WaitingMessage, not_before: float, *, unsure: bool = False
    ) -> None:
        """Note a try that failed, or whose end nobody knows.

        Args:
            message: what was tried.
            not_before: when it may be tried again.
            unsure: whether it may be out all the same.
        """

    async def give_up(self, message: WaitingMessage) -> bool:
        """Note that a message will never be sent, and delete its text.

        Returns as `note_sent` does.
        """

    async def button_owner(self, bot: int, chat: int, message: int) -> int | None:
        """Return who may tap the buttons of a message in a group; None when nobody is known."""

    async def forget_person(self, bot: int, person: int) -> None:
        """Delete everything kept about a person, in all their chats with this bot."""

    async def forget_chat(self, bot: int, chat: int) -> None:
        """Delete everything kept about a chat."""

    async def move_chat(self, bot: int, old: int, new: int) -> None:
        """Move what was kept of a group to the supergroup that it became."""

    async def session(self, address: Address) -> str | None:
        """Return the JSON of a person's session in a chat."""

    async def notes(
        self, kind: NoteKind, wanted: WantedNotes = ALL_NOTES
    ) -> tuple[StoredNote, ...]:
        """Return the notes of a kind, oldest first."""

    async def apply(self, bot: int, changes: Sequence[Change]) -> None:
        """Write changes that no update led to.

        Raises:
            SupersededError: what one of them was made from is out of date; nothing was written.
        """

    async def read(self, query: Query[RecordT]) -> tuple[RecordT, ...]:
        """Return what a query finds."""

    async def purge(self, bot: int, retention_days: int) -> int:
        """Delete what has been kept long enough. Returns how many sessions went."""

    async def backlog(self, bot: int) -> Backlog:
        """Return how much is waiting."""

    async def ping(self) -> None:
        """Check that the database can be written."""

    async def close(self) -> None:
        """Finish what was begun and close the database."""
