"""The test kit: a local Telegram with people in it, for one bot, in this process."""

import asyncio
import json
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.preview.call import Call, Json
from bot.preview.faults import Faults
from bot.preview.kit.guest import ForeignChat
from bot.preview.kit.inbox import TIMEOUT
from bot.preview.kit.inline import InlineAnswer, SeenInlineResult, ask_inline
from bot.preview.kit.rooms import GroupRoom, PrivateChat
from bot.preview.kit.seen import SeenMessage
from bot.preview.page_routes import PageRoutes
from bot.preview.people import BotAccount, Person
from bot.preview.server import BotApiServer
from bot.preview.world import World, new_token

BOT_ID = 7_000_000_001


class LocalTelegram:
    """A local Bot API server with a world of its own.

    Use it as `async with LocalTelegram() as telegram`, point a bot at `telegram.base_url` with
    `telegram.token`, and be the people.
    """

    def __init__(self, *, port: int = 0, bot_name: str = "Preview") -> None:
        account = BotAccount(BOT_ID, new_token(BOT_ID), name=bot_name)
        self.world = World(account)
        self.server = BotApiServer(self.world)
        self.server.page = PageRoutes(self.world)
        self._wanted_port = port
        self._private: dict[int, PrivateChat] = {}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start serving, on the same port as before if there was one."""
        await self.server.start(self.server.port or self._wanted_port, self.server.host)

    async def stop(self) -> None:
        """Stop serving; people, messages and updates stay."""
        await self.server.stop()

    async def restart(self) -> None:
        """Cut all connections and serve again on the same port, keeping everything."""
        await self.stop()
        await self.start()

    @property
    def base_url(self) -> str:
        """What `BOT_API_URL` takes: calls go to `<base_url>/bot<token>/<method>`."""
        return self.server.base_url

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.bot.token

    @property
    def bot(self) -> BotAccount:
        """The bot's account: its names, privacy mode, inline mode."""
        return self.world.bot

    @property
    def faults(self) -> Faults:
        """Switches for what goes wrong."""
        return self.server.faults

    @property
    def calls(self) -> Sequence[Call]:
        """Every call of the Bot API so far."""
        return self.server.calls

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method so far."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def person(
        self,
        first_name: str = "Ana",
        *,
        last_name: str = "",
        username: str = "",
        language_code: str | None = None,
        user_id: int | None = None,
    ) -> Person:
        """Return a new person."""
        return self.world.add_person(
            first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            user_id=user_id,
        )

    def group(
        self, title: str, members: Sequence[Person], *, supergroup: bool = False
    ) -> GroupRoom:
        """Return a new group of these people and the bot; the bot is told that it was added."""
        chat = self.world.add_group(title, list(members), supergroup=supergroup)
        return GroupRoom(self.world, chat)

    def foreign_group(
        self, title: str, members: Sequence[Person], *, chat_id: int | None = None
    ) -> ForeignChat:
        """Return a group of which the bot is no member, and where it can be a guest."""
        return ForeignChat.group(self.world, title, members, chat_id=chat_id)

    def chat_between(self, writer: Person, other: Person) -> ForeignChat:
        """Return the chat of two people, where the bot can be a guest."""
        return ForeignChat.between(self.world, writer, other)

    async def inline_query(
        self,
        person: Person,
        text: str,
        *,
        offset: str = "",
        chat_type: str = "sender",
        within: float = TIMEOUT,
    ) -> InlineAnswer:
        """Let a person write `@bot text`; return what the bot offers, waiting for it."""
        return await ask_inline(
            self.world, person, text, offset=offset, chat_type=chat_type, within=within
        )

    def choose(
        self,
        person: Person,
        room: PrivateChat | GroupRoom,
        answer: InlineAnswer,
        result: SeenInlineResult,
    ) -> SeenMessage:
        """Let a person pick an inline result and send it to a chat; return the message."""
        chat = self.world.chats[room.id]
        raw = self.world.choose_inline(chat, person, answer.query, result.raw)
        return SeenMessage(raw, self.world.files)

    def push_update(self, update: Json) -> int:
        """Send the bot an update of any kind, known or not; return its number.

        `update` is the Bot API's `Update` without `update_id`.
        """
        body = json.dumps(update, ensure_ascii=False, separators=(",", ":"))[1:-1]
        return self.world.queue.push_text(body, lane=f"raw:{len(self.world.queue)}")

    async def until_called(
        self, method: str, *, times: int = 1, within: float = TIMEOUT
    ) -> list[Call]:
        """Wait until a method was called so often, counted from the start; return those calls.

        Raises:
            AssertionError: it was called less often in that time; it tells what was called.
        """
        called = asyncio.Event()

        def listen(_call: Call) -> None:
            called.set()

        self.server.call_listeners.append(listen)
        try:
            async with asyncio.timeout(within):
                while len(self.calls_of(method)) < times:
                    called.clear()
                    await called.wait()
        except TimeoutError:
            names = ", ".join(call.method for call in list(self.calls)[-30:]) or "nothing at all"
            raise AssertionError(
                f"{method} was not called {times}x within {within:g} s; last calls: {names}"
            ) from None
        finally:
            self.server.call_listeners.remove(listen)
        return self.calls_of(method)

    async def until_polled(self, within: float = TIMEOUT) -> None:
        """Wait until the bot waits for updates: it has started and has taken all there was.

        Raises:
            AssertionError: it does not in that time.
        """
        try:
            async with asyncio.timeout(within):
                await self.world.poll.until_waiting()
        except TimeoutError:
            raise AssertionError(f"no bot asked for updates within {within:g} s") from None

    def pass_time(self, seconds: float) -> None:
        """Put Telegram's clock forward: queries and the right to delete expire by it."""
        self.world.ahead += seconds

    def renumber_updates(self, first_id: int) -> None:
        """Count the next updates from here, as Telegram does after a quiet week."""
        self.world.queue.next_id = first_id

    def change_token(self) -> str:
        """Give the bot another token, as BotFather does; the old one is refused from now on."""
        self.world.bot.token = new_token(self.world.bot.id)
        return self.world.bot.token

    def route_webhook(self, public: str, local: str) -> None:
        """Let a public https address lead to one on this machine."""
        self.world.webhook_routes[public] = local

    def private_chat(self, person: Person) -> PrivateChat:
        """Return the person's chat with the bot, the same one every time."""
        if person.id not in self._private:
            self._private[person.id] = PrivateChat(self.world, person)
        return self._private[person.id]
