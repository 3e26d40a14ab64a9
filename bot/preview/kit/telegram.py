"""The test kit: a local Telegram with people in it, for one bot, in this process."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from bot.preview.call import Call
from bot.preview.faults import Faults
from bot.preview.kit.rooms import PrivateChat
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
        await self.server.start(self.server.port or self._wanted_port)

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

    def private_chat(self, person: Person) -> PrivateChat:
        """Return the person's chat with the bot, the same one every time."""
        if person.id not in self._private:
            self._private[person.id] = PrivateChat(self.world, person)
        return self._private[person.id]
