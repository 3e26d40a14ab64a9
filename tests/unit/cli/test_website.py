"""The pages for visitors, put together as the program does it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from bot.cli.website import hosts_of, site_of
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.forms.case_link import encode
from bot.preview import LocalTelegram
from bot.preview.kit import init_data
from bot.storage import open_store
from bot.telegram.options import Options, Webhook
from bot.telegram.service import Service
from rules import load_rulebook
from tests.unit.telegram.waiting import until

CHAT = {"chat": "A" * 22, "id": "message-1", "text": "/help", "language": "en"}


@contextlib.asynccontextmanager
async def running(
    folder: Path, telegram: LocalTelegram, assistant: Assistant, *, web: bool
) -> AsyncIterator[str]:
    store = await open_store(f"sqlite:///{folder / 'razmena.db'}")
    options = Options(token=telegram.token, api_url=telegram.base_url, port=0, web=web)
    site = site_of(options, store, assistant, load_rulebook()) if web else None
    service = Service(options, store, assistant, Session, site=site)
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    try:
        await until(lambda: service.web.ready)
        yield f"http://127.0.0.1:{service.web.port}"
    finally:
        stop.set()
        await task
        await store.close()


async def test_visitors_are_answered_beside_telegram(tmp_path: Path, assistant: Assistant) -> None:
    async with (
        LocalTelegram() as telegram,
        running(tmp_path, telegram, assistant, web=True) as address,
        aiohttp.ClientSession(address) as http,
    ):
        chat = telegram.private_chat(telegram.person(language_code="en"))
        on_telegram = (await chat.ask("/help")).text
        async with http.post("/chat/message", json=CHAT) as reply:
            (shown,) = (await reply.json())["replies"]
        assert on_telegram is not None
        assert on_telegram.split("\n", maxsplit=1)[0][:40] in shown["html"]
        async with http.get("/metrics") as metrics:
            told = await metrics.text()
        assert 'razmena_web_messages_total{kind="message"} 1.0' in told
        assert 'razmena_updates_total{kind="message"} 1.0' in told
        assert "razmena_web_respond_seconds_count 1.0" in told


async def test_the_button_beside_the_input_opens_the_page_while_it_is_served(
    tmp_path: Path, assistant: Assistant
) -> None:
    async with LocalTelegram() as telegram:
        buttons = telegram.world.profile.menu_buttons
        async with running(tmp_path, telegram, assistant, web=True) as address:
            await until(lambda: 0 in buttons)
            assert buttons[0]["text"] == "Provera / Check"
            url = buttons[0]["web_app"]["url"]
            assert url == f"{address}/check"
            async with aiohttp.ClientSession() as http, http.get(url) as page:
                assert page.status == 200
        async with running(tmp_path, telegram, assistant, web=False):
            await until(lambda: buttons[0] == {"type": "default"})
        # One that the operator made at BotFather is theirs.
        theirs = {"type": "web_app", "text": "Ours", "web_app": {"url": "https://example.org"}}
        buttons[0] = theirs
        commands = len(telegram.calls_of("setMyCommands"))
        async with running(tmp_path, telegram, assistant, web=False):
            await until(lambda: len(telegram.calls_of("setMyCommands")) > commands)
        assert buttons[0] == theirs


async def test_without_the_setting_there_are_no_pages(tmp_path: Path, assistant: Assistant) -> None:
    async with (
        LocalTelegram() as telegram,
        running(tmp_path, telegram, assistant, web=False) as address,
        aiohttp.ClientSession(address) as http,
    ):
        for path in ("/chat", "/web/chat.js"):
            async with http.get(path) as reply:
                assert reply.status in (404, 405)
        async with http.post("/chat/message", json=CHAT) as reply:
            assert reply.status == 404


def test_the_names_of_the_pages_come_from_the_settings() -> None:
    webhook = Webhook("https://bot.example.org/hook", "s" * 20)
    options = Options(
        token="1:x", host="intranet", webhook=webhook, web_url="https://chat.example.org:8443"
    )
    assert hosts_of(options) == ("chat.example.org", "bot.example.org", "intranet")
    assert hosts_of(Options(token="1:x", host="192.0.2.1")) == ()


async def test_a_case_goes_to_the_page_inside_telegram_and_back_into_the_chat(
    tmp_path: Path, assistant: Assistant
) -> None:
    async with (
        LocalTelegram() as telegram,
        running(tmp_path, telegram, assistant, web=True) as address,
        aiohttp.ClientSession(address) as http,
    ):
        ana = telegram.person(language_code="en")
        chat = telegram.private_chat(ana)
        answer = await chat.ask("does 45 days fit a doctoral student?")
        opened = next(
            button["web_app"]["url"]
            for row in answer.raw["reply_markup"]["inline_keyboard"]
            for button in row
            if "web_app" in button
        )
        assert opened.startswith(f"{address}/check?language=en#case=case_")
        case = opened.partition("#case=")[2]
        async with http.post("/check/result", json={"case": case, "language": "en"}) as reply:
            assert (await reply.json())["form"] == "duration"
        async with http.get("/check") as page:
            assert "https://web.telegram.org" in page.headers["Content-Security-Policy"]
        launched = init_data(ana, telegram.token, telegram.world.now())
        changed = encode("duration", {"duration": {"days": 20}, "role": "student"})
        body = {"init": launched, "case": changed}
        before = len(chat.messages)
        for _ in range(2):  # sent twice, done once
            async with http.post("/check/hand-over", json=body) as reply:
                assert reply.status == 200
        await until(lambda: len(chat.messages) > before)
        assert "20" in (chat.messages[-1].text or "")
        await asyncio.sleep(0.2)
        assert len(chat.messages) == before + 1
        for wrong in ({**body, "init": launched + "0"}, {**body, "case": "case_x"}):
            async with http.post("/check/hand-over", json=wrong) as reply:
                assert reply.status == 403
