"""One real bot for all scenarios; every scenario has people of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.dialogue.assistant import Assistant
from bot.preview import LocalTelegram
from tests.scenarios.world import RealBot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RealBot]:
    database: Path = tmp_path_factory.mktemp("bot") / "razmena.db"
    async with LocalTelegram() as telegram:
        telegram.bot.takes_inline_queries = True
        bot = RealBot(telegram, database, assistant)
        await bot.start()
        yield bot
        await bot.stop()
