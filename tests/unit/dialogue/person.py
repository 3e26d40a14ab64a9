"""Somebody who talks to the assistant by typing and tapping, as tests tell it."""

from datetime import UTC, datetime

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Button, Effect, Forget, NoteUnanswered, Reply
from bot.messages.event import Event, Said, Tapped, Unreadable
from bot.messages.markup import plain

NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
# What the client of who writes so tells: no script, so "hr" stands for Latin letters.
CLIENTS = {"en": "en", "sr-Latn": "hr", "sr-Cyrl": "sr"}


class Person:
    """One person's conversation. The session goes through JSON after every event, as in storage."""

    def __init__(self, assistant: Assistant, client_language: str | None = "en") -> None:
        self.assistant = assistant
        self.client_language = client_language
        self.session = Session.new()
        self.effects: tuple[Effect, ...] = ()
        self.buttons: list[Button] = []

    def says(self, text: str) -> str:
        """Write a message; returns what the assistant replied, as plain text."""
        return self._do(Said(text))

    def taps(self, label: str) -> str:
        """Tap the button that has these words in its label."""
        fitting = [button for button in self.buttons if label.lower() in button.label.lower()]
        assert fitting, f"no button {label!r} among {[button.label for button in self.buttons]}"
        return self.sends_data(fitting[0].data)

    def sends_data(self, data: str) -> str:
        """Tap a button that may no longer be shown."""
        return self._do(Tapped(data))

    def sends(self, kind: str) -> str:
        """Send something that is not text."""
        return self._do(Unreadable(kind))

    @property
    def replies(self) -> list[Reply]:
        """The replies to the last event."""
        return [effect for effect in self.effects if isinstance(effect, Reply)]

    @property
    def noted(self) -> list[str]:
        """The questions noted as unanswered at the last event."""
        return [effect.question for effect in self.effects if isinstance(effect, NoteUnanswered)]

    @property
    def forgotten(self) -> bool:
        """Whether the last event made the assistant forget this person."""
        return any(isinstance(effect, Forget) for effect in self.effects)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons shown."""
        return [button.label for button in self.buttons]

    def _do(self, content: Said | Tapped | Unreadable) -> str:
        return self._does(Event(content, client_language=self.client_language))

    def _does(self, event: Event) -> str:
        session, self.effects = self.assistant.respond(self.session, event, NOON)
        self.session = Session.from_json(session.to_json())
        assert self.session == session, "a session must survive JSON"
        self.buttons = [button for reply in self.replies for row in reply.buttons for button in row]
        return "\n".join(plain(reply.html) for reply in self.replies)
