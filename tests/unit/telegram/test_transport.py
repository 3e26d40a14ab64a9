"""Calls on their way: what goes wrong becomes one of the library's errors, without the address."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.telegram.api import RawBot, connect


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[RawBot]:
    async with connect(telegram.token, telegram.base_url, at_once=2) as bot:
        yield bot


async def known(telegram: LocalTelegram) -> PrivateChat:
    """A chat that a bot may write to."""
    chat = telegram.private_chat(telegram.person())
    await chat.start()
    return chat


async def test_letters_signs_and_files_arrive_as_they_were_sent(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chat = await known(telegram)
    text = "žurka & 100 % = 50+50? <b> Њујорк\n🙂 ;/\\\"'"
    await bot.send_message(chat.id, text)
    assert (await chat.next_reply()).text == text
    content = bytes(range(256)) * 8
    await bot.send_document(chat.id, content, caption=text, filename="račun 1.ics")
    sent = await chat.next_reply()
    assert sent.text == text
    assert sent.document == ("račun 1.ics", content)


async def test_an_answer_that_does_not_come_is_a_time_out(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chat = await known(telegram)
    telegram.faults.hang(method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "hello", read_timeout=0.05)
    await bot.send_message(chat.id, "again")


async def test_what_breaks_off_is_told_without_the_address(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chat = await known(telegram)
    telegram.faults.reset(method="sendMessage")
    with pytest.raises(NetworkError) as cut:
        await bot.send_message(chat.id, "hello")
    await telegram.stop()
    with pytest.raises(NetworkError) as refused:
        await bot.send_message(chat.id, "hello")
    for error in (cut.value, refused.value):
        assert telegram.token not in str(error)
        assert "127.0.0.1" not in str(error)


async def test_a_connection_that_no_longer_works_does_not_hold_up_the_next_call(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chat = await known(telegram)
    await bot.send_message(chat.id, "before")
    await telegram.restart()
    await asyncio.sleep(0.05)
    await bot.send_message(chat.id, "after")
    assert [reply.text for reply in chat.replies] == ["before", "after"]


async def test_more_calls_than_connections_wait_their_turn(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chats = [await known(telegram) for _ in range(10)]
    await asyncio.gather(*(bot.send_message(chat.id, "hello") for chat in chats))
    assert [len(chat.replies) for chat in chats] == [1] * 10


async def test_telegrams_own_refusals_stay_what_they_are(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    chat = await known(telegram)
    telegram.faults.too_many_requests(7, method="sendMessage")
    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "hello")
    telegram.faults.bad_gateway(method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "hello")


async def test_a_bot_that_was_shut_down_says_that_it_is_not_connected(
    telegram: LocalTelegram, bot: RawBot
) -> None:
    await bot.shutdown()
    with pytest.raises(NetworkError, match="not connected"):
        await bot.get_me()
    await bot.initialize()
    assert (await bot.get_me()).id == telegram.bot.id


async def test_calls_go_through_the_proxy_that_the_environment_names(
    telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{unused_tcp_port}")
    monkeypatch.setenv("no_proxy", "")
    bot = connect(telegram.token, telegram.base_url, at_once=1)
    with pytest.raises(NetworkError, match="Proxy"):
        await bot.initialize()
    await bot.shutdown()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with connect(telegram.token, telegram.base_url, at_once=1) as direct:
        assert (await direct.get_me()).id == telegram.bot.id
