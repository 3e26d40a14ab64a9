"""The bot's own server, and updates by webhook."""

import asyncio
import json
import resource
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from bot.preview import LocalTelegram
from bot.storage import StorageError
from bot.storage.sqlite.store import SqliteStore
from bot.telegram.options import Options, Webhook
from bot.telegram.refused import AddressTakenError, TokenRefusedError
from tests.unit.telegram.conftest import Running, Start
from tests.unit.telegram.waiting import until

SECRET = "right-secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def hooked(telegram: LocalTelegram, start: Start) -> Running:
    """A bot that gets its updates by webhook."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    telegram.route_webhook("https://bot.example.org/hook", f"http://127.0.0.1:{port}/hook")
    return await start(port=port, webhook=Webhook("https://bot.example.org/hook", SECRET))


def update(number: int, telegram: LocalTelegram, text: str) -> dict[str, Any]:
    person = telegram.person()
    person.has_started = True
    return {
        "update_id": number,
        "message": {
            "message_id": 1,
            "date": int(telegram.world.now()),
            "chat": {"id": person.id, "type": "private"},
            "from": person.to_user(),
            "text": text,
        },
    }


async def get(http: aiohttp.ClientSession, url: str) -> tuple[int, str]:
    async with http.get(url) as response:
        return response.status, await response.text()


async def post(
    http: aiohttp.ClientSession, url: str, body: bytes, secret: str | None = SECRET
) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with http.post(url, data=body, headers=headers) as response:
        return response.status


async def test_health_and_readiness_are_told(bot: Running, http: aiohttp.ClientSession) -> None:
    assert await get(http, f"{bot.web}/healthz") == (200, "ok\n")
    assert await get(http, f"{bot.web}/readyz") == (200, "ready\n")


async def test_a_bot_that_cannot_reach_its_database_is_not_healthy(
    bot: Running, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise StorageError("the database razmena.db is locked")

    monkeypatch.setattr(bot.store, "ping", fails)
    assert await get(http, f"{bot.web}/healthz") == (503, "the database razmena.db is locked\n")


async def test_a_full_disk_is_not_healthy(bot: Running, http: aiohttp.ClientSession) -> None:
    assert (await get(http, f"{bot.web}/healthz"))[0] == 200
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # No file of this process may grow beyond its size: as on a disk that is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        status, words = await get(http, f"{bot.web}/healthz")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (status, "razmena.db" in words) == (503, True)
    assert (await get(http, f"{bot.web}/healthz"))[0] == 200


async def test_a_database_that_may_only_be_read_is_not_healthy(
    bot: Running, http: aiohttp.ClientSession
) -> None:
    assert isinstance(bot.store, SqliteStore)
    # What shares its transaction cannot be written any more either.
    with suppress(StorageError):
        await bot.store._writer.run(lambda connection: connection.execute("PRAGMA query_only = 1"))
    status, words = await get(http, f"{bot.web}/healthz")
    assert (status, "may not be written" in words) == (503, True)


async def test_a_bot_that_telegram_does_not_answer_is_alive_and_not_ready(
    telegram: LocalTelegram, start: Start, http: aiohttp.ClientSession
) -> None:
    telegram.faults.refuse(502, "Bad Gateway", method="getMe", times=None)
    starting = asyncio.create_task(start())
    await until(lambda: telegram.calls_of("getMe"))
    telegram.faults.clear()
    bot = await starting
    bot.service.web.ready = False
    assert (await get(http, f"{bot.web}/readyz"))[0] == 503
    assert (await get(http, f"{bot.web}/healthz"))[0] == 200


async def test_metrics_count_and_name_nobody(bot: Running, http: aiohttp.ClientSession) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person("Ana"))
    await chat.ask("hello tajna")
    await bot.idle()
    status, text = await get(http, f"{bot.web}/metrics")
    assert status == 200
    assert 'razmena_updates_total{kind="message"} 1.0' in text
    assert 'razmena_replies_total{language="en",outcome="answer"} 1.0' in text
    assert "razmena_inbox_updates 0.0" in text
    assert "razmena_answer_seconds_count 1.0" in text
    for secret in ("tajna", "Ana", str(chat.id), bot.telegram.token):
        assert secret not in text


async def test_updates_by_webhook_are_answered_in_order(
    hooked: Running, telegram: LocalTelegram
) -> None:
    chat = telegram.private_chat(telegram.person())
    for word in ("a", "b", "c"):
        await chat.send(word)
    assert [(await chat.next_reply()).text for _ in range(3)] == ["1: a", "2: b", "3: c"]
    assert telegram.calls_of("getUpdates") == []


async def test_a_webhook_update_is_kept_before_it_is_taken(
    hooked: Running,
    telegram: LocalTelegram,
    http: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(*_: object, **__: object) -> int:
        raise StorageError("the disk is full")

    body = json.dumps(update(5, telegram, "hello")).encode()
    append = hooked.store.append
    monkeypatch.setattr(hooked.store, "append", fails)
    assert await post(http, f"{hooked.web}/hook", body) == 500
    monkeypatch.setattr(hooked.store, "append", append)
    assert await post(http, f"{hooked.web}/hook", body) == 200
    assert await post(http, f"{hooked.web}/hook", body) == 200
    await hooked.idle()
    assert len(telegram.calls_of("sendMessage")) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", "right-secre", "right-secret2", "ћ"])
async def test_who_does_not_know_the_secret_is_turned_away(
    hooked: Running, telegram: LocalTelegram, http: aiohttp.ClientSession, secret: str | None
) -> None:
    body = json.dumps(update(5, telegram, "hello")).encode()
    assert await post(http, f"{hooked.web}/hook", body, secret) == 403
    assert len(hooked.assistant.heard) == 0


@pytest.mark.parametrize(
    "body", [b"", b"not JSON", b"[]", b"{}", b'{"update_id": "5"}', b'{"update_id": null}', b"\xff"]
)
async def test_what_is_no_update_is_refused(
    hooked: Running, http: aiohttp.ClientSession, body: bytes
) -> None:
    assert await post(http, f"{hooked.web}/hook", body) == 400


@pytest.mark.parametrize("part", [b"[" * 20_000 + b"]" * 20_000, b"9" * 6000])
async def test_an_update_that_nobody_can_read_is_not_sent_again_and_again(
    hooked: Running, http: aiohttp.ClientSession, part: bytes
) -> None:
    body = b'{"update_id": 5, "message": ' + part + b"}"
    assert await post(http, f"{hooked.web}/hook", body) == 200
    assert hooked.service._metrics.set_aside._value.get() == 1


async def test_a_huge_body_is_refused(hooked: Running, http: aiohttp.ClientSession) -> None:
    assert await post(http, f"{hooked.web}/hook", b" " * (300 * 1024)) == 413


async def test_only_post_and_only_the_one_path_lead_in(
    hooked: Running, http: aiohttp.ClientSession
) -> None:
    assert (await get(http, f"{hooked.web}/hook"))[0] == 405
    assert await post(http, f"{hooked.web}/elsewhere", b"{}") == 404


async def test_nobody_can_post_updates_to_a_bot_that_polls(
    bot: Running, http: aiohttp.ClientSession
) -> None:
    assert await post(http, f"{bot.web}/", b'{"update_id": 1}', "") == 404


async def test_polling_ends_a_webhook_that_was_set_before(
    hooked: Running, telegram: LocalTelegram, start: Start
) -> None:
    await hooked.end()
    await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"


async def test_a_port_that_is_taken_is_one_clear_line(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            AddressTakenError, match=rf"cannot listen on 127.0.0.1:{port} \(Address"
        ):
            await start(port=port)


async def test_a_token_that_telegram_refuses_is_one_clear_line_without_it(start: Start) -> None:
    token = "7000000001:AAwrongwrongwrongwrongwrongwrongwro"
    with pytest.raises(TokenRefusedError) as caught:
        await start(token=token)
    assert "\n" not in str(caught.value)
    assert token not in str(caught.value)


def test_options_do_not_show_their_secrets() -> None:
    shown = repr(Options(token="123:tajna", webhook=Webhook("https://x.rs", "tajna")))
    assert "tajna" not in shown
