"""How the chat and its button look on other sites: as the site does, and always to be read."""

import asyncio

import pytest
from aiohttp import web
from selenium import webdriver
from selenium.webdriver.common.by import By

from bot.web.site import Site
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Visit, served, visiting
from tests.unit.web.embedding import THE_LINE, embedded, of_another_site, open_chat, routes_of


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

    async with embedded(phone, site, style=style) as visit:
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

    line = f'<script src="{{base}}/embed.js" data-accent="{accent}"></script>'
    async with embedded(phone, site, line, allowed=False) as visit:
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

    async with embedded(phone, site, style=style) as visit:
        await asyncio.to_thread(walk, visit)


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
        served(routes_of(THE_LINE.replace("{base}", base), style)) as elsewhere,
    ):
        await asyncio.to_thread(walk, Visit(phone, elsewhere), base)


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
            await asyncio.to_thread(walk, Visit(phone, of_another_site(elsewhere)))
