"""Chats as a test uses them: private ones and groups."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.preview.chats import Chat, ChatType
from bot.preview.kit.inbox import TIMEOUT, Inbox
from bot.preview.kit.seen import SeenMessage
from bot.preview.kit.writing import Tap, Writing
from bot.preview.people import Person
from bot.preview.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


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
        """Take the bot's next message or edit, waiting up to `within` seconds for it.

        Raises:
            AssertionError: nothing came; it tells what was seen.
        """
        return await self._inbox.next_reply(within)

    async def next_deletion(self, within: float = TIMEOUT) -> int:
        """Take the id of the next message that disappeared, waiting for it."""
        return await self._inbox.next_deletion(within)

    def now(self, message: SeenMessage) -> SeenMessage | None:
        """Return a message as it stands now; None when it was deleted."""
        raw = self._chat.messages.get(message.id)
        return SeenMessage(raw, self._world.files) if raw is not None else None

    def reaction_to(self, message: SeenMessage) -> str | None:
        """Return the bot's reaction to a message."""
        reactions = self._chat.reactions.get(message.id)
        return reactions[0] if reactions else None


class PrivateChat(Room, Writing):
    """A person's chat with the bot."""

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, world.chats[person.id])
        self.person = person

    @property
    def _writer(self) -> Person:
        return self.person

    async def ask(self, text: str, within: float = TIMEOUT) -> SeenMessage:
        """Send a text and take the bot's next message or edit."""
        await self.send(text)
        return await self.next_reply(within)

    async def start(self, payload: str = "") -> SeenMessage:
        """Press Start, or open a deep link with this payload.

        As Telegram's clients do, a payload that is not 1 to 64 of `A-Za-z0-9_-` is dropped.
        """
        usable = _PAYLOAD.fullmatch(payload) is not None
        return await self.send(f"/start {payload}" if usable else "/start")

    async def open_link(self, url: str) -> SeenMessage:
        """Follow a link to the bot (`https://t.me/<bot>?start=...`)."""
        parts = urlsplit(url)
        if parts.netloc != "t.me" or parts.path.strip("/") != self._world.bot.username:
            raise AssertionError(f"{url} does not lead to the bot")
        return await self.start(parse_qs(parts.query).get("start", [""])[0])

    def block(self) -> None:
        """Block the bot; it is told (`my_chat_member`)."""
        self.person.has_blocked = True
        self._world.change_membership(self._chat, self.person, "member", "kicked")

    def unblock(self) -> None:
        """Unblock the bot; it is told."""
        self.person.has_blocked = False
        self._world.change_membership(self._chat, self.person, "kicked", "member")


class Member(Writing):
    """One person's hand in a group."""

    def __init__(self, world: World, chat: Chat, inbox: Inbox, person: Person) -> None:
        self._world = world
        self._chat = chat
        self._inbox = inbox
        self.person = person

    @property
    def _writer(self) -> Person:
        return self.person


class GroupRoom(Room):
    """A group with several people and the bot."""

    def by(self, person: Person) -> Member:
        """Return the hand of one of its members.

        Raises:
            AssertionError: that person is not in the group.
        """
        if person.id not in self._chat.members:
            raise AssertionError(f"{person.first_name} is not in the group {self._chat.title!r}")
        return Member(self._world, self._chat, self._inbox, person)

    async def send(
        self, person: Person, text: str, *, reply_to: SeenMessage | None = None
    ) -> SeenMessage:
        """Let a member send a text; the bot gets it where Telegram's privacy mode lets it."""
        return await self.by(person).send(text, reply_to=reply_to)

    async def edit(self, person: Person, message: SeenMessage, text: str) -> SeenMessage:
        """Let a member edit a message of their own."""
        return await self.by(person).edit(message, text)

    async def tap(self, person: Person, wanted: str, *, message: SeenMessage | None = None) -> Tap:
        """Let a member tap a button."""
        return await self.by(person).tap(wanted, message=message)

    def remove_bot(self, by: Person) -> None:
        """Let a member remove the bot."""
        self._chat.has_bot = False
        self._chat.was_bot_kicked = True
        self._world.change_membership(self._chat, by, "member", "kicked")

    def add_bot(self, by: Person) -> None:
        """Let a member bring the bot back."""
        self._chat.has_bot, self._chat.was_bot_kicked = True, False
        self._world.change_membership(self._chat, by, "left", "member")

    def turn_topics_on(self) -> None:
        """Make the group a forum, in which the bot may manage topics."""
        self._chat.topics = {}

    @property
    def topics(self) -> dict[str, bool]:
        """Whether each topic is open, by its name."""
        begun = self._chat.messages
        return {
            begun[number]["forum_topic_created"]["name"]: is_open
            for number, is_open in (self._chat.topics or {}).items()
        }

    def migrate(self) -> "GroupRoom":
        """Turn the group into a supergroup with another id; return that.

        Raises:
            AssertionError: it is one already.
        """
        if self._chat.kind is not ChatType.GROUP:
            raise AssertionError(f"{self._chat.title!r} is a supergroup already")
        return GroupRoom(self._world, self._world.migrate(self._chat))
