"""Chats and what stands in them, as everybody in them sees it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bot.preview.call import Json
from bot.preview.people import Person


class ChatType(StrEnum):
    """Telegram's kinds of chats, channels left out."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Happening(StrEnum):
    """What can happen in a chat that a person sees."""

    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"
    ACTION = "action"
    ANSWERED = "answered"
    REACTED = "reacted"


class ChatEvent(NamedTuple):
    """Something that happened in a chat.

    Attributes:
        happening: what.
        content: the message; for DELETED `{"message_id"}`, for ACTION `{"action"}`, for ANSWERED
            the answer to a tapped button with the query's id; for REACTED `{"message_id",
            "reactions"}`.
        by_bot: the bot did it.
    """

    happening: Happening
    content: Json
    by_bot: bool


@dataclass(slots=True)
class Chat:
    """One chat.

    Attributes:
        id: Telegram's chat id: the person's in a private chat, negative in a group.
        kind: private, group or supergroup.
        title: of a group.
        members: by user id, without the bot.
        messages: by message id, in order; the current state of each.
        has_bot: the bot is in the group.
        is_protected: its content may not be forwarded, and no guest bot is told of it.
        was_bot_kicked: somebody removed the bot.
        topics: of a forum, whether each is open, by the number of the message that began it; None
            for a chat that is no forum.
        migrated_to: the supergroup that took this group's place.
        reactions: the bot's, by message id.
        watchers: called with everything that happens.
    """

    id: int
    kind: ChatType
    title: str = ""
    members: dict[int, Person] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    has_bot: bool = True
    is_protected: bool = False
    was_bot_kicked: bool = False
    topics: dict[int, bool] | None = None
    migrated_to: int | None = None
    reactions: dict[int, list[str]] = field(default_factory=dict)
    last_message_id: int = 0
    watchers: list[Callable[[ChatEvent], None]] = field(default_factory=list)

    def to_chat(self) -> Json:
        """Return the chat as the Bot API's `Chat`."""
        if self.kind is ChatType.PRIVATE:
            person = self.members[self.id]
            chat: Json = {"id": self.id, "first_name": person.first_name}
            if person.last_name:
                chat["last_name"] = person.last_name
            if person.username:
                chat["username"] = person.username
            chat["type"] = "private"
            return chat
        chat = {"id": self.id, "title": self.title, "type": str(self.kind)}
        if self.topics is not None:
            chat["is_forum"] = True
        if self.kind is ChatType.GROUP:
            chat["all_members_are_administrators"] = True
        return chat

    def tell(self, happening: Happening, content: Json, *, by_bot: bool = True) -> None:
        """Tell everybody who watches this chat."""
        event = ChatEvent(happening, content, by_bot)
        for watcher in tuple(self.watchers):
            watcher(event)
