"""A slow line and a clock that is set: at most two copies, and nobody waits for an hour."""

import contextlib
import sqlite3

import pytest

from bot.preview import LocalTelegram
from tests.unit.telegram.conftest import Clock, Running, Start
from tests.unit.telegram.waiting import until


async def test_a_reply_whose_sending_is_never_confirmed_goes_out_twice_at_most(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._FIRST_RETRY_SECONDS", 0.01)
    running = await start()
    chat = telegram.private_chat(telegram.person())
    telegram.faults.reset(done=True, times=None, method="sendMessage")
    await chat.send("hello")
    await until(lambda: running.service._metrics.presumed_sent._value.get() == 1)
    assert [(await chat.next_reply()).text for _ in range(2)] == ["1: hello"] * 2
    assert len(chat.replies) == 2
    telegram.faults.clear()
    assert (await chat.ask("again")).text == "2: again"


async def test_calls_under_way_at_the_end_are_repeated_once_at_most(
    telegram: LocalTelegram, start: Start
) -> None:
    slow = telegram.faults.delay(10, done=True, times=None, method="sendMessage")
    chats = [telegram.private_chat(telegram.person()) for _ in range(5)]
    running = await start()
    for chat in chats:
        await chat.send("hello")
    for _ in range(2):
        struck = slow.struck
        await until(lambda struck=struck: slow.struck == struck + len(chats))
        await running.end()
        running = await start()
    await until(lambda: running.service._metrics.presumed_sent._value.get() == len(chats))
    telegram.faults.clear()
    for chat in chats:
        assert [(await chat.next_reply()).text for _ in range(2)] == ["1: hello"] * 2
        assert (await chat.ask("again")).text == "2: again"


async def test_a_line_that_is_down_loses_no_reply(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._SLOWEST_RETRY_SECONDS", 0.01)
    await start()
    chat = telegram.private_chat(telegram.person())
    first = telegram.faults.reset(method="sendMessage")
    down = telegram.faults.reset(times=20, method="getMe")
    await chat.send("hello")
    assert (await chat.next_reply(within=20)).text == "1: hello"
    assert (first.struck, down.struck) == (1, 20)


async def test_at_the_end_what_is_out_is_waited_for_and_comes_once(
    telegram: LocalTelegram, start: Start
) -> None:
    slow = telegram.faults.delay(2.9, done=True, times=None, method="sendMessage")
    chat = telegram.private_chat(telegram.person())
    running = await start()
    await chat.send("hello")
    await until(lambda: slow.struck == 1)
    await running.end()
    telegram.faults.clear()
    await start()
    assert (await chat.next_reply()).text == "1: hello"
    assert (await chat.ask("again")).text == "2: again"
    assert len(chat.replies) == 2


async def test_a_chat_that_waits_is_not_silenced_by_a_clock_that_is_set_back(
    telegram: LocalTelegram,
    clock: Clock,
    start: Start,
) -> None:
    await start()
    chat = telegram.private_chat(telegram.person())
    fault = telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
    await chat.send("hello")
    await until(lambda: fault.struck == 1)
    clock.jump(-3600)
    assert (await chat.next_reply()).text == "1: hello"


async def test_nor_after_a_restart(
    telegram: LocalTelegram,
    clock: Clock,
    start: Start,
) -> None:
    first = await start()
    chat = telegram.private_chat(telegram.person())
    telegram.faults.too_many_requests(5, method="sendMessage")
    await chat.send("hello")
    await until(lambda: first.service._metrics.refusals.labels("wait")._value.get() == 1)
    await first.end()
    clock.jump(-3600)
    await start()
    assert (await chat.next_reply()).text == "1: hello"
    assert (await chat.ask("/help")).text == "2: /help"


async def test_a_clock_that_is_set_forward_gives_no_reply_up(
    telegram: LocalTelegram,
    clock: Clock,
    start: Start,
) -> None:
    running = await start()
    chat = telegram.private_chat(telegram.person())
    fault = telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
    await chat.send("hello")
    await until(lambda: fault.struck == 1)
    clock.jump(3600)
    assert (await chat.next_reply()).text == "1: hello"
    assert running.service._metrics.given_up._value.get() == 0


async def test_a_clock_that_jumps_ahead_for_a_moment_deletes_nobody(
    telegram: LocalTelegram,
    start: Start,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.telegram.service._PURGE_SECONDS", 1.0)
    await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    clock.jump(400 * 24 * 3600)
    await until(lambda: "nothing old is deleted" in caplog.text)
    clock.jump(-400 * 24 * 3600)
    assert (await chat.ask("again")).text == "2: again"


async def test_after_a_real_pause_what_is_old_is_deleted(
    telegram: LocalTelegram, start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.service._PURGE_SECONDS", 0.1)
    running = await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    await running.idle()
    clock.forward(400 * 24 * 3600)
    await until(lambda: sessions_in(running) == 0)
    assert (await chat.ask("again")).text == "1: again"


def sessions_in(running: Running) -> int:
    with contextlib.closing(sqlite3.connect(running.database)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM session").fetchone()
    return int(count)
