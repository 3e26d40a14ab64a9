"""A reminder of a deadline, as a session and the database keep it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from bot.messages.codec import Codec
from bot.messages.json_value import Json
from locales import Locale


@dataclass(frozen=True, slots=True)
class Reminder:
    """What somebody wants to be reminded of, and when.

    Attributes:
        name: which deadline of which semester.
        answers: what the deadline is computed from.
        ahead: how many days before it.
    """

    name: str
    answers: Mapping[str, Json]
    ahead: int

    @property
    def key(self) -> str:
        """What tells it from the same person's others."""
        return f"{self.name}/{self.ahead}"

    @property
    def code(self) -> str:
        """What tells it from others on a button: its place on a page is not the same for long."""
        return f"r{crc32(self.key.encode()):08x}"


@dataclass(frozen=True, slots=True)
class StoredReminder:
    """A reminder that waits to be sent.

    Attributes:
        reminder: what it is about.
        day: the deadline as the person was told.
        locale: the language and script to send it in.
    """

    reminder: Reminder
    day: date
    locale: Locale

    def to_json(self) -> str:
        """Return the reminder as JSON."""
        return _CODEC.dump(self)

    @classmethod
    def from_json(cls, stored: str) -> "StoredReminder":
        """Load a reminder from its JSON.

        Raises:
            ValueError: it is none.
        """
        return _CODEC.load(stored)


_CODEC = Codec[StoredReminder](StoredReminder, "reminder")
