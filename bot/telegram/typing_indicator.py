"""The sign that the bot is typing, in private chats whose answer takes long."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.api import RawBot

_AFTER_SECONDS = 1.0
# Telegram takes the sign away after five seconds.
_REPEAT_SECONDS = 4.5
_NO_LONGER_SECONDS = 60.0
_TICK_SECONDS = 0.5
_MOST_PER_TICK = 5
_MOST_CHATS = 10_000


@dataclass(slots=True)
class _Waiting:
    since: float
    shown: float = 0.0


class TypingIndicator:
    """Knows which chats wait for an answer, and lets them see it."""

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot
        self._chats: OrderedDict[int, _Waiting] = OrderedDict()

    def began(self, chat: int) -> None:
        """Note that a person in this chat waits for an answer."""
        if chat > 0 and len(self._chats) < _MOST_CHATS:
            self._chats.setdefault(chat, _Waiting(time.monotonic()))

    def ended(self, chat: int) -> None:
        """Stop: nobody in this chat waits any more."""
        self._chats.pop(chat, None)

    async def run(self) -> None:
        """Show it until cancelled."""
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            for chat in self._due(time.monotonic()):
                await self._show(chat)

    def _due(self, now: float) -> list[int]:
        while self._chats and now - next(iter(self._chats.values())).since > _NO_LONGER_SECONDS:
            self._chats.popitem(last=False)
        due: list[int] = []
        for chat, waiting in self._chats.items():
            if now - waiting.since < _AFTER_SECONDS or len(due) == _MOST_PER_TICK:
                break
            if now - waiting.shown > _REPEAT_SECONDS:
                waiting.shown = now
                due.append(chat)
        return due

    async def _show(self, chat: int) -> None:
        try:
            await self._bot.send_chat_action(chat, ChatAction.TYPING)
        except (TelegramError, TypeError, ValueError):
            # A sign is not worth a second try, nor a line in the log.
            self._chats.pop(chat, None)
