"""How long a neighbour of a flooding chat waits: `python -m benchmarks.flood`.

One person asks a question after the other, first alone, then while another person keeps the bot's
queue filled; in rounds, so that what else the machine does hits both alike. The bar is on the 95th
percentile: at most twice as long. The flood comes from several numbers in one group, because one
person's messages are answered only up to a limit.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.processes import program
from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat

BAR = 2.0
ROUNDS, QUESTIONS, AHEAD = 6, 50, 60


async def waits(neighbour: PrivateChat) -> list[float]:
    """Return milliseconds for each question."""
    took = []
    for number in range(QUESTIONS):
        begun = time.perf_counter()
        await neighbour.ask(f"question {number}", within=30)
        took.append(1000 * (time.perf_counter() - begun))
        await asyncio.sleep(0.02)
    return took


async def flood(telegram: LocalTelegram) -> None:
    """Keep as many messages of one group waiting as Telegram hands out at a time."""
    people = [telegram.person(f"F{number}") for number in range(200)]
    group = telegram.group("Flood", people)
    sent = 0
    while True:
        while len(telegram.world.queue) < AHEAD:
            await group.send(people[sent % len(people)], f"/ask flood {sent}")
            sent += 1
        await asyncio.sleep(0.005)


async def compare(telegram: LocalTelegram) -> tuple[list[float], list[float]]:
    """Measure waits alone, and beside a flood."""
    alone: list[float] = []
    beside: list[float] = []
    for number in range(ROUNDS):
        neighbour = telegram.private_chat(telegram.person(f"N{number}"))
        await neighbour.ask("hello", within=30)
        alone += await waits(neighbour)
        flooding = asyncio.create_task(flood(telegram))
        await asyncio.sleep(0.5)
        neighbour = telegram.private_chat(telegram.person(f"B{number}"))
        beside += await waits(neighbour)
        flooding.cancel()
        await asyncio.gather(flooding, return_exceptions=True)
        await telegram.until_polled(30)
        await asyncio.sleep(3)
    return sorted(alone), sorted(beside)


async def main() -> int:
    """Measure and print; returns 1 when the bar is not met."""
    async with LocalTelegram() as telegram:
        with tempfile.TemporaryDirectory() as folder:
            environment = {
                "BOT_TOKEN": telegram.token,
                "BOT_API_URL": telegram.base_url,
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'flood.db'}",
                "PORT": "0",
            }
            bot = ["-m", "tests.unit.telegram.program"]
            with program(bot, environment, log=Path(folder) / "log"):
                await telegram.until_polled(30)
                alone, beside = await compare(telegram)
    for name, took in (("alone", alone), ("beside a flood", beside)):
        at = [took[int(len(took) * share)] for share in (0.5, 0.95)]
        print(f"{name:<16} median {at[0]:6.1f} ms, p95 {at[1]:6.1f} ms ({len(took)} questions)")
    ratio = beside[int(len(beside) * 0.95)] / alone[int(len(alone) * 0.95)]
    print(f"p95 beside a flood is {ratio:.1f} times that alone (bar {BAR:g})")
    return int(ratio > BAR)


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
