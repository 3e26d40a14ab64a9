"""The sign that the bot is typing."""

import pytest

from tests.unit.telegram.conftest import Running
from tests.unit.telegram.waiting import until


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.typing_indicator._TICK_SECONDS", 0.01)
    monkeypatch.setattr("bot.telegram.typing_indicator._AFTER_SECONDS", 0.05)


async def test_a_person_whose_reply_takes_long_sees_that_the_bot_is_typing(bot: Running) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    bot.telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
    await chat.send("hello")
    await until(lambda: chat.actions)
    assert chat.actions == ["typing"]
    assert (await chat.next_reply()).text == "1: hello"


async def test_nobody_sees_it_after_the_reply_or_where_none_comes(bot: Running) -> None:
    quick = bot.telegram.private_chat(bot.telegram.person())
    silent = bot.telegram.private_chat(bot.telegram.person())
    slow = bot.telegram.private_chat(bot.telegram.person())
    await quick.ask("hello")
    await silent.send("silence")
    await bot.idle()
    bot.telegram.faults.refuse(500, "Internal Server Error", chat_id=slow.id, method="sendMessage")
    await slow.send("hello")
    await until(lambda: slow.actions)
    assert quick.actions == []
    assert silent.actions == []
