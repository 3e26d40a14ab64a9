"""A visitor asks an office: its answer reaches the page that is open, or that is opened again."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.cli.website import site_of
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom
from bot.preview.kit.seen import SeenMessage
from bot.storage import WEB_BOT, Store, open_store
from bot.storage.changes import Query
from bot.storage.talks import Post, talk
from bot.storage.tallies import tallies
from bot.telegram.office_clerk import OfficeClerk
from bot.telegram.options import Options
from bot.telegram.service import Service
from bot.web.posts import written
from bot.web.visitor import address_of
from locales import Locale
from rules import Rulebook
from tests.unit.telegram.waiting import until
from tests.unit.web.conftest import CHAT, OTHER_CHAT


class Page:
    """The page of a chat, as its script talks to the server."""

    def __init__(self, http: aiohttp.ClientSession, chat: str = CHAT) -> None:
        self.http = http
        self.chat = chat
        self.sent = 0

    async def does(self, **content: object) -> list[dict[str, Any]]:
        self.sent += 1
        body = {"chat": self.chat, "id": f"message-{self.sent}", "language": "en", **content}
        async with self.http.post("/chat/message", json=body) as reply:
            assert reply.status == 200, await reply.text()
            replies: list[dict[str, Any]] = (await reply.json())["replies"]
            return replies

    async def asks(self, question: str) -> list[dict[str, Any]]:
        """Ask the office, as far as the receipt."""
        (preview,) = await self.does(text=f"/office {question}")
        send = preview["buttons"][0][0]["data"]
        return await self.does(data=send)

    async def posts(self, after: int = 0) -> list[tuple[int, dict[str, Any]]]:
        async with self.http.post("/chat/posts", json={"chat": self.chat, "after": after}) as reply:
            return [(number, shown) for number, shown in (await reply.json())["posts"]]

    async def arrived(self, number: int) -> None:
        """Wait until so many messages of the office are there."""
        async with self.connected() as heard:
            for _ in range(number):
                await anext(heard)

    @contextlib.asynccontextmanager
    async def connected(self, after: int = 0) -> AsyncIterator[AsyncIterator[tuple[int, Any]]]:
        body = {"chat": self.chat, "after": after}
        async with self.http.post("/chat/stream", json=body) as reply:
            assert reply.headers["Content-Type"].startswith("text/event-stream")
            yield events(reply)


async def events(reply: aiohttp.ClientResponse) -> AsyncIterator[tuple[int, Any]]:
    number = 0
    async for line in reply.content:
        if line.startswith(b"id: "):
            number = int(line[4:])
        elif line.startswith(b"data: "):
            yield number, json.loads(line[6:])


class Desk:
    """An office on Telegram and a page on the web, of one bot."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.vera, self.jovan = telegram.person("Vera"), telegram.person("Jovan")
        self.staff: GroupRoom = telegram.group("Office", [self.vera, self.jovan])
        self.offices = Offices(general=Office(self.staff.id, locale=Locale.EN))
        self.page: Page
        self.other: Page
        self.store: Store
        self.stop = asyncio.Event()
        self.task: asyncio.Task[None]
        self.bot_id = telegram.bot.id

    async def answers(self, to: SeenMessage, text: str) -> SeenMessage:
        return await self.staff.send(self.vera, text, reply_to=to)


@pytest.fixture
async def desk(tmp_path: Path, assistant: Assistant, rulebook: Rulebook) -> AsyncIterator[Desk]:
    async with LocalTelegram() as telegram:
        desk = Desk(telegram)
        store = desk.store = await open_store(f"sqlite:///{tmp_path / 'razmena.db'}")
        options = Options(
            token=telegram.token,
            api_url=telegram.base_url,
            port=0,
            web=True,
            offices=desk.offices,
        )
        asked = Assistant(assistant.knowledge, rulebook, offices=desk.offices)
        site = site_of(options, store, asked, rulebook)
        service = Service(options, store, asked, Session, site=site)
        task = desk.task = asyncio.create_task(service.run(desk.stop))
        try:
            await until(lambda: service.web.ready)
            async with aiohttp.ClientSession(f"http://127.0.0.1:{service.web.port}") as http:
                desk.page, desk.other = Page(http), Page(http, OTHER_CHAT)
                yield desk
        finally:
            desk.stop.set()
            await task
            await store.close()


async def test_the_office_answers_on_the_open_page_and_gives_it_back(desk: Desk) -> None:
    (receipt,) = await desk.page.asks("Is there parking?")
    assert receipt["listen"] is True
    asked = await desk.staff.next_reply()
    assert "Is there parking?" in asked.text
    async with desk.page.connected() as heard:
        assert await desk.page.does(text="For two cars") == [{"passed": True, "listen": True}]
        assert "For two cars" in (await desk.staff.next_reply()).text
        began = time.monotonic()
        await desk.answers(asked, "Yes, <b>behind</b> the house.")
        _, answer = await anext(heard)
        assert time.monotonic() - began < 1
        assert "From the office" in answer["html"]
        assert "&lt;b&gt;behind" in answer["html"]
        await desk.answers(asked, "/done")
        _, ended = await anext(heard)
        assert "I answer again" in ended["html"]
    assert "30" in (await desk.page.does(text="how long may a BIP be?"))[0]["html"]
    assert await desk.other.posts() == []


async def test_what_came_while_the_page_was_away_comes_once_and_in_order(desk: Desk) -> None:
    await desk.page.asks("Is there parking?")
    asked = await desk.staff.next_reply()
    async with desk.page.connected() as heard:
        await desk.answers(asked, "One.")
        last, _ = await anext(heard)
    for text in ("Two.", "Three."):
        await desk.answers(asked, text)
    await desk.page.arrived(3)
    async with desk.page.connected(after=last) as heard:
        both = [await anext(heard) for _ in range(2)]
    assert ["Two." in both[0][1]["html"], "Three." in both[1][1]["html"]] == [True, True]
    # Asked for by a plain request, it is the same; and what was shown does not come again.
    assert await desk.page.posts(after=last) == both
    assert await desk.page.posts(after=both[-1][0]) == []
    # A page that is opened again in another tab has missed nothing.
    assert len(await desk.page.posts()) == 3


async def test_what_another_replica_wrote_is_on_the_page_within_a_second(desk: Desk) -> None:
    await desk.page.asks("Is there parking?")
    address = address_of(CHAT)
    payload = written("From elsewhere.", Locale.EN, talk="AAAAAAA")
    async with desk.page.connected() as heard:
        await asyncio.sleep(0.05)
        began = time.monotonic()
        post = Post(address.chat, address.person, payload, home=WEB_BOT)
        await desk.store.apply(desk.bot_id, (post,))
        _, shown = await anext(heard)
        assert "From elsewhere." in shown["html"]
        assert time.monotonic() - began < 1.5


async def test_a_visitor_ends_it_and_the_bot_answers_again(desk: Desk) -> None:
    await desk.page.asks("Is there parking?")
    await desk.staff.next_reply()
    (done,) = await desk.page.does(text="/done")
    assert "I answer again" in done["html"]
    assert "The person ended the conversation" in (await desk.staff.next_reply()).text
    assert "30" in (await desk.page.does(text="how long may a BIP be?"))[0]["html"]
    (again,) = await desk.page.asks("And for bicycles?")
    assert again["listen"] is True


async def test_a_day_of_silence_is_told_on_the_page_too(desk: Desk) -> None:
    await desk.page.asks("Is there parking?")
    await desk.staff.next_reply()
    woken: list[int] = []
    clerk = OfficeClerk(desk.bot_id, desk.store, woken.append, lambda: time.time() + 25 * 3600)
    await clerk.look()
    ((_, told),) = await desk.page.posts()
    assert "so I answer again" in told["html"]
    assert set(woken) == {address_of(CHAT).chat, desk.staff.id}
    assert "30" in (await desk.page.does(text="how long may a BIP be?"))[0]["html"]


async def test_the_page_is_let_go_when_the_bot_ends(desk: Desk) -> None:
    async with desk.page.connected() as heard:
        began = time.monotonic()
        desk.stop.set()
        with pytest.raises((StopAsyncIteration, aiohttp.ClientError)):
            await anext(heard)
        await asyncio.shield(desk.task)
        assert time.monotonic() - began < 5


async def test_a_changed_answer_takes_the_place_of_the_first(desk: Desk) -> None:
    await desk.page.asks("When do you open?")
    asked = await desk.staff.next_reply()
    async with desk.page.connected() as heard:
        sent = await desk.answers(asked, "At 9.")
        _, first = await anext(heard)
        await desk.staff.edit(desk.vera, sent, "At 10.")
        _, second = await anext(heard)
    assert "At 10." in second["html"]
    assert second["key"] == first["key"]
    assert second["replaces"] is True


async def test_an_answer_that_is_taken_over_is_sent_once(desk: Desk) -> None:
    await desk.page.asks("When do you open?")
    asked = await desk.staff.next_reply()
    async with desk.page.connected() as heard:
        await desk.answers(asked, "From Vera.")
        await anext(heard)
        await desk.staff.send(desk.jovan, "From Jovan.", reply_to=asked)
        line = await desk.staff.next_reply()
        for _ in range(2):
            await desk.staff.tap(desk.jovan, "Take over", message=line)
        _, shown = await anext(heard)
    assert "From Jovan." in shown["html"]
    await until(lambda: any("sent already" in one.text for one in desk.staff.replies))
    assert len(await desk.page.posts()) == 2


async def test_who_is_forgotten_leaves_nothing_and_the_staff_are_told(desk: Desk) -> None:
    await desk.page.asks("My secret question?")
    asked = await desk.staff.next_reply()
    await desk.answers(asked, "A secret answer.")
    await desk.page.arrived(1)
    (gone,) = await desk.page.does(data="f")
    assert gone["forgotten"] is True
    assert await desk.page.posts() == []
    await until(lambda: any("delete" in one.text.lower() for one in desk.staff.replies))
    code = re.match("#([A-Z2-9]{7})", asked.text)
    assert code is not None
    assert await desk.store.read(talk(desk.bot_id, code[1])) == ()
    left: Query[str] = Query("SELECT payload FROM outbox", (), str)
    assert [each for each in await desk.store.read(left) if "secret" in each] == []


async def test_an_answer_is_rated_once_and_only_where_it_was_given(desk: Desk) -> None:
    (answer,) = await desk.page.does(text="does 45 days fit a doctoral student?")
    subject = answer["rated"]
    for _ in range(2):
        assert await desk.page.does(helped=True, subject=subject) == [{"thanks": True}]
    await desk.page.does(helped=False, subject="entry:made-up")
    await desk.other.does(helped=False, subject=subject)
    counted = {
        (one.what, one.subject): one.number
        for one in await desk.store.read(tallies())
        if "helped" in one.what
    }
    assert counted == {("helped", subject): 1}


async def test_a_page_reminds_nobody_and_leads_to_the_calendar(desk: Desk) -> None:
    (deadlines,) = await desk.page.does(text="/deadlines 2031-02-15")
    labels = [each["label"] for row in deadlines["buttons"] for each in row]
    assert "Add to calendar" in labels
    assert "Remind me" not in labels
    (reply,) = await desk.page.does(text="remind me")
    assert "calendar" in reply["html"]
    (kept,) = await desk.page.does(data=reply["buttons"][0][0]["data"])
    assert "BEGIN:VALARM" in kept["file"]["text"]


@pytest.mark.parametrize(
    "body",
    [{}, {"chat": "short", "after": 0}, {"chat": CHAT, "after": -1}, {"chat": CHAT, "after": "1"}],
)
async def test_what_names_no_chat_or_message_is_refused(desk: Desk, body: object) -> None:
    for path in ("/chat/posts", "/chat/stream"):
        async with desk.page.http.post(path, json=body) as reply:
            assert reply.status == 400


async def test_of_one_chat_few_pages_stay_connected(desk: Desk) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(desk.page.connected())
        async with desk.page.http.post("/chat/stream", json={"chat": CHAT}) as reply:
            assert reply.status == 429
        await stack.enter_async_context(desk.other.connected())
