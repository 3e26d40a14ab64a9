"""On the page somebody can reply, edit, send a sticker, and try a group, inline and guest mode."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.dialogue.assistant import Assistant
from bot.preview import LocalTelegram
from tests.scenarios.world import RealBot
from tests.unit.preview.browser import PHONE, Page

pytestmark = pytest.mark.browser

BOT = ".message:not(.own) .body"


@pytest.fixture
async def real_bot(
    telegram: LocalTelegram, tmp_path: Path, assistant: Assistant
) -> AsyncIterator[RealBot]:
    """The bot that the page talks to, running."""
    bot = RealBot(telegram, tmp_path / "razmena.db", assistant)
    await bot.start()
    yield bot
    await bot.stop()


def started(page: Page, address: str) -> None:
    page.browser.get(address)
    page.sees("#start", "START")
    page.one("#start").click()
    page.sees(BOT, "Erasmus+")


def act(page: Page, selector: str) -> None:
    """Click something, wherever on the page it stands."""
    page.until(lambda: page.browser.find_elements(By.CSS_SELECTOR, selector))
    page.browser.execute_script(
        "[...document.querySelectorAll(arguments[0])].at(-1).click()", selector
    )


async def test_a_person_tries_every_way_in(real_bot: RealBot, phone: webdriver.Chrome) -> None:
    telegram, page = real_bot.telegram, Page(phone)
    name = telegram.bot.username

    def private() -> None:
        started(page, f"{telegram.base_url}/")
        page.write("PhD student, 20 days by train, how much?", Keys.ENTER)
        page.sees(BOT, "1,330 EUR")
        act(page, ".own .act[title=Edit]")
        page.sees("#about-to", "Editing")
        page.write(Keys.CONTROL, "a")
        page.write("PhD student, 10 days by train, how much?", Keys.ENTER)
        page.sees(BOT, "750 EUR")
        page.sees(".message.own .edited", "edited")
        act(page, ".message:not(.own) .act[title=Reply]")
        page.sees("#about-to", "Reply to")
        page.write("and for 12 days?", Keys.ENTER)
        page.sees(".message.own .quoted", "750 EUR")
        page.sees(BOT, "890 EUR")
        act(page, "#sticker")
        page.sees(".message.own .other", "👍")
        page.write("/grade A, D", Keys.ENTER)
        page.until(lambda: page.texts("table"))
        assert page.texts("table th")[:2] == ["Mark", "Grade"]
        width = phone.execute_script("return document.documentElement.scrollWidth")
        assert width == PHONE[0]

    def group_and_guest() -> None:
        act(page, "[data-room=group]")
        page.sees("#room-hint", "In a group")
        page.write("how many ECTS must a BIP give?", Keys.ENTER)
        page.sees(".message.own .body", "how many ECTS")
        page.write("/ask how many ECTS must a BIP give?", Keys.ENTER)
        page.sees(BOT, "3 ECTS")
        assert len(page.texts(BOT)) == 1, "what was not for the bot is not answered"
        page.sees(".message:not(.own) .sender", telegram.bot.name_for("en"))
        act(page, "[data-room=guest]")
        page.sees("#room-hint", f"@{name}")
        page.until(lambda: not page.texts(".message"))
        page.write(f"@{name} 45 days phd?", Keys.ENTER)
        page.sees(BOT, "30 days")

    def inline() -> None:
        act(page, "[data-room=private]")
        page.sees(BOT, "Erasmus+")
        page.write(f"@{name} bip ects")
        page.sees("#menu li", "ECTS")
        page.write(Keys.ARROW_DOWN, Keys.ENTER)
        page.sees(".message.own .body", "3 ECTS")
        act(page, "[data-room=group]")
        page.sees(BOT, "3 ECTS")

    await asyncio.to_thread(private)
    await asyncio.to_thread(group_and_guest)
    await asyncio.to_thread(inline)


async def test_messages_are_in_their_language_and_name_their_sender(
    real_bot: RealBot, phone: webdriver.Chrome
) -> None:
    page = Page(phone)

    def person() -> None:
        started(page, f"{real_bot.telegram.base_url}/")
        page.write("докторанд, 20 дана, возом, колико пара", Keys.ENTER)
        page.sees(BOT, "1.330 EUR")
        page.write("koliko traje BIP?", Keys.ENTER)
        page.sees(BOT, "Izvor")
        script = (
            "return [...document.querySelectorAll('.message')].map("
            "each => [each.lang, each.querySelector('.heard, .sender').textContent])"
        )
        told = phone.execute_script(script)
        name = real_bot.telegram.bot.name_for("en")
        assert [tuple(each) for each in told[-4:]] == [
            ("sr-Cyrl", "You"), ("sr-Cyrl", name), ("sr-Latn", "You"), ("sr-Latn", name),
        ]  # fmt: skip
        assert page.one("#messages").get_attribute("role") == "log"
        assert page.one("#messages").get_attribute("aria-live") == "polite"

    await asyncio.to_thread(person)


async def test_after_a_restart_the_page_says_what_is_lost(
    real_bot: RealBot, phone: webdriver.Chrome
) -> None:
    page = Page(phone)
    await asyncio.to_thread(started, page, f"{real_bot.telegram.base_url}/")
    port = real_bot.telegram.server.port
    await real_bot.stop()
    await real_bot.telegram.stop()
    anew = LocalTelegram()
    await anew.server.start(port)
    try:
        await asyncio.to_thread(page.sees, "#lost", "the earlier chat")
        assert page.texts(".message") == []
    finally:
        await anew.stop()
