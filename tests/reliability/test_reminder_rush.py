"""Many reminders due at one moment: each sent once, within the rate, whoever is killed."""

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.telegram.reminder_clerk import AT_ONCE
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length
from tests.reliability.nursery import KILLED, Nursery
from tests.unit.storage.replicas import TINY, replicas
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow

PEOPLE = of_length(short=45, long=1000)
PATIENCE_SECONDS = of_length(short=60.0, long=300.0)
# As many as Telegram lets a bot send in a second.
TELEGRAMS_RATE = 30


class Rush:
    """People who all want to be reminded at one moment."""

    def __init__(self, telegram: LocalTelegram, people: int) -> None:
        self.chats = [telegram.private_chat(telegram.person()) for _ in range(people)]
        self.sent: list[float] = []
        telegram.server.call_listeners.append(self._listen)

    def _listen(self, call: object) -> None:
        text = getattr(call, "arguments", {}).get("text", "")
        if text.startswith("remember"):
            self.sent.append(time.monotonic())

    async def ask(self, seconds: float) -> None:
        for chat in self.chats:
            await chat.send(f"remind deadline+{seconds}")

    @property
    def reminded(self) -> Counter[int]:
        return Counter(
            chat.id
            for chat in self.chats
            for reply in chat.replies
            if reply.text.startswith("remember")
        )

    @property
    def most_in_a_second(self) -> int:
        return max(sum(begin <= one < begin + 1 for one in self.sent) for begin in self.sent)


@pytest.mark.postgres
async def test_with_two_replicas_each_is_sent_once_and_within_the_rate(
    telegram: LocalTelegram, replica_database: str, tmp_path: Path, tell: Tell
) -> None:
    rush = Rush(telegram, PEOPLE)
    async with replicas(telegram, replica_database, tmp_path, number=2, program=TINY):
        await rush.ask(PEOPLE / 40 + of_length(short=5, long=10))
        await until(lambda: len(rush.reminded) == PEOPLE, PATIENCE_SECONDS)
        await asyncio.sleep(1.5)
    assert set(rush.reminded.values()) == {1}
    assert rush.most_in_a_second <= TELEGRAMS_RATE
    took = rush.sent[-1] - rush.sent[0]
    tell(
        f"{PEOPLE} reminders of one moment, two replicas: all sent once in {took:.1f} s, at most "
        f"{rush.most_in_a_second} in a second"
    )


@pytest.mark.parametrize(
    "point",
    of_length(short=["before note_sent"], long=["before apply", "after apply", "before note_sent"]),
)
async def test_a_kill_while_they_are_sent_loses_none(
    telegram: LocalTelegram, nursery: Nursery, point: str
) -> None:
    rush = Rush(telegram, 25)
    bot = await nursery.start()
    await rush.ask(4)
    await until(lambda: all(chat.replies for chat in rush.chats))
    await bot.stop()
    # The first look of a bot applies nothing; each batch of reminders is one.
    bot = await nursery.start(kill_at=point, times=2)
    assert await bot.end(30) == KILLED
    bot = await nursery.start()
    await until(lambda: len(rush.reminded) == len(rush.chats))
    await bot.stop()
    twice = sum(rush.reminded.values()) - len(rush.chats)
    # What was on its way when the kill fell comes again, and nothing else.
    assert twice <= (AT_ONCE if point == "before note_sent" else 0)
