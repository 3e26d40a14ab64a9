"""The chat on another site: one line, nothing before the first click, and cookies blocked."""

import asyncio
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.web.assets import embed_script
from bot.web.guard import Guard
from bot.web.site import Site
from tests.unit.preview.browser import a_phone, axe_violations, installed_browser, show_as
from tests.unit.web.browsing import Requests, Visit
from tests.unit.web.embedding import embedded, open_chat

DOCS = Path(__file__).parents[3] / "docs" / "website.md"
BEFORE_THE_CLICK, IN_ALL = 60 * 1024, 150 * 1024


@pytest.fixture(scope="module")
def wary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A browser that lets no page store anything, cookies or else."""
    profile: Path = tmp_path_factory.mktemp("wary")
    with a_phone(installed_browser(), profile, stores_nothing=True) as browser:
        yield browser


async def test_one_line_on_a_foreign_site_with_everything_blocked(
    wary: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        show_as(wary, "light", (320, 640))
        visit.open("/")
        visit.until(lambda: wary.find_elements(By.ID, "razmena-chat"))
        assert requests.seen == ["GET /embed.js"]
        # The iframe is only there once the button was pressed.
        shadow = wary.find_element(By.ID, "razmena-chat").shadow_root
        assert shadow.find_elements(By.CSS_SELECTOR, "iframe") == []
        assert shadow.find_element(By.CSS_SELECTOR, "button").text == "Питајте о мобилности"
        assert axe_violations(wary) == []
        open_chat(wary)
        visit.until(lambda: visit.one("#start").is_enabled())
        with pytest.raises(Exception, match=r"Access is denied|SecurityError"):
            wary.execute_script("return sessionStorage.length")
        assert all(each.startswith("GET ") for each in requests.seen)
        visit.start()
        assert "30 дана" in visit.say("колико дуго може да траје BIP?")
        assert "мастер" in visit.say("/case мастер").lower()
        assert visit.is_within()
        wary.switch_to.active_element.send_keys(Keys.ESCAPE)
        wary.switch_to.default_content()
        again = wary.find_element(By.ID, "razmena-chat").shadow_root
        visit.until(lambda: again.find_element(By.CSS_SELECTOR, "button").is_displayed())
        # The conversation is still there when it is opened again.
        open_chat(wary)
        assert "мастер" in visit.texts(".message:not(.own) .body")[-1].lower()
        wary.switch_to.default_content()
        assert "http://" not in "".join(requests.seen)

    line = '<script src="{base}/embed.js" async></script>'
    async with embedded(wary, site, line, requests=requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_on_a_narrow_page_that_scrolls_nothing_is_cut(
    phone: webdriver.Chrome, site: Site
) -> None:
    inside = "const part = arguments[0].getBoundingClientRect();"
    inside += "return part.left >= 0 && part.right <= document.documentElement.clientWidth"

    def walk(visit: Visit) -> None:
        for size in ((320, 640), (460, 700), (1000, 700)):
            show_as(phone, "light", size)
            visit.open("/")
            visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
            open_chat(phone)
            visit.until(lambda: visit.one("#start").is_enabled())
            # What closes the chat stands in its upper corner.
            place = "return arguments[0].getBoundingClientRect()"
            title, close, languages = (
                phone.execute_script(place, visit.one(each))
                for each in ("#title", "#close", "#languages")
            )
            assert close["bottom"] <= languages["top"]
            assert close["left"] >= title["right"]
            phone.switch_to.default_content()
            shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
            frame = shadow.find_element(By.CSS_SELECTOR, "iframe")
            assert phone.execute_script(inside, frame), size
            line = phone.find_element(By.CSS_SELECTOR, "main ~ iframe")
            assert phone.execute_script(inside, line), size
            assert visit.is_within(), size

    # The very lines of docs/website.md.
    script, frame = re.findall(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    lines = (frame + script).replace("https://bot.example.org", "{base}")
    async with embedded(phone, site, lines, style="main { height: 3000px }") as visit:
        await asyncio.to_thread(walk, visit)


async def test_a_frame_that_a_site_locks_in_works_with_scripts_alone(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        visit.open("/")
        phone.switch_to.frame(phone.find_element(By.TAG_NAME, "iframe"))
        visit.start()
        visit.one("#text").send_keys("how long may a BIP be?", Keys.ENTER)
        visit.sees(".message:not(.own) .body", "30 days")
        assert "master" in visit.say("/case master").lower()
        visit.one("#forget").click()
        visit.one("#sure-no").click()
        visit.one("#forget").click()
        visit.one("#sure-yes").click()
        visit.until(lambda: visit.answers() == 1)
        phone.switch_to.default_content()

    frame = (
        '<iframe sandbox="allow-scripts allow-same-origin" src="{base}/chat?language=en"></iframe>'
    )
    async with embedded(phone, site, frame) as visit:
        await asyncio.to_thread(walk, visit)


async def test_a_site_that_is_not_named_cannot_frame_the_chat(
    wary: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        visit.open("/")
        visit.until(lambda: wary.find_elements(By.TAG_NAME, "iframe"))
        wary.switch_to.frame(0)
        assert wary.find_elements(By.ID, "start") == []
        wary.switch_to.default_content()

    frame = '<iframe src="{base}/chat"></iframe>'
    async with embedded(wary, site, frame, allowed=False) as visit:
        await asyncio.to_thread(walk, visit)


async def test_it_is_small(phone: webdriver.Chrome, site: Site) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        assert list(requests.sizes) == ["/embed.js"]
        assert sum(requests.sizes.values()) <= BEFORE_THE_CLICK
        open_chat(phone)
        visit.start()
        phone.switch_to.default_content()
        assert {"/chat", "/web/chat.js", "/web/messages.js"} < requests.sizes.keys()
        assert sum(requests.sizes.values()) <= IN_ALL, requests.sizes

    async with embedded(phone, site, requests=requests) as visit:
        await asyncio.to_thread(walk, visit)


def test_it_is_as_small_as_its_page_says() -> None:
    told = re.search(
        r"The script has under (\d+) KB, (\d+) of them", DOCS.read_text(encoding="utf-8")
    )
    assert told is not None
    script = embed_script()
    sizes = (len(script.content), len(script.zipped))
    assert [math.ceil(each / 1024) for each in sizes] == [int(each) for each in told.groups()]


@pytest.mark.parametrize("size", [(320, 640), (1100, 800)])
async def test_a_chat_that_cannot_load_can_be_closed(
    phone: webdriver.Chrome, site: Site, size: tuple[int, int]
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light", size)
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
        button, leave = shadow.find_elements(By.CSS_SELECTOR, "button")
        assert not leave.is_displayed()
        button.click()
        frame = shadow.find_element(By.CSS_SELECTOR, "iframe")
        assert frame.is_displayed()
        leave.click()
        visit.until(button.is_displayed)
        assert not shadow.find_element(By.CSS_SELECTOR, "iframe").is_displayed()
        button.click()
        assert axe_violations(phone) == []
        # What the browser draws there says nothing: the line says it, and leads out.
        visit.until(lambda: shadow.find_elements(By.CSS_SELECTOR, "#told"))
        told = shadow.find_element(By.CSS_SELECTOR, "#told")
        assert "Разговор се не може приказати на овој страници" in told.text
        assert leave.is_displayed()
        assert axe_violations(phone) == []
        assert visit.is_within()
        assert f"WEB_ORIGINS={visit.base}" in "".join(visit.errors())
        link = told.find_element(By.CSS_SELECTOR, "a")
        assert link.get_attribute("target") == "_blank"
        here = phone.current_window_handle
        link.click()
        visit.until(lambda: len(phone.window_handles) == 2)
        phone.switch_to.window(next(each for each in phone.window_handles if each != here))
        visit.until(lambda: visit.one("#start").is_enabled())
        assert visit.one("#start").text == "Започните разговор"
        phone.close()
        phone.switch_to.window(here)
        webdriver.ActionChains(phone).send_keys(Keys.ESCAPE).perform()
        visit.until(button.is_displayed)
        assert not leave.is_displayed()
        assert not shadow.find_elements(By.CSS_SELECTOR, "#told")
        # Named meanwhile, it loads, and its own button closes it.
        site.guard = Guard([], [visit.base])
        button.click()
        visit.until(lambda: not leave.is_displayed())
        phone.switch_to.frame(shadow.find_element(By.CSS_SELECTOR, "iframe"))
        visit.until(lambda: visit.one("#start").is_enabled())
        visit.one("#close").click()
        phone.switch_to.default_content()
        visit.until(button.is_displayed)

    async with embedded(phone, site, allowed=False) as visit:
        await asyncio.to_thread(walk, visit)


async def test_by_keyboard_alone_it_opens_and_is_written_to(
    phone: webdriver.Chrome, site: Site
) -> None:
    focused = "return document.activeElement.id"

    def press(*keys: str) -> None:
        webdriver.ActionChains(phone).send_keys(*keys).perform()

    def walk(visit: Visit) -> None:
        show_as(phone, "light", (360, 640))
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
        press(Keys.TAB, Keys.ENTER)
        frame = shadow.find_element(By.CSS_SELECTOR, "iframe")
        phone.switch_to.frame(frame)
        visit.until(lambda: phone.execute_script(focused) == "start")
        press(Keys.ENTER)
        visit.until(lambda: visit.answers() == 1)
        press("колико траје BIP?", Keys.ENTER)
        visit.sees(".message:not(.own) .body", "30 дана")
        press(Keys.ESCAPE)
        phone.switch_to.default_content()
        visit.until(lambda: not frame.is_displayed())
        press(Keys.ENTER)
        phone.switch_to.frame(frame)
        visit.until(lambda: phone.execute_script(focused) == "text")
        press("/grade 9, 10", Keys.ENTER)
        visit.until(lambda: visit.answers() == 3)
        phone.switch_to.default_content()

    async with embedded(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
