"""A disk that is full: nothing is acknowledged that cannot be kept, and it goes on by itself."""

import pytest

from bot.preview import LocalTelegram
from bot.storage.sqlite.store import SqliteStore
from tests.unit.telegram.conftest import Running, Start
from tests.unit.telegram.waiting import until


async def pages(bot: Running, most: int) -> None:
    """Let the database have so many pages."""
    assert isinstance(bot.store, SqliteStore)
    await bot.store._writer.run(
        lambda connection: connection.execute(f"PRAGMA max_page_count = {most}").fetchone()
    )


async def test_a_full_disk_delays_and_loses_nothing(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.telegram.answering._STORAGE_RETRY_SECONDS", 0.05)
    bot = await start()
    chat = telegram.private_chat(telegram.person())
    await chat.ask("before")
    await pages(bot, 1)
    words = "while the disk is full " + "x" * 3000
    for _ in range(12):
        await chat.send(words)
    await until(bot.service._metrics.storage_faults._value.get)
    assert "the disk is full" in caplog.text
    await pages(bot, 1_000_000)
    replies = [(await chat.next_reply(within=10)).text for _ in range(12)]
    assert replies == [f"{number}: {words}" for number in range(2, 14)]
    await bot.idle()
