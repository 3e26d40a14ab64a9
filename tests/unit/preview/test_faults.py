"""Faults on demand."""

import asyncio

import aiohttp
import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi


async def test_the_next_calls_are_told_to_wait(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    telegram.faults.too_many_requests(7, times=2, method="sendMessage")
    await api.call("getMe")
    for _ in range(2):
        body = await api.raw("sendMessage", chat_id=chat.id, text="x")
        assert body["description"] == "Too Many Requests: retry after 7"
        assert body["parameters"] == {"retry_after": 7}
    await api.call("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.replies) == 1


async def test_a_fault_can_be_of_one_chat(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    other = telegram.private_chat(telegram.person())
    await other.start()
    fault = telegram.faults.too_many_requests(1, times=None, chat_id=chat.id)
    for _ in range(3):
        await api.refusal("sendMessage", chat_id=chat.id, text="x")
        await api.call("sendMessage", chat_id=other.id, text="x")
    assert fault.struck == 3
    telegram.faults.clear()
    await api.call("sendMessage", chat_id=chat.id, text="x")


async def test_server_errors_come_as_telegram_sends_them(
    api: BotApi, telegram: LocalTelegram
) -> None:
    telegram.faults.refuse(500, "Internal Server Error", method="getMe")
    assert await api.refusal("getMe") == "500 Internal Server Error"
    telegram.faults.bad_gateway(method="getMe")
    async with api.session.get(api.url("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    await api.call("getMe")


@pytest.mark.parametrize("done", [False, True])
async def test_a_connection_is_cut_before_or_after_the_call_is_done(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat, done: bool
) -> None:
    telegram.faults.reset(done=done, method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.replies) == (1 if done else 0)
    assert telegram.calls_of("sendMessage")[-1].status == 0


async def test_a_call_that_hangs_does_nothing(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    telegram.faults.hang(method="sendMessage")
    call = asyncio.create_task(api.call("sendMessage", chat_id=chat.id, text="x"))
    await telegram.until_called("sendMessage")
    call.cancel()
    await api.call("sendMessage", chat_id=chat.id, text="y")
    assert [reply.text for reply in chat.replies] == ["y"]


async def test_every_call_is_logged_with_its_outcome(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    await api.call("sendMessage", chat_id=chat.id, text="x")
    await api.refusal("sendMessage", chat_id=chat.id, text="")
    calls = telegram.calls_of("sendMessage")
    assert [(call.arguments["text"], call.status) for call in calls] == [("x", 200), ("", 400)]
    assert calls[0].answer["text"] == "x"
    assert calls[1].answer == "Bad Request: message text is empty"


async def test_a_restart_keeps_people_messages_and_updates(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    await api.call("sendMessage", chat_id=chat.id, text="before")
    port = telegram.base_url
    await telegram.stop()
    with pytest.raises(aiohttp.ClientError):
        await api.call("getMe")
    await chat.send("while it was away")
    await telegram.start()
    assert telegram.base_url == port
    texts = [update["message"]["text"] for update in await api.call("getUpdates")]
    assert texts == ["/start", "while it was away"]
    assert [reply.text for reply in chat.replies] == ["before"]
