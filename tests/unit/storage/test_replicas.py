"""Replicas of the bot on one database: order, kills, restarts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from tests.unit.storage.replicas import REAL, TINY, replicas
from tests.unit.telegram.waiting import until

CHATS, EACH = 6, 15


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


async def chats_with_questions(telegram: LocalTelegram) -> list[PrivateChat]:
    chats = [telegram.private_chat(telegram.person()) for _ in range(CHATS)]
    for number in range(EACH):
        for chat in chats:
            await chat.send(f"message {number}")
    return chats


def said(chat: PrivateChat) -> list[str]:
    return [reply.text for reply in chat.replies]


def sent(telegram: LocalTelegram) -> int:
    return len(telegram.calls_of("sendMessage"))


# The assistant counts in the session what a person has said: a number that is wrong is a session
# that another replica did not see.
IN_ORDER = [f"{number + 1}: message {number}" for number in range(EACH)]


async def test_a_replica_that_is_killed_loses_nothing_and_the_order_is_kept(
    telegram: LocalTelegram, postgres_url: str, tmp_path: Path
) -> None:
    async with replicas(telegram, postgres_url, tmp_path, number=2, program=TINY) as (one, other):
        chats = await chats_with_questions(telegram)
        await until(lambda: sent(telegram) >= CHATS * EACH // 3)
        await one.kill()
        await until(lambda: all(IN_ORDER[-1] in said(chat) for chat in chats))
        assert one.taken
        assert other.taken
    repeated = 0
    for chat in chats:
        assert list(dict.fromkeys(said(chat))) == IN_ORDER
        # A message that was out, but not noted: at most the one that was just being sent.
        assert len(said(chat)) - EACH <= 1
        repeated += len(said(chat)) - EACH
    assert repeated <= CHATS


async def test_a_replica_that_is_ended_hands_over_with_nothing_lost_and_nothing_twice(
    telegram: LocalTelegram, postgres_url: str, tmp_path: Path
) -> None:
    async with replicas(telegram, postgres_url, tmp_path, number=2, program=TINY) as (one, other):
        chats = await chats_with_questions(telegram)
        await until(lambda: sent(telegram) >= CHATS * EACH // 3)
        assert await one.terminate() == 0
        await until(lambda: all(IN_ORDER[-1] in said(chat) for chat in chats))
        assert one.taken
        assert other.taken
    for chat in chats:
        assert said(chat) == IN_ORDER


async def test_the_real_bot_answers_one_person_through_two_replicas(
    telegram: LocalTelegram, postgres_url: str, tmp_path: Path
) -> None:
    chat = telegram.private_chat(telegram.person(language_code="en"))
    days = range(5, 11)
    async with replicas(telegram, postgres_url, tmp_path, number=2, program=REAL) as (one, other):
        for day in days:
            await chat.send(f"/deadlines 2026-10-{day:02}")
        await until(lambda: len(said(chat)) >= len(days))
        assert one.taken
        assert other.taken
    for day, text in zip(days, said(chat), strict=True):
        assert f"{day} October 2026" in text
    log = one.log.read_text() + other.log.read_text()
    assert "connected to Telegram" in log
    assert "ERROR" not in log
