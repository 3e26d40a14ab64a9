"""Order in a chat, fairness across chats: by what comes after what, never by the clock."""

import asyncio

import pytest

from bot.preview import LocalTelegram
from bot.telegram.lanes import Lanes
from tests.unit.telegram.conftest import Running, Start


async def test_messages_of_a_chat_are_answered_in_their_order(bot: Running) -> None:
    chats = [bot.telegram.private_chat(bot.telegram.person()) for _ in range(10)]
    for number in range(10):
        for chat in chats:
            await chat.send(f"message {number}")
    for chat in chats:
        said = [(await chat.next_reply()).text for _ in range(10)]
        assert said == [f"{number + 1}: message {number}" for number in range(10)]


async def test_a_chat_that_floods_delays_nobody(telegram: LocalTelegram, start: Start) -> None:
    flooding = telegram.private_chat(telegram.person("Flood"))
    neighbour = telegram.private_chat(telegram.person("Neighbour"))
    for number in range(90):
        await flooding.send(f"flood {number}")
    await neighbour.send("hello")
    await start()
    await neighbour.next_reply()
    before = [
        call
        for call in telegram.calls_of("sendMessage")
        if call.arguments["chat_id"] == str(flooding.id)
    ]
    assert len(before) < 10


async def test_an_update_that_comes_twice_is_answered_once(
    bot: Running, telegram: LocalTelegram
) -> None:
    chat = telegram.private_chat(telegram.person())
    await chat.ask("hello")
    telegram.renumber_updates(telegram.world.queue.next_id - 1)
    await chat.send("the same number again")
    await chat.send("a new one")
    assert (await chat.next_reply()).text == "2: a new one"


class Record:
    """Turns as they begin and end."""

    def __init__(self, work: dict[int, int]) -> None:
        self.work = work
        self.begun: list[int] = []
        self.now: set[int] = set()
        self.most = 0

    async def turn(self, chat: int) -> float | None:
        assert chat not in self.now, "two turns of a chat at a time"
        self.now.add(chat)
        self.begun.append(chat)
        self.most = max(self.most, len(self.now))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.now.discard(chat)
        self.work[chat] -= 1
        return 0 if self.work[chat] else None


async def test_turns_go_round_and_never_overlap_in_a_chat() -> None:
    record = Record({1: 50, 2: 3, 3: 1})
    lanes = Lanes("test", record.turn, slots=2)
    for chat in (1, 2, 3):
        lanes.wake(chat)
    lanes.start()
    await lanes.until_idle()
    await lanes.stop(1)
    assert record.begun.count(1) == 50
    assert record.begun.index(3) <= 3
    assert [place for place, chat in enumerate(record.begun) if chat == 2][-1] < 12
    assert record.most == 2


async def test_a_chat_that_is_woken_during_its_turn_gets_another() -> None:
    turns = []

    async def turn(chat: int) -> float | None:
        turns.append(chat)
        if len(turns) == 1:
            lanes.wake(chat)
        return None

    lanes = Lanes("test", turn, slots=4)
    lanes.start()
    lanes.wake(1)
    await lanes.until_idle()
    await lanes.stop(1)
    assert turns == [1, 1]


async def test_a_turn_that_fails_is_tried_again_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.telegram.lanes._AFTER_FAULT_SECONDS", 0.01)
    turns = []
    done = asyncio.Event()

    async def turn(chat: int) -> float | None:
        turns.append(chat)
        if turns == [1]:
            raise RuntimeError("once")
        if turns.count(1) == 2:
            done.set()
        return None

    lanes = Lanes("test", turn, slots=1)
    lanes.start()
    lanes.wake(1)
    lanes.wake(2)
    await asyncio.wait_for(done.wait(), 5)
    await lanes.stop(1)
    assert turns == [1, 2, 1]
    assert "a turn of test failed" in caplog.text


async def test_stopping_lets_a_turn_end_and_begins_no_other() -> None:
    begun, ended = [], []
    inside = asyncio.Event()

    async def turn(chat: int) -> float | None:
        begun.append(chat)
        inside.set()
        await asyncio.sleep(0.02)
        ended.append(chat)
        return 0

    lanes = Lanes("test", turn, slots=1)
    lanes.start()
    lanes.wake(1)
    lanes.wake(2)
    await inside.wait()
    await lanes.stop(1)
    assert (begun, ended) == ([1], [1])
