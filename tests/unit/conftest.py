"""One browser for all tests of a process: to start one takes a second of processor time."""

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.unit.preview.browser import a_phone, installed_browser, show_as


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """The browser of this process."""
    with a_phone(installed_browser(), tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def phone(chromium: webdriver.Chrome) -> webdriver.Chrome:
    """A browser like a phone, as if it were new: sites keep what they store under their port."""
    first, *others = chromium.window_handles
    for window in others:
        chromium.switch_to.window(window)
        chromium.close()
    chromium.switch_to.window(first)
    chromium.get("about:blank")
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    show_as(chromium, "light")
    chromium.get_log("browser")
    return chromium
