"""Chats without the bot, to which people summon it by its name."""

from collections.abc import Sequence

from bot.preview.chats import Chat, ChatType
from bot.preview.kit.rooms import Room
from bot.preview.kit.seen import SeenMessage
from bot.preview.people import Person
from bot.preview.world import World


class ForeignChat(Room):
    """A chat of which the bot is no member: a group, or two people among themselves."""

    def __init__(self, world: World, chat: Chat) -> None:
        super().__init__(world, chat)
        self._people = chat.members

    @classmethod
    def group(
        cls, world: World, title: str, members: Sequence[Person], *, chat_id: int | None
    ) -> "ForeignChat":
        """Return a group; its id may be that of a chat which the bot knows."""
        return cls(world, world.add_foreign_group(title, members, chat_id=chat_id))

    @classmethod
    def between(cls, world: World, writer: Person, other: Person) -> "ForeignChat":
        """Return the chat of two people; it has the id of the bot's own chat with the other."""
        return cls(
            world, Chat(other.id, ChatType.PRIVATE, "", {other.id: other, writer.id: writer})
        )

    def protect(self) -> None:
        """Protect the chat's content."""
        self._chat.is_protected = True

    def write(self, person: Person, text: str) -> SeenMessage:
        """Let somebody write to the others; the bot hears nothing of it."""
        content = self._world.text_content(text)
        return self._see(self._world.post(self._chat, person.to_user(), content, by_bot=False))

    async def mention(
        self, person: Person, text: str, *, reply_to: SeenMessage | None = None
    ) -> SeenMessage:
        """Let somebody write `@bot text`, perhaps as a reply; return their message."""
        content = self._world.text_content(f"@{self._world.bot.username} {text}".strip())
        if reply_to is not None:
            content["reply_to_message"] = reply_to.raw
        return self._see(self._world.summon(self._chat, person, content))

    async def ask(self, person: Person, text: str) -> SeenMessage:
        """Let somebody write `@bot text` and return the bot's answer."""
        await self.mention(person, text)
        return await self.next_reply()

    def _see(self, raw: dict[str, object]) -> SeenMessage:
        return SeenMessage(raw, self._world.files)
