"""What is written beside an update's session and messages, as SQL that both databases take.

A change is data: the transaction that it belongs to carries it out, with everything else or not at
all. Places for values are written `?`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a change.

    Attributes:
        sql: with `?` for each value.
        values: what stands there.
        strict: it has to change exactly one row; else what the change was made from is out of date,
            and nothing of the transaction is written. PostgreSQL is asked only at the end, so what
            comes behind it must do no harm then.
    """

    sql: str
    values: tuple[object, ...]
    strict: bool = False


class Change(Protocol):
    """Something to write."""

    def statements(self, bot: int, now: float, /) -> tuple[Statement, ...]:
        """Return the statements that write it, in an order that all changes share."""


@dataclass(frozen=True, slots=True)
class ForBot:
    """A change under the number of another bot than that of the event which led to it.

    Attributes:
        bot: whose change it is.
        change: what is written.
    """

    bot: int
    change: Change

    def statements(self, _: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return self.change.statements(self.bot, now)


@dataclass(frozen=True, slots=True)
class Query(Generic[RecordT]):
    """Something to read.

    Attributes:
        sql: with `?` for each value.
        values: what stands there.
        record: makes a record of the columns of a row.
    """

    sql: str
    values: tuple[object, ...]
    record: Callable[..., RecordT]

    def read(self, rows: "list[tuple[Any, ...]]") -> tuple[RecordT, ...]:
        """Return the records of these rows."""
        return tuple(self.record(*row) for row in rows)


def day_of(now: float) -> str:
    """Return the day of a moment, as notes and counts are dated."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def statements_of(changes: Iterable[Change], bot: int, now: float) -> tuple[Statement, ...]:
    """Return the statements of all these changes."""
    return tuple(one for change in changes for one in change.statements(bot, now))
