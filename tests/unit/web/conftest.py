"""The pages over the real conversation and a database of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.dialogue.assistant import Assistant
from bot.limits.fair_share import FairShare
from bot.limits.rate_limit import RateLimit
from bot.limits.time_limit import TimeLimit
from bot.storage import Store, open_store
from bot.web.chat import WebChat
from bot.web.expert_form import ExpertForm
from bot.web.guard import Guard
from bot.web.metrics import WebMetrics
from bot.web.site import Site
from rules import Rulebook
from tests.unit.web.firefox import NO_FIREFOX

CHAT = "AAAAAAAAAAAAAAAAAAAAAA"
OTHER_CHAT = "BBBBBBBBBBBBBBBBBBBBBB"
TODAY = date(2026, 11, 22)
HOST = "bot.example.org"
EMBEDDER = "https://www.example.org"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it loudly when the pages were not tried in Firefox."""
    if any(NO_FIREFOX in str(report.longrepr) for report in terminalreporter.getreports("skipped")):
        terminalreporter.write_sep("!", NO_FIREFOX, red=True, bold=True)


Client: TypeAlias = TestClient[web.Request, web.Application]
Ask: TypeAlias = Callable[..., Awaitable[list[dict[str, Any]]]]


class Clock:
    def __init__(self) -> None:
        self.now = 1_798_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path / 'razmena.db'}", clock=clock)
    yield store
    await store.close()


def new_chat(store: Store, assistant: Assistant, clock: Clock) -> WebChat:
    return WebChat(
        store, assistant, WebMetrics(), share=FairShare(TimeLimit(1.0), clock=clock), clock=clock
    )


@pytest.fixture
def site(store: Store, assistant: Assistant, rulebook: Rulebook, clock: Clock) -> Site:
    return Site(
        new_chat(store, assistant, clock),
        ExpertForm(rulebook, assistant.knowledge),
        Guard([HOST], [EMBEDDER]),
        WebMetrics(),
        limit=RateLimit(200, 5.0, clock=clock),
        today=lambda: TODAY,
    )


@pytest.fixture
async def client(site: Site) -> AsyncIterator[Client]:
    app = web.Application()
    site.add_routes(app.router)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
def ask(client: Client) -> Ask:
    """Sends a message, or taps a button, and gives the replies."""
    count = 0

    async def ask(text: str = "", *, chat: str = CHAT, data: str = "", id: str = "") -> Any:  # noqa: A002
        nonlocal count
        count += 1
        content = {"data": data} if data else {"text": text}
        body = {"chat": chat, "id": id or f"message-{count}", "language": "en", **content}
        reply = await client.post("/chat/message", json=body)
        assert reply.status == 200, await reply.text()
        return (await reply.json())["replies"]

    return ask
