"""People who come by the page: each browser tab is one person with one private chat."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.preview.call import Json
from bot.preview.chats import ChatEvent
from bot.preview.people import Person
from bot.preview.visitor_rooms import Rooms, VisitorRoom
from bot.preview.web_app import address_of
from bot.preview.world import World
from locales import Locale, Text, render

BUSY_SECONDS = 10.0
"""A bot that called in the last so many seconds runs, also while it is not asking for updates."""

_WORDS = (
    "about",
    "alert_close",
    "bot",
    "cancel",
    "commands",
    "connecting",
    "copied",
    "document",
    "edit",
    "edited",
    "editing",
    "empty",
    "failed",
    "group_hint",
    "guest_hint",
    "inline_results",
    "language",
    "loading",
    "lost",
    "message",
    "new_chat",
    "no_results",
    "not_running",
    "note",
    "photo",
    "received",
    "reply",
    "replying",
    "room_group",
    "room_guest",
    "room_private",
    "rooms",
    "send",
    "sending_file",
    "sending_photo",
    "sent",
    "spoiler",
    "start",
    "sticker",
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
        rooms: where they try the bot.
        language: of the page.
        undelivered: number of the update, room and id of the message for what the bot has not
            taken.
    """

    key: str
    person: Person
    rooms: Rooms
    language: PageLanguage
    undelivered: deque[tuple[int, VisitorRoom, int]] = field(default_factory=deque)


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
        words = language.words()
        titles = {room: words[f"room_{room}"] for room in VisitorRoom}
        rooms = Rooms(self._world, person, titles)
        visitor = Visitor(secrets.token_urlsafe(18), person, rooms, language)
        self._by_key[visitor.key] = visitor
        return visitor

    def speak(self, visitor: Visitor, language: PageLanguage) -> None:
        """Switch the language of somebody's client."""
        visitor.language = language
        visitor.person.language_code = language.code
        self._world.tell_profile_changed()

    def send(
        self, visitor: Visitor, room: VisitorRoom, text: str, reply_to: int | None = None
    ) -> Json:
        """Let somebody send a text; return the message."""
        content = self._world.text_content(text)
        return self._sent(visitor, room, lambda: visitor.rooms.send(room, content, reply_to))

    def sticker(self, visitor: Visitor, room: VisitorRoom) -> Json:
        """Let somebody send a sticker; return the message."""
        return self._sent(visitor, room, lambda: visitor.rooms.sticker(room))

    def _sent(self, visitor: Visitor, room: VisitorRoom, send: Callable[[], Json]) -> Json:
        """Send, and remember what the bot has not taken yet."""
        first = self._world.queue.next_id
        message = send()
        if self._world.queue.next_id > first:
            waiting = self._world.queue.next_id - 1, room, int(message["message_id"])
            visitor.undelivered.append(waiting)
        return message

    def edit(self, visitor: Visitor, room: VisitorRoom, message_id: int, text: str) -> Json | None:
        """Let somebody edit a message of their own; return it, or None where there is none."""
        chat = visitor.rooms.chat(room)
        message = chat.messages.get(message_id)
        if message is None or message["from"]["id"] != visitor.person.id or "text" not in message:
            return None
        content = self._world.text_content(text)
        changes = {"text": content["text"], "entities": content.get("entities")}
        changed = self._world.revise(chat, message, changes, by_bot=False)
        if self._world.bot_sees(chat, changed):
            self._world.queue.push("edited_message", changed)
        return changed

    def tap(self, visitor: Visitor, room: VisitorRoom, message_id: int, data: str) -> str | None:
        """Let somebody tap a button; return the query's id, or None where there is none."""
        chat = visitor.rooms.chat(room)
        message = chat.messages.get(message_id)
        if message is None:
            return None
        return self._world.tap(chat, visitor.person, message, data)

    def page(self, visitor: Visitor, room: VisitorRoom, message_id: int, url: str) -> str | None:
        """Return the address that a button opens for a visitor; None where there is no such one."""
        message = visitor.rooms.chat(room).messages.get(message_id) or {}
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        pages = [button["web_app"]["url"] for row in rows for button in row if "web_app" in button]
        if url not in pages:
            return None
        world = self._world
        return address_of(url, visitor.person, world.bot.token, world.now())

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

    def chat_so_far(self, visitor: Visitor, room: VisitorRoom) -> Json:
        """Return all that stands in the chat of a room."""
        chat = visitor.rooms.chat(room)
        return {
            "type": "chat",
            "room": room.value,
            "person": visitor.person.id,
            "started": visitor.person.has_started or room is not VisitorRoom.PRIVATE,
            "messages": list(chat.messages.values()),
            "reactions": chat.reactions,
            "undelivered": [number for _, where, number in visitor.undelivered if where is room],
        }

    async def events(
        self, visitor: Visitor, room: VisitorRoom = VisitorRoom.PRIVATE, pulse: float = 1.0
    ) -> AsyncGenerator[Json | None]:
        """Tell a page everything that happens in a room, from now on; None every now and then.

        The first events hold the profile and the chat as it stands, so that a page that lost its
        connection catches up by connecting again.
        """
        queue: asyncio.Queue[Json] = asyncio.Queue()

        def happened(event: ChatEvent) -> None:
            queue.put_nowait({"type": event.happening.value, **_content(event)})

        def profile_changed() -> None:
            queue.put_nowait(self.profile(visitor))

        def confirmed(offset: int) -> None:
            taken = [each for each in visitor.undelivered if each[0] < offset]
            for each in taken:
                visitor.undelivered.remove(each)
            here = [number for _, where, number in taken if where is room]
            if here:
                queue.put_nowait({"type": "received", "message_id": here[-1]})

        chat = visitor.rooms.chat(room)
        chat.watchers.append(happened)
        self._world.profile_listeners.append(profile_changed)
        stop_listening = self._world.queue.listen_confirmed(confirmed)
        try:
            yield self.profile(visitor)
            yield self.chat_so_far(visitor, room)
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
            chat.watchers.remove(happened)
            self._world.profile_listeners.remove(profile_changed)
            stop_listening()


def _content(event: ChatEvent) -> dict[str, Any]:
    if "chat" in event.content:
        return {"message": event.content}
    return event.content
