"""What can share a flight with others of its kind, as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.storage.records import (
    Address,
    Handled,
    NewUpdate,
    Sent,
    WaitingMessage,
    WaitingUpdate,
)

ResultT_co = TypeVar("ResultT_co", covariant=True)


class Job(Generic[ResultT_co]):
    """Something to do that has such a result."""

    __slots__ = ()

    @property
    def place(self) -> tuple[str, int, int] | None:
        """What only one job of a flight may change."""
        return None


class BusyError(Exception):
    """Another transaction has the row locked at this very moment: look again."""


@dataclass(frozen=True, slots=True)
class Append(Job[tuple[int, list[WaitingUpdate]]]):
    """Write updates; results in how many were new, and those that this replica has claimed."""

    bot: int
    updates: Sequence[NewUpdate]
    next_offset: int | None
    now: float


@dataclass(frozen=True, slots=True)
class Commit(Job[tuple[bool, WaitingMessage | None]]):
    """Write an outcome.

    Results in whether the chat has more undone updates, and the first message that waits for the
    chat where this replica has claimed it.
    """

    outcome: Handled
    now: float

    @property
    def place(self) -> tuple[str, int, int]:
        """See `Job.place`."""
        return "inbox", self.outcome.update.address.bot, self.outcome.update.address.chat


@dataclass(frozen=True, slots=True)
class NoteSent(Job[bool]):
    """Note that a message was sent; results in whether the chat has more."""

    message: WaitingMessage
    sent: Sent
    now: float

    @property
    def place(self) -> tuple[str, int, int]:
        """See `Job.place`."""
        return "outbox", self.message.address.bot, self.message.address.chat


@dataclass(frozen=True, slots=True)
class Postpone(Job[None]):
    """Note that a message may be tried again, by any replica."""

    message: WaitingMessage
    not_before: float
    unsure: bool

    @property
    def place(self) -> tuple[str, int, int]:
        """See `Job.place`."""
        return "outbox", self.message.address.bot, self.message.address.chat


@dataclass(frozen=True, slots=True)
class TakeUpdate(Job[WaitingUpdate | None]):
    """Claim the chat's first undone update; results in None where another replica has it."""

    bot: int
    chat: int


@dataclass(frozen=True, slots=True)
class TakeMessage(Job[WaitingMessage | None]):
    """Claim the chat's first unsent message; results in None where another replica has it."""

    bot: int
    chat: int


@dataclass(frozen=True, slots=True)
class NextAfter(Job[tuple[int, str] | None]):
    """Find the person's next update behind a number, where none of another is between."""

    address: Address
    update_id: int
