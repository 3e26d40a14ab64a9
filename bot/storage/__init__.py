"""Sessions, the inbox of updates and the outbox of messages, in a database."""

from bot.storage.opening import (
    DEFAULT_URL,
    AddressError,
    check_address,
    open_store,
    read_notes,
    read_query,
)
from bot.storage.records import (
    MOST_TRACES,
    WEB_BOT,
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
from bot.storage.store import StorageError, Store, SupersededError

__all__ = [
    "DEFAULT_URL",
    "MOST_TRACES",
    "WEB_BOT",
    "Address",
    "AddressError",
    "Backlog",
    "Handled",
    "KeptSession",
    "NewUpdate",
    "NoteKind",
    "Sent",
    "StorageError",
    "Store",
    "StoredNote",
    "SupersededError",
    "WaitingMessage",
    "WaitingUpdate",
    "WantedNotes",
    "check_address",
    "open_store",
    "read_notes",
    "read_query",
]
