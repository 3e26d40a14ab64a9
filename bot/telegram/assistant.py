"""What the adapter needs from a conversation."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from bot.messages.effect import Effect, Reply
from bot.messages.event import Event
from bot.messages.reminder import StoredReminder
from bot.messages.standing import NOTHING, Standing
from knowledge import Knowledge
from locales import Locale


class Storable(Protocol):
    """A session: opaque but for its JSON."""

    def to_json(self) -> str:
        """Return the session as JSON, in ASCII."""


SessionT = TypeVar("SessionT", bound=Storable)
MadeT_co = TypeVar("MadeT_co", bound=Storable, covariant=True)


class SessionKind(Protocol[MadeT_co]):
    """Where sessions come from."""

    def new(self, standing: Standing = NOTHING, /) -> MadeT_co:
        """Return the session of somebody who has not written before, or not for long.

        Args:
            standing: what they asked for then that is still to be sent.
        """

    def from_json(self, stored: str, /) -> MadeT_co:
        """Return the session from its JSON."""


class InlineOffer(Protocol):
    """What can be sent to a chat in which somebody types the bot's name.

    Attributes:
        id: unique among the offers for one query, at most 64 bytes.
        title: what the list shows.
        description: the line under it.
        html: the message.
    """

    @property
    def id(self) -> str:
        """See above."""

    @property
    def title(self) -> str:
        """See above."""

    @property
    def description(self) -> str:
        """See above."""

    @property
    def html(self) -> str:
        """See above."""


class Conversation(Protocol[SessionT]):
    """The conversation: a pure function of session, event and time."""

    def respond(
        self, session: SessionT, event: Event, now: datetime
    ) -> tuple[SessionT, tuple[Effect, ...]]:
        """Return the session after the event, and what is to be done."""

    def inline(
        self, query: str, client_language: str | None, now: datetime
    ) -> Sequence[InlineOffer]:
        """Return what can be sent for a query, best first."""

    def guest(self, question: str, client_language: str | None, now: datetime) -> Reply:
        """Return the one message for who asks in a chat without the bot; nothing is remembered."""

    def calendar(self, name: str, now: datetime) -> str | None:
        """Return the calendar feed of this name as iCalendar; None where there is no such feed."""

    @property
    def knowledge(self) -> Knowledge:
        """What is known."""

    def reminder_due(
        self, stored: StoredReminder, now: datetime
    ) -> tuple[StoredReminder, datetime] | None:
        """Return a reminder as it stands now, and when it is due; None for one about nothing."""

    def reminder_words(
        self, stored: StoredReminder, now: datetime, before: date | None = None
    ) -> Reply:
        """Return what is sent when a reminder is due, or its deadline has moved from a day."""

    def is_piece(self, text: str) -> bool:
        """Return whether a message may be one of several that make one."""

    def awaits(self, session: SessionT, now: datetime) -> bool:
        """Return whether the conversation has asked something, and short words are the answer."""

    def commands(self, locale: Locale) -> tuple[tuple[str, str], ...]:
        """Return the command menu: names without the slash, with what each does."""

    def description(self, locale: Locale) -> str:
        """Return what stands in an empty chat with the bot."""
