"""Chats as a test uses them: a person writes, taps and reads."""

from dataclasses import dataclass

from bot.preview.chats import Chat
from bot.preview.kit.inbox import TIMEOUT, ButtonAnswer, Inbox
from bot.preview.kit.seen import Button, SeenMessage
from bot.preview.people import Person
from bot.preview.world import World


@dataclass(frozen=True, slots=True)
class Tap:
    """A tapped button."""

    query_id: str
    _inbox: Inbox

    async def answer(self, within: float = TIMEOUT) -> ButtonAnswer:
        """Return what the bot answered (toast, alert), waiting for it."""
        return await self._inbox.answer_to(self.query_id, within)

    @property
    def answered(self) -> ButtonAnswer | None:
        """What the bot answered so far; None while the button shows that it waits."""
        return self._inbox.answer_so_far(self.query_id)


class Room:
    """What private chats and groups share: reading."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat
        self._inbox = Inbox(chat, world.files)

    @property
    def id(self) -> int:
        """The chat's id."""
        return self._chat.id

    @property
    def messages(self) -> list[SeenMessage]:
        """All messages of the chat as they stand now, edits and deletions done."""
        return [SeenMessage(raw, self._world.files) for raw in self._chat.messages.values()]

    @property
    def replies(self) -> list[SeenMessage]:
        """The bot's messages as they stand now."""
        return [each for each in self.messages if each.sender_id == self._world.bot.id]

    @property
    def actions(self) -> list[str]:
        """Every chat action that the bot showed, such as `typing`."""
        return self._inbox.actions

    @property
    def unread(self) -> list[SeenMessage]:
        """The bot's messages and edits that `next_reply` has not taken yet."""
        return self._inbox.unread

    def skip(self) -> list[SeenMessage]:
        """Take everything that the bot has sent and edited so far."""
        return self._inbox.skip()

    async def next_reply(self, within: float = TIMEOUT) -> SeenMessage:
        """Take the bot's next message or edit, waiting for it."""
        return await self._inbox.next_reply(within)

    def now(self, message: SeenMessage) -> SeenMessage | None:
        """Return a message as it stands now; None when it was deleted."""
        raw = self._chat.messages.get(message.id)
        return SeenMessage(raw, self._world.files) if raw is not None else None

    def _see(self, raw: "dict[str, object]") -> SeenMessage:
        return SeenMessage(raw, self._world.files)

    def _button(self, wanted: str, message: SeenMessage | None) -> tuple[SeenMessage, Button]:
        if message is not None:
            return message, message.button(wanted)
        for candidate in reversed(self.replies):
            if candidate.buttons:
                return candidate, candidate.button(wanted)
        raise AssertionError(f"no message with buttons in chat {self.id}; wanted {wanted!r}")

    def _tap(self, person: Person, wanted: str, message: SeenMessage | None) -> Tap:
        found, button = self._button(wanted, message)
        if button.data is None:
            raise AssertionError(f"button {wanted!r} does not reach the bot: {button.other}")
        raw = self._chat.messages.get(found.id, found.raw)
        return Tap(self._world.tap(self._chat, person, raw, button.data), self._inbox)


class PrivateChat(Room):
    """A person's chat with the bot."""

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, world.chats[person.id])
        self.person = person

    async def send(self, text: str, *, reply_to: SeenMessage | None = None) -> SeenMessage:
        """Send a text as the person; return the message."""
        content = self._world.text_content(text)
        if reply_to is not None:
            content["reply_to_message"] = reply_to.raw
        return self._see(self._world.receive(self._chat, self.person, content))

    async def ask(self, text: str, within: float = TIMEOUT) -> SeenMessage:
        """Send a text and take the bot's next message or edit."""
        await self.send(text)
        return await self.next_reply(within)

    async def tap(self, wanted: str, *, message: SeenMessage | None = None) -> Tap:
        """Tap a button by its data or label, of the last message with buttons or of `message`.

        An older state of a message can be tapped, as on a phone that has not seen the edit yet.
        """
        return self._tap(self.person, wanted, message)
