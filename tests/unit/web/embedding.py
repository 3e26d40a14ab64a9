"""Pages of other sites with the chat on them."""

import contextlib
from collections.abc import AsyncIterator, Callable

from aiohttp import web
from selenium import webdriver
from selenium.webdriver.common.by import By

from bot.web.site import Site
from tests.unit.web.browsing import Requests, Visit, served

THE_LINE = '<script src="{base}/embed.js"></script>'


@contextlib.asynccontextmanager
async def on_another_site(
    site: Site,
    line: str = THE_LINE,
    *,
    style: str = "",
    requests: Requests | None = None,
    allowed: bool,
) -> AsyncIterator[str]:
    """Serve a page of another site with lines in it, `{base}` in them being where the chat is.

    Gives its address. The site may frame the chat, where it is allowed.
    """
    async with (
        served(site.add_routes, requests) as base,
        served(routes_of(line.replace("{base}", base), style)) as elsewhere,
    ):
        address = of_another_site(elsewhere)
        if allowed:
            site.guard.embedders = (address,)
        yield address


@contextlib.asynccontextmanager
async def embedded(
    browser: webdriver.Chrome,
    site: Site,
    line: str = THE_LINE,
    *,
    style: str = "",
    requests: Requests | None = None,
    allowed: bool = True,
) -> AsyncIterator[Visit]:
    """Visit a page of another site with lines in it."""
    there = on_another_site(site, line, style=style, requests=requests, allowed=allowed)
    async with there as address:
        yield Visit(browser, address)


def of_another_site(address: str) -> str:
    """Return the address under another name of this machine, which is another site."""
    return address.replace("127.0.0.1", "localhost")


def _page(line: str, style: str = "") -> str:
    return (
        f'<!doctype html><html lang="sr"><meta charset="utf-8"><title>Факултет</title>'
        f"<style>{style}</style><body><main><h1>Факултет</h1></main>{line}</body></html>"
    )


def routes_of(line: str, style: str = "") -> Callable[[web.UrlDispatcher], object]:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text=_page(line, style), content_type="text/html")

    return lambda router: router.add_get("/", page)


def open_chat(browser: webdriver.Chrome) -> None:
    """Press the button of the line, and go into the frame that it opens."""
    shadow = browser.find_element(By.ID, "razmena-chat").shadow_root
    shadow.find_element(By.CSS_SELECTOR, "button").click()
    browser.switch_to.frame(shadow.find_element(By.CSS_SELECTOR, "iframe"))
