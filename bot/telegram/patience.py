"""Bursts: "PhD" / "20 days" / "by train", sent within a second or two, are one turn.

A message that only tells a fact waits a moment for the next one. It waits in the inbox, so that
nothing is lost; whoever ends the waiting wakes the chat. Everything else is answered at once.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bot.messages.event import Said
from bot.telegram.assistant import Conversation
from bot.telegram.incoming import Incoming

PAUSE_SECONDS = 1.0
# Written further apart, by Telegram's clock, two messages are two turns.
APART_SECONDS = 2
MOST_TOGETHER = 6
_REMEMBERED = 10_000


class Patience:
    """Lets pieces of a message wait for each other.

    Attributes:
        wake: called with each chat in which something is to be answered now.
    """

    def __init__(self, assistant: Conversation[Any]) -> None:
        self._assistant = assistant
        self.wake: Callable[[int], None] = lambda _: None
        self._asked: OrderedDict[int, None] = OrderedDict()
        self._timers: dict[int, asyncio.TimerHandle] = {}

    def take(self, incoming: Incoming) -> None:
        """Wake the chat of a new update: now, or after a moment."""
        chat = incoming.chat
        timer = self._timers.pop(chat, None)
        if timer is not None:
            timer.cancel()
        if chat in self._asked or not self.is_piece(incoming):
            self.wake(chat)
            return
        loop = asyncio.get_running_loop()
        self._timers[chat] = loop.call_later(PAUSE_SECONDS, self._due, chat)

    def note(self, chat: int, *, asked: bool) -> None:
        """Remember whether the bot has asked something: its answer is not kept waiting."""
        self._asked.pop(chat, None)
        if asked:
            self._asked[chat] = None
            if len(self._asked) > _REMEMBERED:
                self._asked.popitem(last=False)

    def is_piece(self, incoming: Incoming) -> bool:
        """Say whether a message may be a piece of a longer one."""
        what = incoming.what
        alone = incoming.group or incoming.edited or incoming.forwarded
        if not isinstance(what, Said) or alone or incoming.replied is not None:
            return False
        return self._assistant.is_piece(what.text)

    def belongs(self, to: Incoming, incoming: Incoming) -> bool:
        """Say whether a message goes on from the one before."""
        if to.written is None or incoming.written is None or to.person != incoming.person:
            return False
        return abs(incoming.written - to.written) <= APART_SECONDS and self.is_piece(incoming)

    def stop(self) -> None:
        """Wake nobody any more; what waits is found again at the next start."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _due(self, chat: int) -> None:
        self._timers.pop(chat, None)
        self.wake(chat)
