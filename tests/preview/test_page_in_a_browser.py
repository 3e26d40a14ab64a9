"""The page in a real browser: somebody types, taps, and sees what the bot does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from bot.preview import LocalTelegram
from tests.preview import echo_bot

T = TypeVar("T")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = (360, 640)


@pytest.fixture
async def bot_in_the_page(telegram: LocalTelegram) -> AsyncIterator[LocalTelegram]:
    """The bot that the page talks to, running."""
    async with echo_bot.polling(telegram) as application:
        await application.bot.set_my_commands([("start", "Почетак"), ("help", "Помоћ")])
        yield telegram


@pytest.fixture
def browser(browser_programs: tuple[str, str], tmp_path: Path) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location, driver = browser_programs
    for flag in (*FLAGS, f"--user-data-dir={tmp_path}", "--lang=en"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    metrics = {"width": PHONE[0], "height": PHONE[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    yield browser
    browser.quit()


class Page:
    """What a person does and sees."""

    def __init__(self, browser: webdriver.Chrome) -> None:
        self.browser = browser

    def until(self, condition: Callable[[], T]) -> T:
        wait = WebDriverWait(self.browser, 10, poll_frequency=0.03)
        return wait.until(lambda _: condition())

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText)"
        found: list[str] = self.browser.execute_script(script, selector)
        return found

    def sees(self, selector: str, text: str) -> None:
        self.until(lambda: any(text in each for each in self.texts(selector)))

    def tap(self, label: str) -> None:
        self.sees(".buttons button", label)
        place = self.texts(".buttons button").index(label)
        button = self.browser.find_elements(By.CSS_SELECTOR, ".buttons button")[place]
        self.browser.execute_script("arguments[0].click()", button)

    def write(self, *keys: str) -> None:
        self.one("#text").send_keys(*keys)


async def test_a_person_types_taps_and_sees_edits_and_typing(
    bot_in_the_page: LocalTelegram, browser: webdriver.Chrome
) -> None:
    loop = asyncio.get_running_loop()
    page = Page(browser)

    def person() -> None:
        browser.get(f"{bot_in_the_page.base_url}/")
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
        width = browser.execute_script("return document.documentElement.scrollWidth")
        assert width == PHONE[0]
        assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []

        browser.refresh()
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
