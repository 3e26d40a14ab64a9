"""What Telegram shows about the bot: the command menu and the description."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import BotCommand
from telegram.error import RetryAfter, TelegramError

from bot.telegram.api import RawBot
from bot.telegram.assistant import Conversation
from bot.telegram.faults import describe, retry_seconds
from locales import Locale, client_locale

# Telegram takes languages of two letters that ISO 639-1 knows, and no scripts; what stands under no
# language is shown to everybody else.
_LANGUAGES = ((None, Locale.EN), *((code, client_locale(code)) for code in ("sr", "hr", "bs")))
_LONGEST_DESCRIPTION = 512
_MOST_TRIES = 3
_LONGEST_WAIT_SECONDS = 60.0

logger = logging.getLogger(__name__)


async def set_menus(bot: RawBot, assistant: Conversation[Any]) -> None:
    """Set menu and description per language. The bot works without them, so nothing is raised."""
    for language, locale in _LANGUAGES:
        await _try(
            f"command menu ({language or locale.tag})", _menu(bot, assistant, language, locale)
        )
        await _try(
            f"description ({language or locale.tag})",
            _description(bot, assistant, language, locale),
        )


def _menu(
    bot: RawBot, assistant: Conversation[Any], language: str | None, locale: Locale
) -> Callable[[], Awaitable[bool]]:
    commands = [BotCommand(name, words) for name, words in assistant.commands(locale)]
    return lambda: bot.set_my_commands(commands, language_code=language)


def _description(
    bot: RawBot, assistant: Conversation[Any], language: str | None, locale: Locale
) -> Callable[[], Awaitable[bool]]:
    words = assistant.description(locale)[:_LONGEST_DESCRIPTION]
    return lambda: bot.set_my_description(words, language_code=language)


async def _try(what: str, call: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(_MOST_TRIES):
        try:
            await call()
        except RetryAfter as error:
            await asyncio.sleep(min(retry_seconds(error), _LONGEST_WAIT_SECONDS))
        except (TelegramError, TypeError, ValueError) as error:
            why = describe(error) if isinstance(error, TelegramError) else type(error).__name__
            logger.warning("the %s could not be set (%s); the bot works without it", what, why)
            return
        else:
            return
    logger.warning("the %s could not be set: Telegram limits it; the bot works without it", what)
