"""One message while it is dealt with: understood once, handed down, never read again."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import TypeAlias

from bot.dialogue.context.context import Context
from bot.dialogue.state.about import About
from bot.dialogue.state.session import Session
from bot.messages.effect import Effect
from bot.messages.json_value import Json
from bot.messages.record import record
from bot.messages.voice import Voice
from bot.understanding import Understanding, understand
from knowledge import Match

Outcome: TypeAlias = tuple[Session, tuple[Effect, ...]]


@record
class Turn:
    """What stays the same while one event is dealt with.

    Attributes:
        voice: the reader's words.
        today: what is in force.
        about: what the message replies to, where it replies to one of the bot's.
        now: the moment, for what is stamped with it.
        reachable: an answer of an office can be brought here.
        visiting: what is due in weeks would not reach the person.
        with_office: an office has the conversation.
        readings: what the texts of the event mean, the message and pieces of it.
    """

    voice: Voice
    today: date
    about: About | None = None
    now: datetime | None = None
    reachable: bool = False
    visiting: bool = False
    with_office: bool = False
    readings: dict[str, Understanding] = field(default_factory=dict)

    def understood(self, text: str) -> Understanding:
        """Return what a text of the event means; several steps ask, and it is read once."""
        known = self.readings.get(text)
        if known is None:
            known = self.readings[text] = understand(text, self.today)
        return known

    def about_person(self, person: str) -> "Turn":
        """Return the turn in words about a person; no name stands for the writer."""
        if self.voice.of_another == bool(person):
            return self
        return replace(self, voice=replace(self.voice, of_another=bool(person)))


@record
class Message:
    """A typed message and the conversation it stands in.

    Attributes:
        text: the message as typed.
        reading: what it says.
        session: the conversation, with what the message tells already noted.
        turn: the reader's words and the day.
        context: what it goes on from, and about whom.
        before: what the message before told.
        of_another: it is about another person than the message before.
        ranked: the candidates found so far, by text and institution: each is ranked once.
    """

    text: str
    reading: Understanding
    session: Session
    turn: Turn
    context: Context
    before: Mapping[str, Json] = field(default_factory=dict)
    of_another: bool = False
    ranked: dict[tuple[str, str | None], tuple[Match, ...]] = field(default_factory=dict)

    @property
    def voice(self) -> Voice:
        """The reader's words."""
        return self.turn.voice

    @property
    def today(self) -> date:
        """The day that is in force."""
        return self.turn.today
