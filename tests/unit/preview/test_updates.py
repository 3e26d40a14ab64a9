"""getUpdates: long polling, confirming, kinds; and who may call at all."""

import asyncio

import aiohttp
import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.preview.bot_api import BotApi


async def test_updates_stay_until_they_are_confirmed(api: BotApi, chat: PrivateChat) -> None:
    await chat.send("one")
    first = await api.call("getUpdates")
    assert [each["message"]["text"] for each in first] == ["/start", "one"]
    assert await api.call("getUpdates") == first
    rest = await api.call("getUpdates", offset=first[0]["update_id"] + 1)
    assert rest == first[1:]
    assert await api.call("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await api.call("getUpdates") == []


async def test_a_negative_offset_keeps_the_last_updates(api: BotApi, chat: PrivateChat) -> None:
    for word in "abc":
        await chat.send(word)
    found = await api.call("getUpdates", offset=-2)
    assert [each["message"]["text"] for each in found] == ["b", "c"]
    assert len(await api.call("getUpdates")) == 2


async def test_an_offset_beyond_the_queue_confirms_nothing(
    api: BotApi, telegram: LocalTelegram, chat: PrivateChat
) -> None:
    found = await api.call("getUpdates", offset=telegram.world.queue.next_id + 1000)
    assert len(found) == 1


async def test_limit_is_between_1_and_100(api: BotApi, chat: PrivateChat) -> None:
    for number in range(120):
        await chat.send(str(number))
    assert len(await api.call("getUpdates", limit=2)) == 2
    assert len(await api.call("getUpdates", limit=1000)) == 100
    assert len(await api.call("getUpdates", limit=0)) == 1


async def test_a_waiting_call_ends_when_something_happens(
    api: BotApi, telegram: LocalTelegram
) -> None:
    waiting = asyncio.create_task(api.call("getUpdates", timeout=30))
    await telegram.until_polled()
    chat = telegram.private_chat(telegram.person())
    await chat.send("hello")
    assert [each["message"]["text"] for each in await waiting] == ["hello"]


async def test_of_two_pollers_the_older_is_told_of_the_conflict(
    api: BotApi, telegram: LocalTelegram
) -> None:
    older = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await telegram.until_polled()
    newer = asyncio.create_task(api.call("getUpdates", timeout=30))
    assert await older == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot "
        "instance is running"
    )
    await telegram.private_chat(telegram.person()).send("hello")
    assert len(await newer) == 1


async def test_a_bot_that_dies_while_it_waits_leaves_its_updates_to_the_next(
    api: BotApi, telegram: LocalTelegram
) -> None:
    dying = asyncio.create_task(api.call("getUpdates", timeout=30))
    await telegram.until_polled()
    dying.cancel()
    next_bot = asyncio.create_task(api.call("getUpdates", timeout=30))
    await telegram.until_called("getUpdates", times=2)
    await telegram.private_chat(telegram.person()).send("hello")
    assert [each["message"]["text"] for each in await next_bot] == ["hello"]


async def test_only_the_kinds_asked_for_are_queued(api: BotApi, chat: PrivateChat) -> None:
    updates = await api.call("getUpdates", allowed_updates=["message"])
    await api.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    message = await chat.send("one")
    await chat.edit(message, "two")
    assert [list(each) for each in await api.call("getUpdates")] == [["update_id", "message"]]
    await api.call("getUpdates", allowed_updates=[])
    await chat.edit(message, "three")
    assert "edited_message" in (await api.call("getUpdates"))[-1]


async def test_an_unknown_kind_is_refused(api: BotApi) -> None:
    words = await api.refusal("getUpdates", allowed_updates=["mesage"])
    assert words == "400 Bad Request: allowed_updates: unknown update type 'mesage'"


async def test_get_me_tells_what_a_library_needs(api: BotApi, telegram: LocalTelegram) -> None:
    me = await api.call("getMe")
    assert me["is_bot"] is True
    assert str(me["id"]) == telegram.token.partition(":")[0]
    assert me["can_read_all_group_messages"] is False


async def test_an_unknown_method_is_not_found(api: BotApi) -> None:
    assert await api.refusal("sendMesage") == "404 Not Found: method not found"


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [
        ("123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
        ("", 404, "Not Found"),
    ],
)
async def test_a_wrong_token_is_refused(
    api: BotApi, telegram: LocalTelegram, token: str, status: int, words: str
) -> None:
    async with api.session.get(f"{telegram.base_url}/bot{token}/getMe") as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": words}


async def test_a_changed_token_ends_the_old_one(api: BotApi, telegram: LocalTelegram) -> None:
    old = api.url("getMe")
    telegram.change_token()
    async with api.session.get(old) as response:
        assert response.status == 401
    assert (await api.call("getMe"))["is_bot"] is True


async def test_a_bot_that_logged_out_is_refused(api: BotApi) -> None:
    await api.call("logOut")
    assert await api.refusal("getMe") == "400 Logged out"


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_four_ways(api: BotApi, chat: PrivateChat, way: str) -> None:
    values = {"chat_id": str(chat.id), "text": "Ана & 🎓"}
    url, session = api.url("SENDmessage"), api.session
    if way == "query":
        request = session.get(url, params=values)
    elif way == "form":
        request = session.post(url, data=values)
    elif way == "json":
        request = session.post(url, json={**values, "chat_id": chat.id})
    else:
        form = aiohttp.FormData(values, default_to_multipart=True)
        request = session.post(url, data=form)
    async with request as response:
        assert response.status == 200, await response.text()
    assert chat.replies[-1].text == "Ана & 🎓"


async def test_another_host_name_is_refused(api: BotApi, telegram: LocalTelegram) -> None:
    headers = {"Host": "evil.example"}
    async with api.session.get(f"{telegram.base_url}/", headers=headers) as response:
        assert response.status == 403
    async with api.session.get(api.url("getMe"), headers=headers) as response:
        assert response.status == 403
