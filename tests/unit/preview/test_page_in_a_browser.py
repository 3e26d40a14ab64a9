"""The page in a real browser: somebody types, taps, and sees what the bot does."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from bot.preview import LocalTelegram
from tests.unit.preview import echo_bot
from tests.unit.preview.browser import PHONE, Page


@pytest.fixture
async def bot_in_the_page(telegram: LocalTelegram) -> AsyncIterator[LocalTelegram]:
    """The bot that the page talks to, running."""
    async with echo_bot.polling(telegram) as application:
        await application.bot.set_my_commands([("start", "Почетак"), ("help", "Помоћ")])
        yield telegram


async def test_a_person_types_taps_and_sees_edits_and_typing(
    bot_in_the_page: LocalTelegram, phone: webdriver.Chrome
) -> None:
    loop = asyncio.get_running_loop()
    page = Page(phone)

    def person() -> None:
        phone.get(f"{bot_in_the_page.base_url}/")
        page.sees("#start", "START")
        page.one("[data-language='sr-Cyrl']").click()
        page.sees("#start", "ЗАПОЧНИ")
        page.one("#start").click()
        page.sees(".message .body", "Welcome")

        loop.call_soon_threadsafe(echo_bot.MAY_ANSWER.clear)
        page.write("Стипендија & <b>20 дана</b>", Keys.SHIFT, Keys.ENTER, Keys.NULL)
        page.write("возом", Keys.ENTER)
        page.sees(".message.own .body", "<b>20 дана</b>\nвозом")
        page.sees("#status", "куца")
        loop.call_soon_threadsafe(echo_bot.MAY_ANSWER.set)
        page.sees(".message:not(.own) .body strong", "You wrote")
        page.until(lambda: "куца" not in page.texts("#status")[0])

        page.tap("Change it")
        page.sees(".message:not(.own) .body", "Changed")
        page.sees(".message .edited", "измењено")
        page.tap("Warn me")
        page.sees("#alert[open] p", "An alert")
        page.one("#alert-close").click()
        page.tap("Tell me")
        page.sees("#toast.shown", "A toast")
        page.until(lambda: not page.texts("[aria-busy=true]"))

        page.write("/he")
        page.sees("#menu li span", "Помоћ")
        page.write(Keys.ENTER)
        page.sees(".message.own .body", "/help")
        width = phone.execute_script("return document.documentElement.scrollWidth")
        assert width == PHONE[0]
        assert [entry for entry in phone.get_log("browser") if entry["level"] == "SEVERE"] == []

        phone.refresh()
        page.sees(".message:not(.own) .body", "Changed")
        assert page.one("html").get_attribute("lang") == "sr-Cyrl"

    await asyncio.to_thread(person)
    visitor = next(iter(bot_in_the_page.world.people.values()))
    assert visitor.language_code == "sr"
    await bot_in_the_page.restart()

    def person_again() -> None:
        page.until(lambda: page.texts("#status") == ["бот"])
        page.write("after the restart", Keys.ENTER)
        page.sees(".message:not(.own) .body", "You wrote after the restart")

    await asyncio.to_thread(person_again)
