"""A visitor whose every message meets another replica, over one PostgreSQL database."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.dialogue.assistant import Assistant
from bot.messages.event import Said, Tapped
from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import Store, open_store
from bot.web.chat import VisitorMessage, WebChat
from bot.web.visitor import address_of
from tests.unit.web.conftest import CHAT, Clock, new_chat


@pytest.fixture
async def stores(postgres: PostgresServer, clock: Clock) -> AsyncIterator[list[Store]]:
    url = postgres.url(postgres.new_database())
    stores = [await open_store(url, clock=clock) for _ in range(2)]
    yield stores
    await asyncio.gather(*(store.close() for store in stores))


@pytest.fixture
def replicas(stores: list[Store], assistant: Assistant, clock: Clock) -> list[WebChat]:
    return [new_chat(store, assistant, clock) for store in stores]


async def test_a_chat_goes_on_at_another_replica_and_nothing_is_doubled(
    replicas: list[WebChat], stores: list[Store]
) -> None:
    first, second = replicas
    await first.answer(VisitorMessage(CHAT, "message-1", Said("/eligibility"), "en"))
    (step,) = await second.answer(VisitorMessage(CHAT, "message-2", Said("bip"), "en"))
    kept = await stores[0].kept_session(address_of(CHAT))
    # The answer was lost on its way; the message comes again, and meets the other one.
    assert await first.answer(VisitorMessage(CHAT, "message-2", Said("bip"), "en")) == [step]
    assert await stores[1].kept_session(address_of(CHAT)) == kept
    (reply,) = await second.answer(VisitorMessage(CHAT, "message-3", Said("/case"), "en"))
    assert "BIP" in reply["html"]


async def test_two_replicas_at_once_lose_nothing(replicas: list[WebChat]) -> None:
    told = ("I am in my master's", "I plan 5 months")
    await asyncio.gather(
        *(
            each.answer(VisitorMessage(CHAT, f"message-{number}", Said(text), "en"))
            for number, (each, text) in enumerate(zip(replicas, told, strict=True))
        )
    )
    (case,) = await replicas[0].answer(VisitorMessage(CHAT, "message-9", Said("/case"), "en"))
    assert "master" in case["html"].lower()
    assert "5\N{NO-BREAK SPACE}months" in case["html"]


async def test_who_is_forgotten_at_one_is_forgotten_at_all(
    replicas: list[WebChat], stores: list[Store]
) -> None:
    await replicas[0].answer(VisitorMessage(CHAT, "message-1", Said("I am in my master's"), "en"))
    await replicas[1].answer(VisitorMessage(CHAT, "message-2", Tapped("f"), "en"))
    assert await stores[0].kept_session(address_of(CHAT)) is None
    (case,) = await replicas[0].answer(VisitorMessage(CHAT, "message-3", Said("/case"), "en"))
    assert "master" not in case["html"].lower()
