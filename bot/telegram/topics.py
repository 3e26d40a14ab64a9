"""A topic of the staff chat for each conversation, where the office wants that.

The topic is made when the first message of the conversation is sent, and noted at once. Where
Telegram refuses it (the chat has no topics, the bot may not manage them), the messages stand in the
chat itself, told apart by their code as everywhere else.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from telegram.error import BadRequest, Forbidden

from bot.office import Offices
from bot.storage import Address, Store
from bot.storage.talks import NoteTopic, Talk, talk
from bot.telegram.api import RawBot
from bot.telegram.faults import describe
from bot.telegram.outgoing import Outgoing

# Somebody may have turned topics on, or given the bot the right, meanwhile.
_AGAIN_SECONDS = 600.0

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Topics:
    """Puts messages of conversations into their topics."""

    bot: RawBot
    store: Store
    offices: Offices
    steady: Callable[[], float] = time.monotonic
    _refused: dict[int, float] = field(default_factory=dict)

    async def placed(self, address: Address, outgoing: Outgoing) -> Outgoing:
        """Return a message with the topic that it belongs to.

        Raises:
            StorageError: the database cannot be used; nothing was sent.
            telegram.error.TelegramError: Telegram cannot be reached; nothing was sent.
        """
        # The chats of an office's staff are groups, whose numbers are negative.
        if outgoing.talk is None or address.chat > 0:
            return outgoing
        found = await self.store.read(talk(address.bot, outgoing.talk))
        if not found or found[0].staff_chat != address.chat:
            return outgoing
        thread = found[0].topic or await self._made(address, found[0])
        return outgoing if thread is None else replace(outgoing, thread=thread)

    async def _made(self, address: Address, about: Talk) -> int | None:
        """Return a new topic; None where there is to be none."""
        office = self.offices.of(about.institution or None)
        until = self._refused.get(address.chat, 0.0)
        if office is None or not office.topics or until > self.steady():
            return None
        try:
            # The code alone: what somebody asked could not be blanked where it names a topic.
            made = await self.bot.create_forum_topic(address.chat, f"#{about.code}")
        except (BadRequest, Forbidden) as error:
            self._refused[address.chat] = self.steady() + _AGAIN_SECONDS
            logger.warning("a staff chat takes no topics: %s", describe(error))
            return None
        thread = made.message_thread_id
        await self.store.apply(address.bot, (NoteTopic(about.code, thread),))
        return thread
