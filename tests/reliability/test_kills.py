"""`kill -9` at every point that has a name, and at moments that have none."""

import asyncio
import random
import signal
from pathlib import Path

from bot.preview import LocalTelegram
from tests.reliability.chats import Crowd, Sends
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.reliability.nursery import KILLED, Nursery
from tests.reliability.points import POINTS, WINDOW
from tests.unit.telegram.waiting import until

ROUNDS = of_piece(short=4, long=200)
CHATS = 20
# On a machine that does much else a bot takes long to begin, and most kills would come before that.
PATIENCE_SECONDS = of_length(short=0.5, long=20.0)
ENDING_SECONDS = of_length(short=60.0, long=600.0)


async def test_a_kill_at_any_named_point_loses_nothing_and_repeats_only_in_the_window(
    telegram: LocalTelegram, nursery: Nursery
) -> None:
    bot = await nursery.start()
    twice = {}
    for point in POINTS:
        chat = telegram.private_chat(telegram.person())
        await chat.ask("interview")
        await bot.stop()
        await chat.send("message 0")
        await chat.tap("On")
        await chat.send("message 1")
        await chat.send("message 2")
        fault = telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
        if "postpone" not in point:
            telegram.faults.remove(fault)
        bot = await nursery.start(kill_at=point)
        assert await bot.end() == KILLED, point
        bot = await nursery.start()
        await until(lambda chat=chat: chat.replies[-1].text == "5: message 2")
        texts = [reply.text for reply in chat.replies]
        assert list(dict.fromkeys(texts)) == [
            "step 3 after on",
            "2: message 0",
            "4: message 1",
            "5: message 2",
        ], point
        twice[point] = len(texts) - 4
    assert twice == {point: int(point in WINDOW) for point in POINTS}
    assert "Traceback" not in nursery.log


async def test_kills_at_random_moments_lose_nothing_and_repeat_only_what_was_not_noted(
    telegram: LocalTelegram, nursery: Nursery, database: Path, tell: Tell
) -> None:
    chance = random.Random(seed(7))
    crowd = Crowd(telegram, [telegram.private_chat(telegram.person()) for _ in range(CHATS)])
    sends = Sends(telegram)
    await crowd.send(1)
    for _ in range(ROUNDS):
        await crowd.send(chance.choice((0, 1, 2)))
        # From before the bot is connected until it has answered all there is.
        wanted = sends.count + chance.randrange(2 * CHATS)
        bot = await nursery.start()
        try:
            await until(lambda n=wanted: sends.count >= n or crowd.answered, PATIENCE_SECONDS)
        except AssertionError:
            await asyncio.sleep(chance.random() / 50)
        await asyncio.sleep(chance.random() / 200)
        await bot.stop(signal.SIGKILL)
        await asyncio.sleep(0.01)  # what was under way reaches Telegram, or not
        crowd.note_doubtful(database)
    await nursery.start()
    await until(lambda: crowd.answered, ENDING_SECONDS)
    twice = crowd.check()
    tell(f"{ROUNDS} kills, {CHATS * crowd.sent} messages: 0 lost, {twice} replies came twice")
    assert "Traceback" not in nursery.log
