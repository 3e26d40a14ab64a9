"""The chat in a real browser: on a narrow phone, in the light and in the dark, by keyboard."""

import asyncio

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from bot.web.site import Site
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Requests, Visit, visiting

NARROW = (320, 640)


async def test_a_visitor_asks_taps_saves_and_is_forgotten(
    phone: webdriver.Chrome, site: Site
) -> None:
    found: dict[str, object] = {}

    def look(visit: Visit, state: str) -> None:
        if violations := axe_violations(visit.browser):
            found[state] = violations
        assert visit.is_within(), state

    def walk(visit: Visit) -> None:
        show_as(phone, "light", NARROW)
        visit.open("/chat?language=en")
        look(visit, "welcome")
        visit.start()
        look(visit, "started")
        assert "30 days" in visit.say("how long may a BIP be?")
        visit.say("/eligibility")
        visit.press("BIP (blended programme)")
        visit.sees(".message.own", "BIP (blended programme)")
        visit.sees(".step .body", "Are you applying as")
        assert len(visit.texts(".step")) == 1
        look(visit, "a step of a form")
        assert "9" in visit.say("/grade 9, 10")
        assert visit.texts(".table th")
        look(visit, "a table")
        assert "24 September 2027" in visit.say("/deadlines 2027-10-01")
        visit.press("Add to calendar")
        visit.sees("a[download]", "razmena-deadlines.ics")
        show_as(phone, "dark", NARROW)
        look(visit, "a file in the dark")
        visit.one("[data-language='sr-Cyrl']").click()
        visit.sees(".message:not(.own) .body", "на основу објављених правила")
        assert visit.texts("#send") == ["Пошаљите"]
        visit.browser.refresh()
        visit.sees(".message:not(.own) .body", "24 September 2027")
        visit.one("#forget").click()
        look(visit, "asked whether to forget")
        visit.one("#sure-yes").click()
        visit.until(lambda: len(visit.texts(".message")) == 1)
        look(visit, "forgotten")
        assert visit.errors() == []

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
    assert found == {}


async def test_nothing_is_sent_or_stored_before_the_first_click(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat#start=grant")
        visit.until(lambda: visit.one("#start").is_enabled())
        stored = "return [document.cookie, localStorage.length, sessionStorage.length]"
        assert phone.execute_script(stored) == ["", 0, 0]
        assert all(each.startswith("GET ") for each in requests.seen)
        assert "grant" not in " ".join(requests.seen)
        visit.start()
        visit.sees(".message:not(.own) .body", "Which kind of")
        assert phone.execute_script(stored) == ["", 0, 1]

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_an_answer_that_was_lost_comes_again_and_nothing_is_doubled(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        requests.lose_answers = 1
        assert "master" in visit.say("/case studentska razmena, master, 5 meseci").lower()
        assert visit.texts(".again") == []
        sent = [each for each in requests.seen if each == "POST /chat/message"]
        assert len(sent) == 3
        visit.one("#text").send_keys("x" * 20, Keys.SHIFT, Keys.ENTER, Keys.NULL, "y", Keys.ENTER)
        visit.sees(".message.own .body", "x" * 20 + "\ny")

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_a_page_that_was_closed_before_the_answer_came_gets_it_when_it_is_opened_again(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        requests.answering.clear()
        visit.one("#text").send_keys("how long may a BIP be?", Keys.ENTER)
        visit.sees(".message.own .body", "how long may a BIP be?")
        phone.refresh()
        requests.answering.set()
        visit.sees(".message:not(.own) .body", "30 days")
        assert visit.texts(".message.own .body") == ["how long may a BIP be?"]
        assert visit.answers() == 2
        # Nothing is asked anew once everything is answered.
        before = len(requests.seen)
        phone.refresh()
        visit.sees(".message:not(.own) .body", "30 days")
        assert not any(each.startswith("POST") for each in requests.seen[before:])

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_what_is_written_faster_than_it_is_answered_stays_in_the_field(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        requests.answering.clear()
        for number in range(6):
            visit.one("#text").send_keys(f"hello {number}", Keys.ENTER)
        assert len(visit.texts(".message.own")) == 5
        assert visit.one("#text").get_attribute("value") == "hello 5"
        visit.sees("#notice", "Please wait")
        requests.answering.set()
        visit.until(lambda: visit.answers() == 6)

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_a_huge_paste_is_refused_in_words_and_loses_nothing(
    phone: webdriver.Chrome, site: Site
) -> None:
    def paste(text: str) -> None:
        phone.execute_cdp_cmd("Input.insertText", {"text": text})

    def walk(visit: Visit) -> None:
        show_as(phone, "light", NARROW)
        visit.open("/chat?language=en")
        visit.start()
        field = visit.one("#text")
        field.send_keys("What was written before")
        paste("x" * 1_000_000)
        visit.sees("#hint", "at most 4096 characters")
        assert field.get_attribute("value") == "What was written before"
        assert axe_violations(phone) == []
        assert visit.is_within()
        field.clear()
        # A little too much can be shortened where it stands.
        paste("word " * 900)
        visit.one("#send").click()
        visit.sees("#hint", "at most 4096 characters")
        assert len(str(field.get_attribute("value"))) == 4500
        field.clear()
        assert "30 days" in visit.say("how long may a BIP be?")
        assert not visit.one("#hint").is_displayed()

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_without_a_network_it_says_so_and_sends_again_when_it_is_asked_to(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        requests.lose_answers = 1000
        visit.one("#text").send_keys("how long may a BIP be?", Keys.ENTER)
        visit.sees("#notice", "trying again")
        visit.sees(".again", "There was no answer to this.")
        assert axe_violations(phone) == []
        requests.lose_answers = 0
        visit.one(".again button").click()
        visit.sees(".message:not(.own) .body", "30 days")
        assert visit.texts(".again") == []
        assert visit.answers() == 2
        assert len(visit.texts(".message.own")) == 1

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_after_something_was_not_answered_the_page_is_the_same_when_it_is_loaded_anew(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def said(visit: Visit) -> list[str]:
        return visit.texts(".message .body")

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        requests.refuse = 1
        visit.one("#text").send_keys("hello", Keys.ENTER)
        visit.sees(".again", "There was no answer to this.")
        visit.say("/topics")
        before = said(visit)
        visit.press("University of Belgrade")
        visit.until(lambda: said(visit) != before)
        shown = said(visit)
        # The list was turned where it stands.
        assert len(shown) == len(before)
        phone.refresh()
        visit.until(lambda: said(visit))
        assert said(visit) == shown

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_a_button_that_is_pressed_twice_is_meant_once(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.start()
        visit.say("/eligibility")
        requests.answering.clear()
        visit.press("BIP (blended programme)")
        visit.press("BIP (blended programme)")
        requests.answering.set()
        visit.sees(".step .body", "Are you applying as")
        visit.say("/help")
        assert visit.texts(".message.own .body") == [
            "/eligibility",
            "BIP (blended programme)",
            "/help",
        ]

    async with visiting(phone, site, requests) as visit:
        await asyncio.to_thread(walk, visit)


async def test_the_keyboard_is_enough(phone: webdriver.Chrome, site: Site) -> None:
    def focused() -> str:
        found: str = phone.execute_script("return document.activeElement.textContent.trim()")
        return found

    def tab(visit: Visit, to: str) -> None:
        for _ in range(40):
            if focused() == to:
                return
            webdriver.ActionChains(phone).send_keys(Keys.TAB).perform()
        pytest.fail(f"{to!r} is not reached; at {focused()!r}")

    def walk(visit: Visit) -> None:
        visit.open("/chat?language=en")
        visit.until(lambda: visit.one("#start").is_enabled())
        tab(visit, "Start the chat")
        webdriver.ActionChains(phone).send_keys(Keys.ENTER).perform()
        visit.until(lambda: visit.answers() == 1)
        webdriver.ActionChains(phone).send_keys("/eligibility", Keys.ENTER).perform()
        visit.until(lambda: visit.answers() == 2)
        phone.execute_script("document.querySelector('.step .buttons button').focus()")
        webdriver.ActionChains(phone).send_keys(Keys.SPACE).perform()
        visit.until(lambda: visit.answers() == 3)
        # What was pressed is gone; the next step has the focus.
        visit.until(lambda: phone.execute_script(
            "return document.activeElement.closest('.step') !== null"
        ))  # fmt: skip
        tab(visit, "Forget me")

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_what_the_page_says_is_in_sight_however_long_the_chat_is(
    phone: webdriver.Chrome, site: Site
) -> None:
    requests = Requests()

    def walk(visit: Visit) -> None:
        for size in (NARROW, (1100, 800)):
            show_as(phone, "light", size)
            visit.open("/chat?language=en")
            visit.start()
            for _ in range(3):
                visit.say("how long may a BIP be?")
            requests.answering.clear()
            visit.one("#text").send_keys("thanks")
            visit.one("#send").click()
            visit.until(lambda: any(visit.texts("#notice")))
            on_top = phone.execute_script(
                "const place = document.getElementById('notice').getBoundingClientRect();"
                "const middle = place.top + place.height / 2;"
                "return document.elementFromPoint(place.left + 12, middle)?.id"
            )
            requests.answering.set()
            assert on_top == "notice", size
            visit.until(lambda: not any(visit.texts("#notice")))
            phone.execute_script("sessionStorage.clear()")

    try:
        async with visiting(phone, site, requests) as visit:
            await asyncio.to_thread(walk, visit)
    finally:
        requests.answering.set()


async def test_the_page_speaks_as_it_is_answered_also_when_it_is_loaded_anew(
    phone: webdriver.Chrome, site: Site
) -> None:
    def pressed(visit: Visit) -> str:
        return str(visit.one("#languages [aria-pressed=true]").get_attribute("data-language"))

    def walk(visit: Visit) -> None:
        show_as(phone, "light", NARROW)
        visit.open("/chat?language=en")
        visit.start()
        visit.say("Колико траје БИП?")
        visit.until(lambda: pressed(visit) == "sr-Cyrl")
        assert visit.texts("#send") == ["Пошаљите"]
        # Under the greeting, not in the head of the page.
        visit.press("srpski")
        visit.until(lambda: pressed(visit) == "sr-Latn")
        assert visit.texts("#send") == ["Pošaljite"]
        phone.refresh()
        visit.until(lambda: visit.texts(".message"))
        assert pressed(visit) == "sr-Latn"
        assert visit.texts("#send") == ["Pošaljite"]
        assert phone.execute_script("return document.documentElement.lang") == "sr-Latn"

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_who_speaks_is_told_in_the_language_of_what_is_said(
    phone: webdriver.Chrome, site: Site
) -> None:
    told = (
        "return [...document.querySelectorAll('.message')].map(each =>"
        " `${each.lang} ${each.querySelector('.heard').textContent}`)"
    )
    wanted = [
        "en Answer:",
        "en You:",
        "en Answer:",
        "sr-Cyrl Ви:",
        "sr-Cyrl Одговор:",
        "sr-Latn Vi:",
        "sr-Latn Odgovor:",
    ]

    def walk(visit: Visit) -> None:
        show_as(phone, "light", NARROW)
        visit.open("/chat?language=en")
        visit.start()
        visit.say("how long may a BIP be?")
        visit.say("Колико траје БИП?")
        visit.one("[data-language='sr-Latn']").click()
        visit.until(lambda: visit.answers() == 4)
        assert phone.execute_script(told) == wanted
        phone.refresh()
        visit.until(lambda: visit.answers() == 4)
        assert phone.execute_script(told) == wanted

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


async def test_what_asks_whether_to_forget_stands_off_the_edges(
    phone: webdriver.Chrome, site: Site
) -> None:
    def walk(visit: Visit) -> None:
        show_as(phone, "light", (320, 640))
        visit.open("/chat?language=en")
        visit.start()
        visit.one("#forget").click()
        box = phone.execute_script(
            "return arguments[0].getBoundingClientRect()", visit.one("#sure")
        )
        assert box["left"] >= 12
        assert box["right"] <= 320 - 12

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)


@pytest.mark.parametrize("language", ["en", "sr-Cyrl", "sr-Latn"])
async def test_the_table_of_a_grade_is_seen_whole_on_a_phone(
    phone: webdriver.Chrome, site: Site, language: str
) -> None:
    cut = "const it = document.querySelector('.table'); return it.scrollWidth - it.clientWidth"

    def walk(visit: Visit) -> None:
        show_as(phone, "light", (390, 700))
        visit.open(f"/chat?language={language}")
        visit.start()
        visit.say("/grade 9, 10")
        for width in (390, 320):
            show_as(phone, "light", (width, 700))
            assert phone.execute_script(cut) == 0, width
            assert visit.is_within()

    async with visiting(phone, site) as visit:
        await asyncio.to_thread(walk, visit)
