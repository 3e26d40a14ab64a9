"""What the adapter needs from a conversation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.conversation.effect import Effect
from bot.conversation.event import Event
from locales import Locale


class Storable(Protocol):
    """A session: opaque but for its JSON."""

    def to_json(self) -> Mapping[str, Any]:
        """The session as JSON."""


SessionT = TypeVar("SessionT", bound=Storable)
MadeT_co = TypeVar("MadeT_co", bound=Storable, covariant=True)


class SessionKind(Protocol[MadeT_co]):
    """Where sessions come from."""

    def new(self) -> MadeT_co:
        """The session of somebody who has not written before."""

    def from_json(self, data: Mapping[str, Any], /) -> MadeT_co:
        """The session from its JSON."""


class Assistant(Protocol[SessionT]):
    """The conversation: a pure function of session, event and time."""

    def respond(
        self, session: SessionT, event: Event, now: datetime
    ) -> tuple[SessionT, tuple[Effect, ...]]:
        """The session after the event, and what is to be done."""

    def commands(self, locale: Locale) -> tuple[tuple[str, str], ...]:
        """The command menu: names without the slash, with what each does."""

    def description(self, locale: Locale) -> str:
        """What stands in an empty chat with the bot."""
