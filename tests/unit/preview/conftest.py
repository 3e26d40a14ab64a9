from collections.abc import AsyncIterator

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview import echo_bot
from tests.unit.preview.bot_api import BotApi
from tests.unit.preview.browser import NO_BROWSER


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly when the browser test did not run."""
    if any(NO_BROWSER in str(report.longrepr) for report in terminalreporter.getreports("skipped")):
        terminalreporter.write_sep("!", NO_BROWSER, red=True, bold=True)


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
