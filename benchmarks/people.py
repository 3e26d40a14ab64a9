"""The local Bot API and the people in it, as a process of its own.

It prints a line of JSON with the address and the token. For every line of JSON that it reads it
prints one: for the ports of webhooks nothing but that they get the updates in turn from then on,
for what people are to write what was measured.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from benchmarks.contenders import PUBLIC
from benchmarks.questions import pauses
from bot.preview import LocalTelegram
from bot.preview.kit import Call, Chat, ChatEvent, Happening
from bot.preview.kit.balancer import Balancer

_PATIENCE_SECONDS = 60.0


class Talker:
    """A person who writes the next message when the last one is answered."""

    def __init__(self, telegram: LocalTelegram, name: str) -> None:
        self._telegram = telegram
        self._person = telegram.person(name)
        self._chat: Chat = telegram.world.chats[self._person.id]
        self._answered = asyncio.Event()
        self._chat.watchers.append(self._watch)
        self.waits: list[float] = []

    def _watch(self, event: ChatEvent) -> None:
        if event.by_bot and event.happening is Happening.SENT:
            self._answered.set()

    async def talk(self, texts: Sequence[str], pauses: Sequence[float]) -> None:
        """Write these, each after a pause in seconds, and wait for an answer to each."""
        world = self._telegram.world
        for text, pause in zip(texts, pauses, strict=True):
            await asyncio.sleep(pause)
            self._answered.clear()
            begun = time.perf_counter()
            world.receive(self._chat, self._person, world.text_content(text))
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._answered.wait()
            self.waits.append(time.perf_counter() - begun)


async def measure(
    telegram: LocalTelegram, talks: Sequence[Sequence[str]], reading: float
) -> dict[str, Any]:
    """Let people write, each their own texts, and read about so many seconds before each."""
    talkers = [Talker(telegram, f"P{number}") for number in range(len(talks))]
    calls: Counter[str] = Counter()

    def count(call: Call) -> None:
        calls[call.method] += 1

    telegram.server.call_listeners.append(count)
    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(
        *(
            talker.talk(texts, pauses(number, len(texts), reading))
            for number, (talker, texts) in enumerate(zip(talkers, talks, strict=True))
        )
    )
    seconds = time.perf_counter() - begun
    telegram.server.call_listeners.remove(count)
    return {
        "seconds": seconds,
        "server_cpu": time.process_time() - cpu,
        "waits": sorted(wait for talker in talkers for wait in talker.waits),
        "calls": calls,
    }


@dataclass
class Webhook:
    """A replica of the bot."""

    port: int
    taken: int = 0


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    async with LocalTelegram() as telegram, AsyncExitStack() as stack:
        print(json.dumps({"url": telegram.base_url, "token": telegram.token}), flush=True)
        polled = True
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            asked, found = json.loads(line), {}
            if "webhooks" in asked:
                polled = False
                balancer = Balancer([Webhook(port) for port in asked["webhooks"]])
                await stack.enter_async_context(balancer.serving())
                telegram.route_webhook(PUBLIC, balancer.url)
            else:
                if polled:
                    await telegram.until_polled(120)
                found = await measure(telegram, asked["talks"], asked.get("reading", 0.0))
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
