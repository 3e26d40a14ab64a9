"""A browser on the pages, and a site of their own on a port of this machine."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiohttp import web
from selenium import webdriver
from selenium.webdriver.common.by import By

from bot.web.site import Site
from tests.unit.preview.browser import Page


class Visit(Page):
    """What a visitor does and sees."""

    def __init__(self, browser: webdriver.Chrome, base: str) -> None:
        super().__init__(browser)
        self.base = base

    def open(self, path: str) -> None:
        self.browser.get("about:blank")
        self.errors()
        self.browser.get(self.base + path)

    def start(self) -> None:
        self.until(lambda: self.one("#start").is_enabled())
        self.one("#start").click()
        self.until(lambda: self.answers() == 1)

    def answers(self) -> int:
        found: int = self.browser.execute_script(
            "return document.querySelectorAll('.message:not(.own)').length"
        )
        return found

    def say(self, text: str) -> str:
        """Send words, and give the answer to them."""
        before = self.answers()
        self.one("#text").send_keys(text)
        self.one("#send").click()
        self.until(lambda: self.answers() > before)
        return self.texts(".message:not(.own) .body")[-1]

    def press(self, label: str) -> None:
        """Press a button under the last message that has it."""
        buttons = self.browser.find_elements(By.CSS_SELECTOR, ".buttons > * > *")
        found = [each for each in buttons if each.text.replace("\N{NO-BREAK SPACE}", " ") == label]
        self.browser.execute_script("arguments[0].focus(); arguments[0].click()", found[-1])

    def is_within(self) -> bool:
        """Whether nothing is wider than the screen."""
        wide: bool = self.browser.execute_script(
            "return document.documentElement.scrollWidth <= innerWidth"
        )
        return wide

    def errors(self) -> list[str]:
        log = self.browser.get_log("browser")
        return [each["message"] for each in log if each["level"] == "SEVERE"]


class Requests:
    """The requests that a server got, and switches that lose what comes, or let it wait."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.sizes: dict[str, int] = {}
        self.lose_answers = 0
        self.refuse = 0
        self.answering = threading.Event()
        self.answering.set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.seen.append(f"{request.method} {request.path_qs}")
        if request.method == "POST":
            await asyncio.to_thread(self.answering.wait)
        if request.method == "POST" and self.refuse > 0:
            self.refuse -= 1
            return web.json_response({}, status=400)
        answer: web.StreamResponse = await handler(request)
        self.sizes[request.path] = answer.content_length or 0
        if request.method == "POST" and self.lose_answers > 0:
            self.lose_answers -= 1
            assert request.transport is not None
            request.transport.abort()
        return answer


@contextlib.asynccontextmanager
async def served(
    add_routes: Callable[[web.UrlDispatcher], object], requests: Requests | None = None
) -> AsyncIterator[str]:
    """Serve at a port of this machine; gives the address."""
    app = web.Application(middlewares=[] if requests is None else [requests.middleware])
    add_routes(app.router)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def visiting(
    browser: webdriver.Chrome, site: Site, requests: Requests | None = None
) -> AsyncIterator[Visit]:
    """A visitor of a site; what they do runs beside the loop that serves it."""
    async with served(site.add_routes, requests) as base:
        yield Visit(browser, base)
        await asyncio.to_thread(browser.get, "about:blank")
