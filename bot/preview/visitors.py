"""People who come by the page: each browser tab is one person with one private chat."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.preview.call import Json
from bot.preview.chats import Chat, ChatEvent
from bot.preview.people import Person
from bot.preview.world import World
from locales import Locale, Text, render

BUSY_SECONDS = 10.0
"""A bot that called in the last so many seconds runs, also while it is not asking for updates."""

_WORDS = (
    "about",
    "alert_close",
    "bot",
    "commands",
    "connecting",
    "document",
    "edited",
    "empty",
    "failed",
    "language",
    "message",
    "new_chat",
    "note",
    "not_running",
    "photo",
    "received",
    "send",
    "sending_file",
    "sending_photo",
    "sent",
    "spoiler",
    "start",
    "table",
    "to_newest",
    "typing",
    "you",
)


class PageLanguage(StrEnum):
    """The languages of the page, as its switch has them."""

    ENGLISH = "en"
    SERBIAN_LATIN = "sr-Latn"
    SERBIAN_CYRILLIC = "sr-Cyrl"

    @property
    def code(self) -> str:
        """What the bot is told (`language_code`).

        Telegram's clients send the language of their interface, and Serbian is `sr` in either
        script: a bot cannot tell from it how the person reads, only from what they write.
        """
        return "en" if self is PageLanguage.ENGLISH else "sr"

    def words(self) -> dict[str, str]:
        """Return the page's own words."""
        locale = Locale.from_tag(self.value)
        return {word: render(Text(f"preview.page.{word}"), locale) for word in _WORDS}


@dataclass(slots=True)
class Visitor:
    """Somebody at the page.

    Attributes:
        key: a secret that the tab keeps; who has it is that person.
        person: as the bot sees them.
        chat: their private chat.
        language: of the page.
        undelivered: number of the update and id of the message for what the bot has not taken.
    """

    key: str
    person: Person
    chat: Chat
    language: PageLanguage
    undelivered: deque[tuple[int, int]] = field(default_factory=deque)


class Visitors:
    """All who came, and what their pages are told."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_key: dict[str, Visitor] = {}

    def find(self, key: str) -> Visitor | None:
        """Return who has this key."""
        return self._by_key.get(key)

    def welcome(self, language: PageLanguage) -> Visitor:
        """Return a new person."""
        person = self._world.add_person("Guest", language_code=language.code)
        visitor = Visitor(secrets.token_urlsafe(18), person, self._world.chats[person.id], language)
        self._by_key[visitor.key] = visitor
        return visitor

    def speak(self, visitor: Visitor, language: PageLanguage) -> None:
        """Switch the language of somebody's client."""
        visitor.language = language
        visitor.person.language_code = language.code
        self._world.tell_profile_changed()

    def send(self, visitor: Visitor, text: str) -> Json:
        """Let somebody send a text; return the message."""
        first = self._world.queue.next_id
        message = self._world.receive(visitor.chat, visitor.person, self._world.text_content(text))
        if self._world.queue.next_id > first:
            visitor.undelivered.append((self._world.queue.next_id - 1, message["message_id"]))
        return message

    def edit(self, visitor: Visitor, message_id: int, text: str) -> Json | None:
        """Let somebody edit a message of their own; return it, or None where there is none."""
        message = visitor.chat.messages.get(message_id)
        if message is None or message["from"]["id"] != visitor.person.id or "text" not in message:
            return None
        content = self._world.text_content(text)
        changes = {"text": content["text"], "entities": content.get("entities")}
        changed = self._world.revise(visitor.chat, message, changes, by_bot=False)
        self._world.queue.push("edited_message", changed)
        return changed

    def tap(self, visitor: Visitor, message_id: int, data: str) -> str | None:
        """Let somebody tap a button; return the query's id, or None where there is none."""
        message = visitor.chat.messages.get(message_id)
        if message is None:
            return None
        return self._world.tap(visitor.chat, visitor.person, message, data)

    def is_running(self) -> bool:
        """Say whether the bot seems to run."""
        world = self._world
        return (
            world.poll.is_waiting
            or world.webhook is not None
            or world.now() - world.last_call_at < BUSY_SECONDS
        )

    def profile(self, visitor: Visitor) -> Json:
        """Return what a client shows around the chat: names, description, commands, words."""
        world, person = self._world, visitor.person
        code = visitor.language.code
        return {
            "type": "profile",
            "language": visitor.language.value,
            "words": visitor.language.words(),
            "bot": {"name": world.bot.name_for(code), "username": world.bot.username},
            "description": world.profile.description_for(code),
            "commands": world.profile.commands_for(person.id, person.id, person.language_code),
        }

    def chat_so_far(self, visitor: Visitor) -> Json:
        """Return all that stands in the chat."""
        return {
            "type": "chat",
            "person": visitor.person.id,
            "started": visitor.person.has_started,
            "messages": list(visitor.chat.messages.values()),
            "reactions": visitor.chat.reactions,
            "undelivered": [message_id for _, message_id in visitor.undelivered],
        }

    async def events(self, visitor: Visitor, pulse: float = 1.0) -> AsyncGenerator[Json | None]:
        """Tell a page everything that happens in its chat, from now on; None every now and then.

        The first events hold the profile and the chat as it stands, so that a page that lost its
        connection catches up by connecting again.
        """
        queue: asyncio.Queue[Json] = asyncio.Queue()

        def happened(event: ChatEvent) -> None:
            queue.put_nowait({"type": event.happening.value, **_content(event)})

        def profile_changed() -> None:
            queue.put_nowait(self.profile(visitor))

        def confirmed(offset: int) -> None:
            taken = None
            while visitor.undelivered and visitor.undelivered[0][0] < offset:
                taken = visitor.undelivered.popleft()[1]
            if taken is not None:
                queue.put_nowait({"type": "received", "message_id": taken})

        visitor.chat.watchers.append(happened)
        self._world.profile_listeners.append(profile_changed)
        stop_listening = self._world.queue.listen_confirmed(confirmed)
        try:
            yield self.profile(visitor)
            yield self.chat_so_far(visitor)
            running: bool | None = None
            while True:
                if running != self.is_running():
                    running = self.is_running()
                    yield {"type": "running", "running": running}
                try:
                    async with asyncio.timeout(pulse):
                        event: Json | None = await queue.get()
                except TimeoutError:
                    event = None
                yield event
        finally:
            visitor.chat.watchers.remove(happened)
            self._world.profile_listeners.remove(profile_changed)
            stop_listening()


def _content(event: ChatEvent) -> dict[str, Any]:
    if "chat" in event.content:
        return {"message": event.content}
    return event.content
