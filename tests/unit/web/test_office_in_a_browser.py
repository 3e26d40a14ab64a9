"""What an office writes, on the page itself: as it comes, after a lost connection, and anew."""

import asyncio
import os
from pathlib import Path

import pytest
from selenium import webdriver

from bot.storage import WEB_BOT, Store
from bot.storage.talks import Post
from bot.web.chat import OfficeDoor
from bot.web.posts import WebKey, written
from bot.web.site import Site
from bot.web.visitor import address_of
from locales import Locale
from tests.unit.preview.browser import axe_violations, show_as
from tests.unit.web.browsing import Requests, Visit, visiting

BACK = [[WebKey("Write to the office", "o:ask")]]
# Where somebody wants to look at the pages: SHOTS=folder.
SHOTS = os.environ.get("SHOTS")


class Silent(OfficeDoor):
    """Nobody is behind the door, and whoever is asked takes it."""

    async def changes(self, *_: object) -> tuple[()]:
        return ()

    def rated(self, *_: object) -> tuple[()]:
        return ()

    def written(self, *_: object) -> None:
        return


def photo(browser: webdriver.Chrome, name: str) -> None:
    if SHOTS:
        browser.save_screenshot(str(Path(SHOTS) / f"{name}.png"))


def listen(visit: Visit) -> str:
    """Do as a chat does that has asked an office and is opened again; gives its id."""
    chat: str = visit.browser.execute_script(
        "const kept = JSON.parse(sessionStorage.getItem('razmena-chat'));"
        "kept.listens = true; sessionStorage.setItem('razmena-chat', JSON.stringify(kept));"
        "return kept.id;"
    )
    visit.browser.refresh()
    visit.until(lambda: visit.answers() >= 1)
    return chat


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 390)])
async def test_an_answer_appears_once_also_after_a_broken_connection_and_a_new_start(
    phone: webdriver.Chrome, site: Site, store: Store, scheme: str, width: int
) -> None:
    requests, loop = Requests(), asyncio.get_running_loop()
    site.chat.office = Silent()

    def write(chat: str, html: str, **more: object) -> None:
        address = address_of(chat)
        payload = written(html, Locale.EN, talk="AAAAAAA", **more)  # type: ignore[arg-type]
        post = Post(address.chat, address.person, payload, home=WEB_BOT)
        asyncio.run_coroutine_threadsafe(store.apply(WEB_BOT, (post,)), loop).result()

    def walk(visit: Visit) -> list[object]:
        show_as(phone, scheme, (width, 700))
        visit.open("/chat?language=en")
        visit.start()
        visit.say("does 45 days fit a doctoral student?")
        visit.sees(".rated button", "This helped")
        found = [axe_violations(phone)]
        photo(phone, f"rated-{scheme}-{width}")
        visit.one(".rated button").click()
        visit.sees("#notice", "Thank you")
        assert visit.texts(".rated") == []
        chat = listen(visit)
        write(chat, "<b>From the office</b>\n\nYes, behind the house.", origin=1)
        visit.sees(".message .body", "behind the house")
        write(chat, "<b>From the office</b>\n\nNo, in front.", origin=1, replaces=True)
        visit.sees(".message .body", "in front")
        assert not any("behind" in text for text in visit.texts(".message .body"))
        visit.sees("#notice", "changed an earlier answer")
        # Every connection breaks; what is written meanwhile comes with the next one.
        phone.execute_script("window.stop()")
        write(chat, "A second message.", buttons=BACK)
        visit.sees(".message .body", "A second message.")
        found.append(axe_violations(phone))
        photo(phone, f"office-{scheme}-{width}")
        assert visit.is_within()
        visit.browser.refresh()
        visit.until(lambda: visit.answers() >= 4)
        write(chat, "A third message.")
        visit.sees(".message .body", "A third message.")
        said = visit.texts(".message .body")
        for words in ("in front", "second message", "third message"):
            assert sum(words in text for text in said) == 1
        return found

    async with visiting(phone, site, requests) as visit:
        found = await asyncio.to_thread(walk, visit)
    assert not any(found)
    assert requests.seen.count("POST /chat/stream") >= 3
