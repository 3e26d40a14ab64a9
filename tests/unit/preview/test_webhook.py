"""Updates to the bot's own server."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.preview import LocalTelegram
from tests.unit.preview.bot_api import BotApi


class OwnServer:
    """A bot's web server: keeps what it gets, and says what it is told to say."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.arrived = asyncio.Condition()
        self.url = ""

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        async with self.arrived:
            self.got.append(update)
            self.arrived.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def until(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(60), self.arrived:
            await self.arrived.wait_for(lambda: len(self.got) >= count)
        return self.got


@pytest.fixture
async def own() -> AsyncIterator[OwnServer]:
    own = OwnServer()
    runner = web.ServerRunner(web.Server(own.take), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    own.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield own
    await runner.cleanup()


async def until_empty(telegram: LocalTelegram) -> None:
    queue = telegram.world.queue
    empty = asyncio.Event()

    def look(_taken_before: int) -> None:
        if not len(queue):
            empty.set()

    stop = queue.listen_confirmed(look)
    look(0)
    async with asyncio.timeout(60):
        await empty.wait()
    stop()


async def test_updates_come_with_the_secret(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.send("before")
    await api.call("setWebhook", url=own.url, secret_token="s3cret-_")
    await chat.send("after")
    got = await own.until(2)
    assert [update["message"]["text"] for update in got] == ["before", "after"]
    assert set(own.secrets) == {"s3cret-_"}
    await until_empty(telegram)


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    own.answers = [web.Response(status=403), web.Response(status=500), web.Response()]
    telegram.server.webhook_retry_unit = 0.01
    await api.call("setWebhook", url=own.url)
    chat = telegram.private_chat(telegram.person())
    await chat.send("one")
    await chat.send("two")
    got = await own.until(4)
    assert [update["message"]["text"] for update in got] == ["one", "one", "one", "two"]
    info = await api.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert (info["url"], info["max_connections"]) == (own.url, 40)


async def test_another_chat_does_not_wait_for_a_failing_one(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    own.answers = [web.Response(status=500), web.Response(status=500)]
    telegram.server.webhook_retry_unit = 1000.0
    await api.call("setWebhook", url=own.url)
    first = telegram.private_chat(telegram.person())
    await first.send("stuck")
    await own.until(2)
    second = telegram.private_chat(telegram.person())
    await second.send("fine")
    got = await own.until(3)
    assert got[-1]["message"]["text"] == "fine"
    assert (await api.call("getWebhookInfo"))["pending_update_count"] >= 1


async def test_an_answer_may_hold_a_call(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    chat = telegram.private_chat(telegram.person())
    call = {"method": "sendMessage", "chat_id": chat.id, "text": "by the way"}
    own.answers = [web.json_response(call)]
    await api.call("setWebhook", url=own.url)
    assert (await chat.ask("hello")).text == "by the way"


async def test_polling_and_a_webhook_exclude_each_other(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    waiting = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await telegram.until_polled()
    await api.call("setWebhook", url=own.url)
    assert await waiting == "409 Conflict: terminated by setWebhook request"
    assert await api.refusal("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await api.call("deleteWebhook")
    assert await api.call("getUpdates") == []
    assert (await api.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (
            {"url": "http://example.org/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://example.org/hook"},
            "bad webhook: Failed to resolve host: Name or service not known",
        ),
        ({"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
        (
            {"url": "http://127.0.0.1:1/", "secret_token": "no spaces"},
            "secret token contains unallowed characters",
        ),
        (
            {"url": "http://127.0.0.1:1/", "secret_token": "x" * 257},
            "secret token is too long",
        ),
    ],
)
async def test_a_wrong_webhook_is_refused(
    api: BotApi, parameters: dict[str, str], words: str
) -> None:
    assert await api.refusal("setWebhook", **parameters) == f"400 Bad Request: {words}"


async def test_a_public_address_can_lead_to_this_machine(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    telegram.route_webhook("https://bot.example.org", own.url.removesuffix("/hook"))
    await api.call("setWebhook", url="https://bot.example.org/hook")
    await telegram.private_chat(telegram.person()).send("hello")
    assert (await own.until(1))[0]["message"]["text"] == "hello"


async def test_pending_updates_can_be_dropped(api: BotApi, telegram: LocalTelegram) -> None:
    await telegram.private_chat(telegram.person()).send("old")
    await api.call("deleteWebhook", drop_pending_updates=True)
    assert await api.call("getUpdates") == []


async def test_a_restart_of_telegram_goes_on_with_the_webhook(
    api: BotApi, telegram: LocalTelegram, own: OwnServer
) -> None:
    await api.call("setWebhook", url=own.url)
    await telegram.stop()
    await telegram.private_chat(telegram.person()).send("while it was away")
    await telegram.start()
    assert (await own.until(1))[0]["message"]["text"] == "while it was away"
