"""What an office writes to visitors of the web chat: it waits until their page asks for it.

The rows stand in the outbox under `WEB_BOT`, where no sender looks. A page names the last one that
it has shown. Shown ones stay for a day, for the same chat in another tab.
"""

from dataclasses import dataclass

from bot.storage.changes import Query, Statement
from bot.storage.records import WEB_BOT, Address

_MOST = 50
_SHOWN_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class WebPost:
    """A message to a visitor.

    Attributes:
        id: its number; those of one chat grow in the order in which they were written.
        payload: what the page shows, as JSON.
    """

    id: int
    payload: str


def posts_after(address: Address, after: int) -> Query[WebPost]:
    """Read a visitor's messages behind the last one that their page has shown."""
    return Query(
        "SELECT id, payload FROM outbox WHERE bot = ? AND chat = ? AND person = ? AND id > ? "
        "ORDER BY id LIMIT ?",
        (WEB_BOT, address.chat, address.person, after, _MOST),
        WebPost,
    )


def written_since(moment: float) -> Query[tuple[int, int]]:
    """Read number and chat of what was written to visitors lately, by whichever replica."""
    return Query(
        "SELECT id, chat FROM outbox WHERE bot = ? AND created > ?",
        (WEB_BOT, moment),
        lambda number, chat: (number, chat),
    )


@dataclass(frozen=True, slots=True)
class MarkShown:
    """A visitor's page has shown its messages up to this one."""

    address: Address
    last: int

    def statements(self, _: int, __: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "UPDATE outbox SET attempts = 1 "
                "WHERE bot = ? AND chat = ? AND person = ? AND id <= ? AND attempts = 0",
                (WEB_BOT, self.address.chat, self.address.person, self.last),
            ),
        )


@dataclass(frozen=True, slots=True)
class DropOldPosts:
    """Delete messages that were shown a day ago, and those that nobody came for."""

    before: float

    def statements(self, _: int, now: float) -> tuple[Statement, ...]:
        """See `Change.statements`."""
        return (
            Statement(
                "DELETE FROM outbox WHERE bot = ? AND (created < ? OR "
                "(attempts > 0 AND created < ?))",
                (WEB_BOT, self.before, now - _SHOWN_SECONDS),
            ),
        )
