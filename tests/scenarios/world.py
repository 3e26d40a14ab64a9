"""The real bot in a local Telegram, and people who use it."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat, SeenMessage
from bot.storage import Store, open_store
from bot.telegram.options import Options
from bot.telegram.service import Service


class RealBot:
    """The bot as `python -m bot run` puts it together; it can be ended and started again."""

    def __init__(self, telegram: LocalTelegram, database: Path, assistant: Assistant) -> None:
        self.telegram = telegram
        self.store: Store
        self._database = database
        self._assistant = assistant
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start on the same database as before; returns when it waits for updates."""
        self._stop = asyncio.Event()
        self.store = await open_store(f"sqlite:///{self._database}", clock=self.telegram.world.now)
        options = Options(token=self.telegram.token, api_url=self.telegram.base_url, port=0)
        service = Service(
            options, self.store, self._assistant, Session, clock=self.telegram.world.now
        )
        self._task = asyncio.create_task(service.run(self._stop))
        await self.telegram.until_polled()

    async def stop(self) -> None:
        """End the process, as a signal does."""
        self._stop.set()
        if self._task is not None:
            await self._task
        await self.store.close()

    async def restart(self) -> None:
        """End and start: what was only in the process' memory is gone."""
        await self.stop()
        await self.start()

    async def idle(self) -> None:
        """Wait until nothing waits: no update, no message."""
        async with asyncio.timeout(60):
            while True:
                backlog = await self.store.backlog(self.telegram.bot.id)
                unfetched = len(self.telegram.world.queue)
                if not (backlog.updates or backlog.messages or unfetched):
                    return
                await asyncio.sleep(0.002)

    def somebody(self, language: str, name: str = "Ana") -> "Somebody":
        """A new person with a Telegram client in a language."""
        person = self.telegram.person(name, language_code=language)
        return Somebody(self, self.telegram.private_chat(person))


@dataclass
class Somebody:
    """A person in the private chat with the bot.

    Attributes:
        seen: the bot's messages after the last thing they did, as they look now.
        taps_made: how often they tapped.
        messages_sent: how often they wrote.
    """

    bot: RealBot
    chat: PrivateChat
    seen: list[SeenMessage] = field(default_factory=list)
    taps_made: int = 0
    messages_sent: int = 0
    _known: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the bot's last messages say."""
        return "\n".join(message.text for message in self.seen)

    @property
    def message(self) -> SeenMessage:
        """The bot's last message."""
        return self.seen[-1]

    async def says(self, text: str) -> str:
        """Write; returns what the bot answers."""
        self.messages_sent += 1
        await self.chat.send(text)
        return await self._looks()

    async def opens(self, payload: str) -> str:
        """Follow a deep link; returns what the bot answers."""
        self.taps_made += 1
        await self.chat.start(payload)
        return await self._looks()

    async def taps(self, wanted: str, *, message: SeenMessage | None = None) -> str:
        """Tap a button by its data or label; returns what the bot answers."""
        self.taps_made += 1
        tap = await self.chat.tap(wanted, message=message or self.message)
        await tap.answer()
        return await self._looks()

    async def replies(self, to: SeenMessage, text: str) -> str:
        """Write a reply to a message; returns what the bot answers."""
        self.messages_sent += 1
        await self.chat.send(text, reply_to=to)
        return await self._looks()

    async def edits(self, message: SeenMessage, text: str) -> str:
        """Edit a message of theirs; returns what the bot answers."""
        await self.chat.edit(message, text)
        return await self._looks()

    async def _looks(self) -> str:
        """See everything that came; a keyboard that was only taken away is no news."""
        seen = [await self.chat.next_reply()]
        await self.bot.idle()
        with contextlib.suppress(IndexError):
            seen += self.chat.skip()
        known, self._known = self._known, {each.id: each.text for each in self.chat.replies}
        self.seen = [
            message
            for message in seen
            if not (
                message.is_edited and not message.labels and known.get(message.id) == message.text
            )
        ]
        return self.text
