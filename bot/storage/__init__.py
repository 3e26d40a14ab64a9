"""Sessions, the inbox of updates and the outbox of messages, in a database."""

from bot.storage.opening import DEFAULT_URL, AddressError, check_address, open_store, read_notes
from bot.storage.records import (
    MOST_TRACES,
    Address,
    Backlog,
    KeptSession,
    NewUpdate,
    Note,
    NoteKind,
    Outcome,
    Sent,
    WaitingMessage,
    WaitingUpdate,
    WantedNotes,
)
from bot.storage.store import StorageError, Store, SupersededError

__all__ = [
    "DEFAULT_URL",
    "MOST_TRACES",
    "Address",
    "AddressError",
    "Backlog",
    "KeptSession",
    "NewUpdate",
    "Note",
    "NoteKind",
    "Outcome",
    "Sent",
    "StorageError",
    "Store",
    "SupersededError",
    "WaitingMessage",
    "WaitingUpdate",
    "WantedNotes",
    "check_address",
    "open_store",
    "read_notes",
]
