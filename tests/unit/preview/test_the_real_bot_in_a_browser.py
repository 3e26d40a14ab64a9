"""The real bot on the page: a question typed, a button tapped, an edited message seen."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from bot.dialogue.assistant import Assistant
from bot.preview import LocalTelegram
from tests.scenarios.world import RealBot
from tests.unit.preview.browser import PHONE, Page

_CUT = """
return [...document.querySelectorAll(".buttons button")]
    .filter(button => button.scrollWidth > button.clientWidth).map(button => button.textContent)
"""


@pytest.fixture
async def bot_in_the_page(
    telegram: LocalTelegram, tmp_path: Path, assistant: Assistant
) -> AsyncIterator[LocalTelegram]:
    """The bot that the page talks to, running."""
    bot = RealBot(telegram, tmp_path / "razmena.db", assistant)
    await bot.start()
    yield telegram
    await bot.stop()


async def test_a_changed_estimate_stands_below_the_first_one_and_no_label_is_cut(
    bot_in_the_page: LocalTelegram, phone: webdriver.Chrome
) -> None:
    page = Page(phone)

    def person() -> None:
        phone.get(f"{bot_in_the_page.base_url}/")
        page.one("[data-language='sr-Cyrl']").click()
        page.sees("#start", "ЗАПОЧНИ")
        page.one("#start").click()
        page.sees(".message:not(.own) .body", "Erasmus+")

        page.write("докторанд, 20 дана, возом, колико пара", Keys.ENTER)
        page.sees(".message:not(.own) .body strong", "1.330 EUR")
        page.tap("Измена одговора")
        page.tap("20 дана")
        page.tap("10 дана")
        page.sees(".message:not(.own) .body strong", "750 EUR")
        page.sees(".message .edited", "измењено")
        told = page.texts(".message:not(.own) .body")
        assert sum(text.startswith("Стипендија је 1.330 EUR") for text in told) == 1, (
            "the verdict stays"
        )
        assert told[-1].startswith("Стипендија је 750 EUR")
        assert "Пре измене је било: 1.330 EUR" in told[-1]
        assert phone.execute_script(_CUT) == []
        page.until(lambda: not page.texts("[aria-busy=true]"))

        page.tap("Слика")
        page.until(lambda: page.texts(".message img"))
        page.sees(".message:not(.own) .body", "50 EUR")
        width = phone.execute_script("return document.documentElement.scrollWidth")
        assert width == PHONE[0]
        assert [entry for entry in phone.get_log("browser") if entry["level"] == "SEVERE"] == []

    await asyncio.to_thread(person)
