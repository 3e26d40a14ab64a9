"""What the operator is told when somebody was forgotten."""

import logging
import re
from datetime import UTC, datetime

import aiohttp
import pytest

from tests.unit.telegram.conftest import Clock, Running

RETENTION_DAYS = 90


async def test_the_operator_is_told_which_backups_may_hold_who_was_forgotten(
    bot: Running, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    with caplog.at_level(logging.INFO):
        await chat.ask("forget")
        await bot.idle()
    (line,) = [text for text in caplog.messages if "backups made before" in text]
    until = datetime.fromtimestamp(clock() + RETENTION_DAYS * 24 * 3600, UTC)
    assert f"by {until:%Y-%m-%d}" in line
    assert str(chat.id) not in line
    async with aiohttp.ClientSession() as http, http.get(f"{bot.web}/metrics") as answer:
        text = await answer.text()
    (told,) = re.findall(r"^razmena_forgotten_in_backups_until_seconds (\S+)$", text, re.MULTILINE)
    assert abs(float(told) - until.timestamp()) < 60
