"""The page that writes the line which puts the chat on another site."""

import asyncio
import re

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.web.site import Site
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Visit, visiting


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
