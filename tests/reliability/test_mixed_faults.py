"""Telegram's bad days, all faults mixed: in the end everything is answered, in order."""

import asyncio
import random
import time
from collections.abc import Callable

from bot.preview import LocalTelegram
from bot.preview.kit import Call, Fault
from tests.reliability.chats import Crowd
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length
from tests.reliability.nursery import Nursery
from tests.unit.telegram.waiting import until

SECONDS = of_length(short=4.0, long=600.0)
CHATS = 20
# What waits longest is retried after half a minute at the latest, and polling after a minute.
PATIENCE_SECONDS = 150.0
CROWD_PAUSE = of_length(short=0.3, long=10.0)

Switch = Callable[[LocalTelegram, int | None], Fault]

SENDING: tuple[Switch, ...] = (
    lambda telegram, chat: telegram.faults.too_many_requests(1, method="sendMessage", chat_id=chat),
    lambda telegram, chat: telegram.faults.refuse(
        500, "Internal Server Error", method="sendMessage", chat_id=chat
    ),
    lambda telegram, chat: telegram.faults.bad_gateway(method="sendMessage", chat_id=chat),
    lambda telegram, chat: telegram.faults.hang(method="sendMessage", chat_id=chat),
    lambda telegram, chat: telegram.faults.delay(0.3, method="sendMessage", chat_id=chat),
    lambda telegram, chat: telegram.faults.reset(method="sendMessage", chat_id=chat),
    lambda telegram, chat: telegram.faults.reset(done=True, method="sendMessage", chat_id=chat),
)
POLLING: tuple[Switch, ...] = (
    lambda telegram, _: telegram.faults.refuse(
        409, "Conflict: terminated by other getUpdates request", method="getUpdates"
    ),
    lambda telegram, _: telegram.faults.bad_gateway(method="getUpdates"),
    lambda telegram, _: telegram.faults.reset(done=True, method="getUpdates"),
    lambda telegram, _: telegram.faults.too_many_requests(1, method="getUpdates"),
)
TAPS: tuple[Switch, ...] = (
    lambda telegram, _: telegram.faults.refuse(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        method="answerCallbackQuery",
    ),
    lambda telegram, _: telegram.faults.refuse(
        400, "Bad Request: message is not modified", method="editMessageText"
    ),
    lambda telegram, _: telegram.faults.reset(method="editMessageText"),
    lambda telegram, _: telegram.faults.bad_gateway(method="answerCallbackQuery"),
)


async def test_under_mixed_faults_everything_is_answered_in_the_end(
    telegram: LocalTelegram, nursery: Nursery, tell: Tell
) -> None:
    chance = random.Random(5)
    crowd = Crowd(telegram, [telegram.private_chat(telegram.person()) for _ in range(CHATS)])
    tapping = telegram.private_chat(telegram.person("Tapping"))
    leaving = telegram.private_chat(telegram.person("Leaving"))
    sends: list[Call] = []
    telegram.server.call_listeners.append(
        lambda call: sends.append(call) if call.method == "sendMessage" else None
    )
    bot = await nursery.start(read_seconds=of_length(short=0.5, long=5.0))
    await tapping.ask("interview")
    await leaving.ask("hello")
    telegram.faults.refuse(
        403, "Forbidden: bot was blocked by the user", method="sendMessage", chat_id=leaving.id
    )
    await leaving.send("is not answered any more")
    taps, faults, begun = 0, 0, time.monotonic()
    while time.monotonic() - begun < SECONDS:
        await crowd.send(1)
        await tapping.tap(chance.choice(("On", "On", "Off")))
        taps += 1
        pause_until = time.monotonic() + CROWD_PAUSE
        while time.monotonic() < pause_until:
            among = chance.choices((SENDING, TAPS, POLLING), (20, 5, 0.2))[0]
            chat = chance.choice((*(each.id for each in crowd.chats), None))
            among[chance.randrange(len(among))](telegram, chat)
            faults += 1
            await asyncio.sleep(0.05)
    telegram.faults.clear()
    await telegram.restart()
    await crowd.send(1)
    await until(lambda: crowd.answered, PATIENCE_SECONDS)
    for call in sends:
        if call.status == 0 and isinstance(call.answer, dict):
            crowd.doubtful[call.answer["chat"]["id"], call.answer["text"]] += 1
    presumed = nursery.log.count("is taken as sent")
    twice = crowd.check(presumed)
    assert (await leaving.ask("back again", within=10)).text == "1: back again"
    await tapping.tap("On")
    await until(lambda: f"step {taps + 2} after on" in tapping.replies[-1].text)
    assert await bot.stop() == 0
    tell(
        f"{SECONDS:.0f} s, {faults} faults, {CHATS * crowd.sent} messages: 0 lost, "
        f"{twice} twice, {presumed} sent twice without an answer"
    )
    assert "Traceback" not in nursery.log
