from collections.abc import AsyncIterator

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.preview import echo_bot
from tests.preview.bot_api import BotApi


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as running:
        yield running


@pytest.fixture
async def api(telegram: LocalTelegram) -> AsyncIterator[BotApi]:
    """The Bot API of `telegram`, called without any library."""
    async with BotApi(telegram) as calls:
        yield calls


@pytest.fixture
async def chat(telegram: LocalTelegram) -> PrivateChat:
    """The private chat of somebody who has started the bot."""
    chat = telegram.private_chat(telegram.person(first_name="Ana", language_code="sr"))
    await chat.start()
    return chat


@pytest.fixture
async def echo(telegram: LocalTelegram) -> AsyncIterator[LocalTelegram]:
    """A local Telegram with the echo bot on it."""
    async with echo_bot.polling(telegram):
        yield telegram
