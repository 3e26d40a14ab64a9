"""The chat on another site: one line, nothing before the first click, and cookies blocked."""

import asyncio
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.web.assets import embed_script
from bot.web.guard import Guard
from bot.web.site import Site
from tests.unit.preview.browser import a_phone, axe_violations, installed_browser, show_as
from tests.unit.web.browsing import Requests, Visit, served, visiting

DOCS = Path(__file__).parents[3] / "docs" / "website.md"
BEFORE_THE_CLICK, IN_ALL = 60 * 1024, 150 * 1024


@pytest.fixture(scope="module")
def wary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A browser that lets no page store anything, cookies or else."""
    profile: Path = tmp_path_factory.mktemp("wary")
    with a_phone(installed_browser(), profile, stores_nothing=True) as browser:
        yield browser


def host_page(line: str, style: str = "") -> str:
    return (
        f'<!doctype html><html lang="sr"><meta charset="utf-8"><title>Факултет</title>'
        f"<style>{style}</style><body><main><h1>Факултет</h1></main>{line}</body></html>"
    )


def routes_of(line: str, style: str = "") -> Callable[[web.UrlDispatcher], object]:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text=host_page(line, style), content_type="text/html")

    return lambda router: router.add_get("/", page)


def open_chat(browser: webdriver.Chrome) -> None:
    """Press the button of the line, and go into the frame that it opens."""
    shadow = browser.find_element(By.ID, "razmena-chat").shadow_root
    shadow.find_element(By.CSS_SELECTOR, "button").click()
    browser.switch_to.frame(shadow.find_element(By.CSS_SELECTOR, "iframe"))


async def test_one_line_on_a_foreign_site_with_everything_blocked(
    wary: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit, base: str) -> None:
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
        assert base not in "".join(requests.seen)

    async with served(site.add_routes, requests) as base:
        line = f'<script src="{base}/embed.js" async></script>'
        async with served(routes_of(line)) as elsewhere:
            # Another name of this machine is another site.
            visit = Visit(wary, elsewhere.replace("127.0.0.1", "localhost"))
            allow(site, visit.base)
            await asyncio.to_thread(walk, visit, base)


def allow(site: Site, origin: str) -> None:
    site.guard.embedders = (origin,)


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
    async with served(site.add_routes) as base:
        lines = (frame + script).replace("https://bot.example.org", base)
        async with served(routes_of(lines, "main { height: 3000px }")) as elsewhere:
            visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
            allow(site, visit.base)
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

    frame = '<iframe sandbox="allow-scripts allow-same-origin" src="{}/chat?language=en"></iframe>'
    async with (
        served(site.add_routes) as base,
        served(routes_of(frame.format(base))) as elsewhere,
    ):
        visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
        allow(site, visit.base)
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

    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<iframe src="{base}/chat"></iframe>')) as elsewhere,
    ):
        await asyncio.to_thread(walk, Visit(wary, elsewhere.replace("127.0.0.1", "localhost")))


@pytest.mark.parametrize("dark", [False, True])
async def test_the_look_is_that_of_the_host_and_can_always_be_read(
    phone: webdriver.Chrome, site: Site, dark: bool
) -> None:
    surface, text = ("#241a10", "#f6ead8") if dark else ("#fff7e8", "#33210d")
    style = (
        f":root {{ --razmena-accent: #8a1538; --razmena-surface: {surface}; "
        f"--razmena-text: {text}; --razmena-font: Georgia, serif; }}"
    )

    def walk(visit: Visit) -> None:
        show_as(phone, "light" if dark else "dark")
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        open_chat(phone)
        visit.start()
        visit.say("/grade 9, 10")
        body = phone.execute_script(
            "const style = getComputedStyle(document.documentElement);"
            "return [style.backgroundColor, style.fontFamily]"
        )
        wanted = [int(surface[place : place + 2], 16) for place in (1, 3, 5)]
        assert body == [f"rgb({', '.join(map(str, wanted))})", "Georgia, serif"]
        assert axe_violations(phone) == []
        phone.switch_to.default_content()

    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>', style)) as elsewhere,
    ):
        visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
        allow(site, visit.base)
        await asyncio.to_thread(walk, visit)


@pytest.mark.parametrize(
    "look",
    [
        "surface=url(https://evil.example/x)&text=%23ffffff&font=a;b:c&accent=red}",
        "surface=inherit&text=currentcolor&accent=unset&font=initial",
        "surface=transparent&text=rgb(255 255 255 / 90%25)&accent=%23ff000010",
        "surface=%23777777&text=%23808080&accent=%23777777",
        "surface=%23ffffff&text=%23595959&accent=%23ffffff",
        "surface=oklch(0.55 0.1 150)&text=oklch(0.6 0.1 150)&accent=oklch(0.97 0.02 100)",
    ],
)
async def test_a_look_that_could_not_be_read_is_not_taken(
    phone: webdriver.Chrome, site: Site, look: str
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light")
        visit.open(f"/chat?language=en#{look}")
        visit.start()
        visit.say("/eligibility")
        visit.one("#forget").click()
        assert axe_violations(phone) == []
        visit.one("#sure-no").click()
        assert axe_violations(phone) == []
        assert visit.errors() == []

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


_OLD = "CSSStyleSheet.prototype.replaceSync = undefined"


@pytest.mark.parametrize(
    ("accent", "color"),
    [
        ("oklch(0.95 0.05 100)", "rgb(0, 0, 0)"),
        ("#8a1538", "rgb(255, 255, 255)"),
        ("currentcolor", "rgb(255, 255, 255)"),
        ("#ffffff20", "rgb(255, 255, 255)"),
    ],
)
@pytest.mark.parametrize("script", ["", _OLD])
async def test_the_button_can_be_read_on_any_colour_and_stands_at_the_edge(
    phone: webdriver.Chrome, site: Site, accent: str, color: str, script: str
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        added = phone.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        button = phone.find_element(By.ID, "razmena-chat").shadow_root.find_element(
            By.CSS_SELECTOR, "button"
        )
        style = "const style = getComputedStyle(arguments[0]); return [style.color, style.position]"
        assert phone.execute_script(style, button) == [color, "fixed"]
        assert axe_violations(phone) == []
        phone.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    async with (
        served(site.add_routes) as base,
        served(
            routes_of(f'<script src="{base}/embed.js" data-accent="{accent}"></script>')
        ) as elsewhere,
    ):
        await asyncio.to_thread(walk, Visit(phone, elsewhere))


async def test_the_page_that_writes_the_line_and_what_it_writes(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        for scheme in ("light", "dark"):
            show_as(phone, scheme, (320, 640))
            visit.open("/embed?language=sr-Cyrl")
            visit.until(lambda: phone.execute_script("return frames[0]?.frames !== undefined"))
            phone.find_element(By.NAME, "own").click()
            assert axe_violations(phone) == []
            assert visit.is_within()
            choice = "const tag = document.getElementById('tag');"
            assert phone.execute_script(f"{choice} return tag.scrollWidth <= tag.clientWidth")
        line = phone.execute_script("return document.getElementById('line').value")
        assert line.startswith(f'<script src="{visit.base}/embed.js" data-accent="#1b5e9e"')
        phone.find_element(By.CSS_SELECTOR, "[value=frame]").click()
        line = phone.execute_script("return document.getElementById('line').value")
        assert 'style="max-width:100%"' in line
        assert re.match(rf'<iframe src="{visit.base}/chat#accent=%231b5e9e', line)
        site_field = phone.find_element(By.ID, "site")
        site_field.send_keys("https://www.example.org/erasmus")
        visit.sees("#site-says", "https://www.example.org може да прикаже")
        site_field.send_keys(Keys.CONTROL, "a")
        site_field.send_keys("https://elsewhere.example")
        visit.sees("#site-says", "WEB_ORIGINS")
        assert visit.errors() == []

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_what_it_looks_like_is_shown_in_the_language_of_the_page(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        visit.open("/embed?language=sr-Cyrl")
        phone.switch_to.frame("sample")
        visit.sees("h1", "Страница Вашег сајта")
        phone.switch_to.default_content()

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_the_styles_of_a_site_do_not_reach_the_button(
    phone: webdriver.Chrome, site: Site
) -> None:
    style = "div { display: none; transform: rotate(9deg); opacity: .1; visibility: hidden }"
    style += "button { display: none !important } * { font-size: 60px; letter-spacing: 2em }"

    def walk(visit: Visit) -> None:
        show_as(phone, "light", (360, 640))
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
        button = shadow.find_element(By.CSS_SELECTOR, "button")
        assert button.is_displayed()
        box = phone.execute_script("return arguments[0].getBoundingClientRect()", button)
        assert box["height"] <= 60
        assert 0 <= box["left"] < box["right"] <= 360
        open_chat(phone)
        visit.until(lambda: visit.one("#start").is_enabled())
        phone.switch_to.default_content()

    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>', style)) as elsewhere,
    ):
        visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
        allow(site, visit.base)
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

    async with (
        served(site.add_routes, requests) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>')) as elsewhere,
    ):
        visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
        allow(site, visit.base)
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

    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>')) as elsewhere,
    ):
        await asyncio.to_thread(walk, Visit(phone, elsewhere.replace("127.0.0.1", "localhost")))


async def test_the_button_has_the_letters_of_the_site_and_an_edge_where_it_needs_one(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit, home: str) -> None:
        visit.open("/")
        visit.until(lambda: phone.find_elements(By.ID, "razmena-chat"))
        shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
        button = shadow.find_element(By.CSS_SELECTOR, "button")
        font = phone.execute_script("return getComputedStyle(arguments[0]).fontFamily", button)
        assert font == "Georgia, serif"
        show_as(phone, "light")
        edge = "return getComputedStyle(document.getElementById('start')).borderColor"
        edges = []
        for accent in ("8a1538", "fdfdfd"):
            phone.get("about:blank")
            phone.get(f"{home}/chat#accent=%23{accent}")
            visit.until(lambda: visit.one("#start").is_enabled())
            edges.append(phone.execute_script(edge))
        assert edges[0] == "rgb(138, 21, 56)"
        assert edges[1] != "rgb(253, 253, 253)"

    style = ":root { --razmena-font: Georgia, serif }"
    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>', style)) as elsewhere,
    ):
        await asyncio.to_thread(walk, Visit(phone, elsewhere), base)


async def test_what_was_chosen_for_the_line_stays_in_another_language_and_is_copied_anew(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        visit.open("/embed?language=en")
        visit.until(lambda: visit.one("#line").get_attribute("value"))
        visit.one("[value=frame]").click()
        visit.one("#copy").click()
        visit.sees("#copied", "opied")
        visit.one("[name=own]").click()
        visit.until(lambda: visit.texts("#copied") == [""])
        visit.one("#site").send_keys("www.example.org")
        visit.sees("#site-says", "https://www.example.org")
        line = str(visit.one("#line").get_attribute("value"))
        visit.one("#languages [lang=sr-Cyrl]").click()
        visit.sees("#site-says", "Напишите целу адресу")
        wanted = line.partition("#")[2].partition('"')[0]
        again = str(visit.one("#line").get_attribute("value"))
        assert wanted in again
        assert again.startswith("<iframe")
        assert visit.one("#site").get_attribute("value") == "www.example.org"
        assert axe_violations(phone) == []

    async with visiting(phone, site) as visit:
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

    async with (
        served(site.add_routes) as base,
        served(routes_of(f'<script src="{base}/embed.js"></script>')) as elsewhere,
    ):
        visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
        allow(site, visit.base)
        await asyncio.to_thread(walk, visit)


async def test_colours_that_arrive_after_the_line_are_taken(
    phone: webdriver.Chrome, site: Site
) -> None:
    ran = asyncio.Event()

    async def line_ran(_: web.Request) -> web.Response:
        ran.set()
        return web.Response()

    async def late_style(_: web.Request) -> web.Response:
        await ran.wait()
        style = ":root { --razmena-accent: #8a1538 }"
        return web.Response(text=style, content_type="text/css")

    def walk(visit: Visit) -> None:
        visit.open("/")
        shadow = phone.find_element(By.ID, "razmena-chat").shadow_root
        button, leave = shadow.find_elements(By.CSS_SELECTOR, "button")
        colour = "return getComputedStyle(arguments[0]).backgroundColor"
        for each in (button, leave):
            assert phone.execute_script(colour, each) == "rgb(138, 21, 56)"
        # A site may also change them while the page is open.
        change = "document.documentElement.style.setProperty('--razmena-accent', '#006400')"
        phone.execute_script(change)
        button.click()
        assert phone.execute_script(colour, leave) == "rgb(0, 100, 0)"

    async with served(site.add_routes) as base:
        line = f"""<script src="{base}/embed.js" async onload="fetch('/ran')"></script>"""
        sheet = '<link rel="stylesheet" href="/late.css">'

        def routes(router: web.UrlDispatcher) -> None:
            routes_of(line + sheet)(router)
            router.add_get("/ran", line_ran)
            router.add_get("/late.css", late_style)

        async with served(routes) as elsewhere:
            visit = Visit(phone, elsewhere.replace("127.0.0.1", "localhost"))
            await asyncio.to_thread(walk, visit)
