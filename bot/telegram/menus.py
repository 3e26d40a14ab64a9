"""What Telegram shows about the bot: the command menu and the description."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import BotCommand, MenuButtonDefault, MenuButtonWebApp, WebAppInfo
from telegram.error import RetryAfter, TelegramError

from bot.telegram import words
from bot.telegram.api import RawBot
from bot.telegram.assistant import Conversation
from bot.telegram.faults import describe, retry_seconds
from locales import Locale, client_locale

# Telegram takes languages of two letters that ISO 639-1 knows, and no scripts; what stands under no
# language is shown to everybody else.
_LANGUAGES = ((None, Locale.EN), *((code, client_locale(code)) for code in ("sr", "hr", "bs")))
_LONGEST_DESCRIPTION = 512
_MOST_TRIES = 3

logger = logging.getLogger(__name__)


async def set_menus(bot: RawBot, assistant: Conversation[Any], page: str | None = None) -> None:
    """Set menu and description per language. The bot works without them, so nothing is raised.

    Args:
        bot: whose they are.
        assistant: which commands there are.
        page: what the button beside the input opens; None leaves it the menu of commands.
    """
    await _try("menu button", lambda: _menu_button(bot, page))
    for language, locale in _LANGUAGES:
        await _try(
            f"command menu ({language or locale.tag})", _menu(bot, assistant, language, locale)
        )
        await _try(
            f"description ({language or locale.tag})",
            _description(bot, assistant, language, locale),
        )


async def _menu_button(bot: RawBot, page: str | None) -> bool:
    """Set the button beside the input; one that the operator has made is left alone."""
    label = words.menu_button()
    if page is not None:
        wanted = MenuButtonWebApp(label, WebAppInfo(page))
        return await bot.set_chat_menu_button(menu_button=wanted)
    there = await bot.get_chat_menu_button()
    if isinstance(there, MenuButtonWebApp) and there.text == label:
        # Of a time when the pages were served.
        return await bot.set_chat_menu_button(menu_button=MenuButtonDefault())
    return True


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
            await asyncio.sleep(retry_seconds(error))
        except (TelegramError, TypeError, ValueError) as error:
            why = describe(error) if isinstance(error, TelegramError) else type(error).__name__
            logger.warning("the %s could not be set (%s); the bot works without it", what, why)
            return
        else:
            return
    logger.warning("the %s could not be set: Telegram limits it; the bot works without it", what)
