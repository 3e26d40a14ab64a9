"""Answers that are JSON but not Telegram's: nothing ends, and nothing counts as delivered."""

import pytest

from bot.preview import LocalTelegram
from tests.unit.telegram.conftest import Running, Start
from tests.unit.telegram.waiting import until

BODIES = (
    b"null",
    b"true",
    b"[]",
    b'"login required"',
    b"17",
    b"{}",
    b'{"login": "https://portal.example/"}',
    b'{"ok": true}',
    b'{"ok": 1, "result": {"message_id": 3}}',
    b'{"ok": false, "error": "bad gateway"}',
    b'{"ok": false, "description": "no", "parameters": "x"}',
    b'{"ok": false, "description": "no", "parameters": {"retry_after": "soon"}}',
    b'{"ok": true, "result": true',
    b"\xff\xfe",
)
STATUSES = (200, 403, 404, 502)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("method", ["getUpdates", "deleteWebhook"])
async def test_odd_answers_to_fetching_end_nothing(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    status: int,
) -> None:
    monkeypatch.setattr("bot.telegram.polling._SLOWEST_RETRY_SECONDS", 0.01)
    for body in BODIES:
        telegram.faults.odd_answer(body, status=status, method=method)
    running = await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello", within=20)).text == "1: hello"
    assert not running.task.done()


@pytest.mark.parametrize("status", STATUSES)
async def test_odd_answers_to_sending_deliver_nothing_and_lose_nothing(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._SLOWEST_RETRY_SECONDS", 0.01)
    await start()
    chat = telegram.private_chat(telegram.person())
    for body in BODIES:
        telegram.faults.odd_answer(body, status=status, method="sendMessage")
    assert (await chat.ask("hello", within=20)).text == "1: hello"
    assert (await chat.ask("again")).text == "2: again"


async def test_an_update_that_nobody_can_read_is_set_aside_and_the_next_ones_go_on(
    telegram: LocalTelegram,
    bot: Running,
    caplog: pytest.LogCaptureFixture,
) -> None:
    chat = telegram.private_chat(telegram.person())
    await bot.idle()
    deep = '"message":' + "[" * 5000 + "]" * 5000
    await chat.send("before")
    telegram.world.queue.push_text(deep)
    await chat.send("after")
    assert [(await chat.next_reply(within=20)).text for _ in range(2)] == ["1: before", "2: after"]
    await until(lambda: "cannot be taken and is set aside" in caplog.text)
    assert bot.service._metrics.set_aside._value.get() == 1
