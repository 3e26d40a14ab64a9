"""Taps under messages that stand in no chat of the bot: sent inline or as a guest.

Whoever tapped may never have met the bot, which may then send them nothing: the tap alone is
answered, and nothing of it is kept.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.telegram import words
from bot.telegram.api import RawBot
from locales import notice_locale

_MOST_AT_ONCE = 100

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoneTap:
    """A tapped button, and the language of the Telegram client it was tapped in."""

    query: str
    client_language: str | None


class LoneTaps:
    """Answers such taps as they come."""

    def __init__(self, bot: RawBot) -> None:
        self._bot = bot
        self._calls: set[asyncio.Task[None]] = set()

    def take(self, tap: LoneTap) -> None:
        """Answer a tap soon."""
        if len(self._calls) < _MOST_AT_ONCE:
            call = asyncio.create_task(self._answer(tap), name="lone tap")
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)

    async def stop(self) -> None:
        """Answer no more."""
        calls = list(self._calls)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    async def _answer(self, tap: LoneTap) -> None:
        locale = notice_locale(None, tap.client_language)
        try:
            await self._bot.answer_callback_query(tap.query, text=words.only_in_private(locale))
        except (TelegramError, TypeError, ValueError, KeyError, AttributeError) as error:
            logger.debug("a tap stays unanswered (%s)", type(error).__name__)


def read_lone_tap(update: object) -> LoneTap | None:
    """Return the tap of an update; None where there is none, or its message stands in a chat."""
    query = update.get("callback_query") if isinstance(update, Mapping) else None
    if not isinstance(query, Mapping) or "message" in query:
        return None
    number, sender = query.get("id"), query.get("from")
    if not isinstance(number, str) or not number or "inline_message_id" not in query:
        return None
    language = sender.get("language_code") if isinstance(sender, Mapping) else None
    return LoneTap(number, language if isinstance(language, str) else None)
