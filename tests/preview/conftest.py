from collections.abc import AsyncIterator

import pytest

from bot.preview import LocalTelegram
from tests.preview import echo_bot


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as running:
        yield running


@pytest.fixture
async def echo(telegram: LocalTelegram) -> AsyncIterator[LocalTelegram]:
    """A local Telegram with the echo bot on it."""
    async with echo_bot.polling(telegram):
        yield telegram
