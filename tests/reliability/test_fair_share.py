"""Floods by guests, inline and by visitors: whoever asks beside them has their turn, by order."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.limits.fair_share import LONG_LETTERS, FairShare
from bot.limits.processor_time import ProcessorTime
from bot.limits.rest import Rest
from bot.limits.time_limit import TimeLimit, TooExpensiveError
from bot.limits.turns import MOST_DEAR_OF_ONE, TooManyWaitingError, Turns
from bot.messages.event import Event, Said
from bot.preview import LocalTelegram
from bot.storage import Store
from bot.web.chat import WebChat
from bot.web.expert_form import ExpertForm
from bot.web.guard import Guard
from bot.web.metrics import WebMetrics
from bot.web.site import Site
from rules import load_rulebook
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.tiny import TinyAssistant
from tests.unit.telegram.waiting import until

LONG = "w " * LONG_LETTERS


def burn(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(1000))


def made_dear(bot: Running | TinyAssistant, monkeypatch: pytest.MonkeyPatch, dear: float) -> None:
    """Let every message take so much processor time."""
    assistant = bot.assistant if isinstance(bot, Running) else bot
    respond = assistant.respond

    def burning(*given: Any) -> Any:
        burn(dear)
        return respond(*given)

    monkeypatch.setattr(assistant, "respond", burning)


async def taken(turns: Turns, order: list[str], who: str, *, dear: bool = False) -> None:
    async with turns.turn(who, dear=dear):
        order.append(who)


async def test_turns_go_round_by_who_asks_and_dear_ones_come_last() -> None:
    turns = Turns()
    order: list[str] = []
    asked = [("dear", True), *[("crowd", False)] * 3, ("one", False), ("dear", True)]
    await asyncio.gather(*(taken(turns, order, who, dear=dear) for who, dear in asked))
    assert order == ["crowd", "one", "crowd", "crowd", "dear", "dear"]


async def test_between_two_turns_the_loop_sees_to_everything_else() -> None:
    turns = Turns()
    order: list[str] = []

    async def beside() -> None:
        for _ in range(4):
            order.append("beside")
            await asyncio.sleep(0)

    crowd = [asyncio.create_task(taken(turns, order, "crowd")) for _ in range(20)]
    await asyncio.gather(beside(), *crowd)
    assert "beside" not in order[-10:]


async def test_dear_turns_rest_and_ordinary_ones_do_not() -> None:
    rest = Rest(lambda: 0.0)
    rest.extend(1.0)
    turns = Turns(rest)
    order: list[str] = []
    dear = asyncio.create_task(taken(turns, order, "dear", dear=True))
    await asyncio.gather(*(taken(turns, order, "ordinary") for _ in range(5)))
    assert order == ["ordinary"] * 5
    dear.cancel()
    await asyncio.gather(dear, return_exceptions=True)
    await taken(turns, order, "ordinary")


async def test_dear_work_of_one_does_not_pile_up() -> None:
    rest = Rest(lambda: 0.0)
    rest.extend(1.0)
    turns: Turns = Turns(rest)
    waiting = [
        asyncio.create_task(taken(turns, [], "flood", dear=True)) for _ in range(MOST_DEAR_OF_ONE)
    ]
    await asyncio.sleep(0)
    with pytest.raises(TooManyWaitingError):
        await taken(turns, [], "flood", dear=True)
    other = asyncio.create_task(taken(turns, [], "other", dear=True))
    await asyncio.sleep(0)
    assert not other.done()
    for one in (*waiting, other):
        one.cancel()
    await asyncio.gather(*waiting, other, return_exceptions=True)


async def test_dear_work_has_no_longer_time_after_a_start() -> None:
    share = FairShare(TimeLimit(0.02))
    before = time.thread_time()
    with pytest.raises(TooExpensiveError):
        await share.run("somebody", lambda: burn(5), is_long=True)
    assert time.thread_time() - before < 10 * 0.02


class Dear:
    """An assistant for which long texts are dear; notes in which order it is asked."""

    def __init__(self, bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        self.order: list[str] = []
        for name in ("respond", "guest", "inline"):
            monkeypatch.setattr(bot.assistant, name, self._noting(getattr(bot.assistant, name)))

    def _noting(self, ask: Callable[..., object]) -> Callable[..., object]:
        def asked(*given: object) -> object:
            said = [each.content for each in given if isinstance(each, Event)]
            texts = [each.text for each in said if isinstance(each, Said)]
            texts += [each for each in given if isinstance(each, str)]
            long = any(len(text) > 100 for text in texts)
            self.order.append("dear" if long else "ordinary")
            if long:
                burn(0.02)
            return ask(*given)

        return asked


def guest_message(number: int, person: int, name: str, now: float) -> str:
    message = {
        "message_id": number,
        "date": int(now),
        "guest_query_id": f"g{number}",
        "chat": {"id": -person, "type": "group", "title": "x"},
        "from": {"id": person, "is_bot": False, "first_name": "x"},
        "text": f"@{name} {number} {LONG}",
    }
    return json.dumps({"guest_message": message})[1:-1]


def inline_query(number: int, person: int, name: str, now: float) -> str:
    sender = {"id": person, "is_bot": False, "first_name": "x"}
    query = {"id": f"i{number}", "from": sender, "query": f"{number} {LONG}"[:256], "offset": ""}
    return json.dumps({"inline_query": query})[1:-1]


@pytest.mark.parametrize("update", [guest_message, inline_query])
async def test_a_flood_of_guests_or_inline_delays_nobody_in_a_private_chat(
    telegram: LocalTelegram,
    bot: Running,
    monkeypatch: pytest.MonkeyPatch,
    update: Callable[[int, int, str, float], str],
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.ask("hello")
    dear = Dear(bot, monkeypatch)
    people = [telegram.person().id for _ in range(20)]
    for number in range(200):
        text = update(number, people[number % 20], telegram.bot.username, telegram.world.now())
        telegram.world.queue.push_text(text)
    await until(lambda: "dear" in dear.order)
    assert (await chat.ask("again")).text == "2: again"
    # All two hundred were asked at once; two fit in where the machine is slow.
    assert dear.order.index("ordinary") <= 2


async def test_who_floods_a_group_is_dear_there_too(
    telegram: LocalTelegram, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    flooding = telegram.person()
    group = telegram.group("Group", [flooding])
    rests: list[tuple[float, ...]] = []
    monkeypatch.setattr(Rest, "after", lambda _, *given: rests.append(given))
    made_dear(bot, monkeypatch, 0.12)
    await group.send(flooding, "/ask how long")
    await group.next_reply()
    assert rests


# Visitors -----------------------------------------------------------------------------------------


class Visitor(TinyAssistant):
    """Answers visitors; long texts are dear."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def respond(self, session, event: Event, now: datetime):  # type: ignore[no-untyped-def]
        del now
        text = event.content.text if isinstance(event.content, Said) else ""
        self.order.append(text[:8])
        if len(text) > LONG_LETTERS:
            burn(0.02)
        return session, ()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture
async def client(
    visitor: Visitor, bot: Running, clock: Clock
) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    store: Store = bot.store
    share = FairShare(TimeLimit(1.0), processor_time=ProcessorTime(), clock=lambda: 0.0)
    chat = WebChat(store, visitor, WebMetrics(), share=share, clock=clock)  # type: ignore[arg-type]
    form = ExpertForm(load_rulebook(), visitor.knowledge)
    app = web.Application()
    Site(chat, form, Guard(["127.0.0.1"]), WebMetrics()).add_routes(app.router)
    async with TestClient(TestServer(app)) as client:
        yield client


async def post(
    client: TestClient[web.Request, web.Application], number: int, text: str, address: str
) -> int:
    body = {"chat": f"{number:022d}", "id": f"message-{number}", "language": "en", "text": text}
    headers = {"X-Forwarded-For": address}
    async with client.post("/chat/message", json=body, headers=headers) as reply:
        return reply.status


async def test_an_address_that_floods_with_new_chats_delays_no_other_visitor(
    client: TestClient[web.Request, web.Application], visitor: Visitor
) -> None:
    flood = [asyncio.create_task(post(client, n, LONG, "198.51.100.1")) for n in range(20)]
    await until(lambda: bool(visitor.order))
    assert await post(client, 100, "ordinary", "198.51.100.2") == 200
    assert visitor.order.index("ordinary") <= 2
    await until(lambda: sum(one.done() for one in flood) >= 20 - 1 - MOST_DEAR_OF_ONE)
    assert {one.result() for one in flood if one.done()} <= {200, 429}
    for one in flood:
        one.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_an_address_has_one_budget_however_many_chats_it_makes(
    client: TestClient[web.Request, web.Application],
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.limits.rest.REST_FACTOR", 0.0)
    made_dear(visitor, monkeypatch, 0.8)
    statuses = [await post(client, number, "hello", "198.51.100.1") for number in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert await post(client, 10, "hello", "198.51.100.2") == 200
