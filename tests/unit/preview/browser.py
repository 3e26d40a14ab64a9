"""A real browser on the page, and what a person does and sees there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

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
    "--disable-extensions",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
)
PHONE = (360, 640)
AXE = Path(__file__).parent / "axe"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = """
const [tags, done] = arguments;
// Contrast is measured on what has come to rest.
for (const each of document.getAnimations()) {
  if (each.effect.getTiming().iterations !== Infinity) each.finish();
}
const told = node => `${node.target.join(" ")}: ${node.any.map(one => one.message).join("; ")}`;
axe.run(document, { runOnly: tags }).then(
  result => done(result.violations.map(each => [each.id, each.nodes.map(told)])),
  error => done([["axe failed", [String(error)]]]),
);
"""


def axe_violations(browser: webdriver.Chrome) -> list[Any]:
    """What axe finds wrong with the page as it stands."""
    browser.execute_script((AXE / "axe.min.js").read_text(encoding="utf-8"))
    found: list[Any] = browser.execute_async_script(AXE_RUN, AXE_TAGS)
    return found


def show_as(browser: webdriver.Chrome, scheme: str, size: tuple[int, int] = PHONE) -> None:
    """Show pages in the light or in the dark, on a screen of this size."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


NO_BROWSER = (
    "the page was NOT tried in a real browser: chromium or chromedriver is missing "
    "(apt-get install chromium chromium-driver)"
)


def installed_browser() -> tuple[str, str]:
    """Paths of Chromium and its driver; the test is skipped where they are missing."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip(NO_BROWSER)
    return chromium, driver


@contextmanager
def a_phone(
    programs: tuple[str, str], profile: Path, *, stores_nothing: bool = False
) -> Iterator[webdriver.Chrome]:
    """A browser as wide and high as a phone; one that lets no page store anything, if asked."""
    options = webdriver.ChromeOptions()
    if stores_nothing:
        settings = {"profile.default_content_setting_values.cookies": 2}
        options.add_experimental_option("prefs", settings)
    options.binary_location, driver = programs
    for flag in (*FLAGS, f"--user-data-dir={profile}", "--lang=en"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    show_as(browser, "light")
    try:
        yield browser
    finally:
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
        # A number and its unit stand in one line; tests write a plain space between them.
        return [text.replace("\N{NO-BREAK SPACE}", " ") for text in found]

    def sees(self, selector: str, text: str) -> None:
        self.until(lambda: any(text in each for each in self.texts(selector)))

    def tap(self, label: str) -> None:
        self.sees(".buttons button", label)
        place = self.texts(".buttons button").index(label)
        button = self.browser.find_elements(By.CSS_SELECTOR, ".buttons button")[place]
        self.browser.execute_script("arguments[0].click()", button)

    def write(self, *keys: str) -> None:
        self.one("#text").send_keys(*keys)
