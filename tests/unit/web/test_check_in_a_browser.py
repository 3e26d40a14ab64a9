"""The expert form in a real browser: the verdict follows the fields, and the fragment the case."""

import asyncio
import json
from urllib.parse import quote

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from bot.forms.case_link import decode, encode
from bot.web.site import Site
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Requests, Visit, visiting

FORMS = ("grant", "duration", "grade", "deadlines", "account", "options")


async def test_the_verdict_changes_with_the_fields_and_a_link_opens_the_case(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()
    found: dict[str, object] = {}

    def field(name: str) -> webdriver.remote.webelement.WebElement:
        return phone.find_element(By.ID, f"field-{name}")

    def look(visit: Visit, state: str) -> None:
        if violations := axe_violations(phone):
            found[state] = violations
        assert visit.is_within(), state

    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        visit.open("/check?language=sr-Latn")
        visit.until(lambda: phone.find_elements(By.ID, "field-programme"))
        look(visit, "empty")
        # The line that stays in sight is whole.
        said = "const said = document.getElementById('said');"
        phone.execute_script(f"{said} said.textContent = 'word '.repeat(30)")
        assert phone.execute_script(f"{said} return said.scrollHeight <= said.clientHeight")
        Select(field("programme")).select_by_value("bip")
        visit.until(lambda: phone.find_elements(By.ID, "field-duration"))
        Select(field("role")).select_by_value("student")
        field("duration").send_keys("31 dan")
        visit.sees("#result", "Ne")
        visit.sees("[data-name=duration] .why", "od 5 do 30 dana")
        visit.sees("[data-name=duration] .why", "Izvor")
        visit.sees("[data-name=duration] .understood", "31 dan")
        look(visit, "refused")
        field("ects").send_keys("mnogo")
        visit.sees("[data-name=ects] .error", "broj")
        look(visit, "a field that cannot be read")
        case = phone.execute_script("return location.hash")
        assert "31" in case  # what is filled in stands there as long as it cannot be a link
        field("ects").clear()
        field("duration").clear()
        field("duration").send_keys("20 dana")
        visit.sees("[data-name=duration] .understood", "20 dana")
        assert visit.texts(".why") == []
        visit.until(lambda: "#case=case_" in phone.current_url)
        address = phone.current_url
        assert not any("case" in each for each in requests.seen)
        show_as(phone, "dark", (1100, 800))
        visit.open(address.removeprefix(visit.base))
        visit.until(lambda: phone.find_elements(By.ID, "field-duration"))
        assert field("duration").get_attribute("value") == "20 dana"
        assert Select(field("programme")).first_selected_option.text.startswith("BIP")
        look(visit, "opened from a link")
        phone.find_element(By.ID, "to-chat").click()
        visit.start()
        visit.sees(".message:not(.own) .body", "20 dana")
        assert visit.errors() == []

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)
    assert found == {}


async def test_every_form_has_its_tab_and_can_be_printed(
    phone: webdriver.Chrome, site: Site
) -> None:
    found: dict[str, object] = {}

    def walk(visit: Visit) -> None:
        show_as(phone, "dark", (320, 640))
        visit.open("/check?language=en#form=grant&programme=bip&days=20&green_travel=yes")
        visit.sees("#result", "1,330 EUR")
        for form in FORMS:
            phone.find_element(By.CSS_SELECTOR, f"#tabs [data-form={form}]").click()
            visit.sees(f"#tabs [data-form={form}][aria-current]", "")
            visit.until(lambda: not phone.find_elements(By.CSS_SELECTOR, "[aria-busy]"))
            if violations := axe_violations(phone):
                found[form] = violations
        dark = [{"name": "prefers-color-scheme", "value": "dark"}]
        printed = {"media": "print", "features": dark}
        phone.execute_cdp_cmd("Emulation.setEmulatedMedia", printed)
        # On paper there is no dark ground.
        ink = "return getComputedStyle(document.querySelector('#result p')).color"
        assert phone.execute_script(ink) == "rgb(0, 0, 0)"
        assert not phone.find_element(By.ID, "tabs").is_displayed()
        assert phone.find_element(By.ID, "result").is_displayed()
        shown = "return getComputedStyle(document.getElementById('acts')).display"
        assert phone.execute_script(shown) == "none"
        phone.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
    assert found == {}


async def test_inside_telegram_it_has_its_colours_and_sends_the_case_to_the_chat(
    phone: webdriver.Chrome, site: Site
) -> None:
    taken: list[tuple[str, str]] = []
    told = "window.told = [];window.TelegramWebviewProxy = { postEvent: (type) => told.push(type) }"

    async def take(init: str, case: str) -> bool:
        taken.append((init, case))
        return init.startswith("user=")

    theme = quote(json.dumps({"bg_color": "#18222d", "text_color": "#ffffff",
                              "button_color": "#2ea6ff"}))  # fmt: skip
    launched = f"tgWebAppData={quote('user=1&hash=2')}&tgWebAppThemeParams={theme}"

    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        script = phone.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": told})
        visit.open(f"/check?language=en#case={link}?{launched}")
        visit.sees("#result", "BIP")
        shown = phone.execute_script("return getComputedStyle(document.documentElement).background")
        assert shown.startswith("rgb(24, 34, 45)")
        assert phone.execute_script("return told") == ["web_app_ready", "web_app_setup_main_button"]
        assert "tgWebApp" not in phone.current_url
        assert axe_violations(phone) == []
        Select(phone.find_element(By.ID, "field-role")).select_by_value("student")
        visit.until(lambda: link not in phone.current_url)
        phone.execute_script("Telegram.WebView.receiveEvent('main_button_pressed')")
        visit.sees("#copied", "the answer is in the chat")
        assert phone.execute_script("return told.at(-1)") == "web_app_close"
        phone.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
        assert visit.errors() == []

    link = encode("eligibility", {"programme": "bip"})
    assert link is not None
    site.hand_over = take
    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
    ((init, case),) = taken
    assert init == "user=1&hash=2"
    assert decode(case).answers == {"programme": "bip", "role": "student"}


async def test_where_only_what_is_marked_is_wrong_it_says_so(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        visit.open("/check?language=en#form=grade")
        visit.sees("#result", "Fill in the fields")
        visit.open("/check?language=en#form=grade&mark=blah")
        visit.until(lambda: visit.texts("#fields .error"))
        visit.sees("#result", "Correct what is marked")

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
