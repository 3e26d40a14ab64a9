"""The pages in Firefox: the walk of a visitor, of an embedding site, and of the expert form."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.web.site import Site
from tests.unit.preview.browser import AXE, AXE_RUN, AXE_TAGS
from tests.unit.web.browsing import served
from tests.unit.web.embedding import on_another_site
from tests.unit.web.firefox import Firefox, firefox

ENTER = "\ue007"
LAST = "return [...document.querySelectorAll('.message:not(.own)')].length"


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    profile: Path = tmp_path_factory.mktemp("firefox")
    with firefox(profile) as browser:
        browser.size(320, 640)
        yield browser


def violations(fox: Firefox) -> Any:
    fox.run((AXE / "axe.min.js").read_text(encoding="utf-8") + "; window.axe = axe;")
    return fox.run_until_done(AXE_RUN, AXE_TAGS)


def say(fox: Firefox, text: str) -> str:
    before = fox.run(LAST)
    fox.run("document.getElementById('text').focus()")
    fox.type(text + ENTER)
    fox.until(lambda: fox.run(LAST) > before)
    return fox.texts(".message:not(.own) .body")[-1]


def start(fox: Firefox) -> None:
    fox.until(lambda: fox.run("return document.getElementById('start')?.disabled === false"))
    fox.click("#start")
    fox.until(lambda: fox.run(LAST) == 1)


async def test_a_visitor_of_the_chat(fox: Firefox, site: Site) -> None:
    def walk(base: str) -> None:
        fox.open(f"{base}/chat?language=sr-Cyrl")
        start(fox)
        assert "30 дана" in say(fox, "колико дуго траје BIP?")
        say(fox, "/grade 9, 10")
        assert fox.texts("table th")
        assert violations(fox) == []
        assert fox.run("return document.documentElement.scrollWidth <= innerWidth")
        fox.open(f"{base}/chat?language=sr-Cyrl")
        fox.sees(".message:not(.own) .body", "30 дана")
        fox.click("#forget")
        fox.until(lambda: fox.run("return document.getElementById('sure').open"))
        fox.click("#sure-yes")
        fox.until(lambda: fox.run(LAST) == 1)

    async with served(site.add_routes) as base:
        await asyncio.to_thread(walk, base)


async def test_the_chat_in_a_frame_of_another_site(fox: Firefox, site: Site) -> None:
    def walk(elsewhere: str) -> None:
        fox.open(elsewhere)
        fox.until(lambda: fox.run("return document.getElementById('razmena-chat') !== null"))
        root = "document.getElementById('razmena-chat').shadowRoot"
        fox.run(f"{root}.querySelector('button').click()")
        fox.into_frame(f"return {root}.querySelector('iframe')")
        start(fox)
        assert "30 дана" in say(fox, "колико дуго траје BIP?")
        fox.out_of_frames()

    async with on_another_site(site, allowed=True) as host:
        await asyncio.to_thread(walk, host)


async def test_a_site_that_is_not_named_is_told_so_in_words(fox: Firefox, site: Site) -> None:
    def walk(elsewhere: str) -> None:
        fox.open(elsewhere)
        fox.until(lambda: fox.run("return document.getElementById('razmena-chat') !== null"))
        root = "document.getElementById('razmena-chat').shadowRoot"
        fox.run(f"{root}.querySelector('button').click()")
        told = f"return {root}.querySelector('#told')?.textContent ?? ''"
        fox.until(lambda: "Разговор се не може приказати" in fox.run(told))

    async with on_another_site(site, allowed=False) as host:
        await asyncio.to_thread(walk, host)


async def test_the_expert_form(fox: Firefox, site: Site) -> None:
    def walk(base: str) -> None:
        fox.open(f"{base}/check?language=en#form=eligibility&programme=bip&role=student")
        fox.until(lambda: fox.run("return document.getElementById('field-duration') !== null"))
        fox.run("document.getElementById('field-duration').focus()")
        fox.type("31 days")
        fox.sees("[data-name=duration] .why", "5 to 30 days")
        fox.until(lambda: "#case=" in fox.run("return location.hash"))
        assert violations(fox) == []

    async with served(site.add_routes) as base:
        await asyncio.to_thread(walk, base)


async def test_the_look_of_a_site_where_a_canvas_tells_nothing(fox: Firefox, site: Site) -> None:
    def walk(base: str) -> None:
        fox.open(f"{base}/chat?language=en#surface=%23241a10&text=%23f6ead8&accent=%23ffd9a0")
        start(fox)
        say(fox, "/grade 9, 10")
        assert violations(fox) == []
        colour = "return getComputedStyle(document.documentElement).backgroundColor"
        assert fox.run(colour) == "rgb(36, 26, 16)"

    async with served(site.add_routes) as base:
        await asyncio.to_thread(walk, base)
