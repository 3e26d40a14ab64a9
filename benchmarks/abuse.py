"""How long people wait while others send the dearest messages: `python -m benchmarks.abuse`.

One person asks a question after the other of the real bot, first while nobody else writes, then
while several people send what costs most; in rounds, so that what else the machine does hits both
alike. The bar is on the 95th percentile: at most twice as long under each kind of abuse.
"""

import argparse
import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import program
from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat

BAR = 2.0
QUESTIONS = 25
_LETTERS = 4096
_QUESTION = "doktorand, 20 dana, koliko para"
_HEAVY = ("a ", "i 100 ", "can I , ", "20 dana i ", "1.1.2026-2.2.2026 ", "B+ i ", "½ / ")
_SETTLING_SECONDS = 1.0
_PATIENCE_SECONDS = 300.0


def filled(unit: str, command: str = "") -> str:
    """Return a message of the greatest length there is."""
    return (command + unit * _LETTERS)[:_LETTERS]


@dataclass(frozen=True, slots=True)
class Abuse:
    """What some people send.

    Attributes:
        name: for the table.
        people: how many they are.
        texts: what each of them sends, one after the other, again and again.
        at_once: how many of these each sends at once; then one a second.
    """

    name: str
    people: int
    texts: tuple[str, ...]
    at_once: int = 1


ABUSES = (
    Abuse("/grade a a a, 6 people, one a second", 6, (filled("a ", "/grade "),)),
    Abuse("/ask /ask /ask, 6 people, one a second", 6, (filled("/ask "),)),
    Abuse("20 people, 100 heavy texts each at once", 20, tuple(map(filled, _HEAVY)), at_once=100),
    Abuse("20 people, heavy texts, one a second", 20, tuple(map(filled, _HEAVY))),
)


async def waits(chat: PrivateChat) -> list[float]:
    """Milliseconds for each question, asked at moments of chance."""
    took = []
    for _ in range(QUESTIONS):
        begun = time.perf_counter()
        await chat.ask(_QUESTION, within=_PATIENCE_SECONDS)
        took.append(1000 * (time.perf_counter() - begun))
        await asyncio.sleep(random.uniform(0.02, 0.3))
    return took


async def abuse(telegram: LocalTelegram, kind: Abuse) -> None:
    """Send until cancelled."""
    chats = [telegram.private_chat(telegram.person()) for _ in range(kind.people)]
    texts = itertools.cycle(kind.texts)
    for _ in range(kind.at_once - 1):
        for chat in chats:
            await chat.send(next(texts))
    while True:
        for chat in chats:
            await chat.send(next(texts))
            await asyncio.sleep(1 / len(chats))


async def compare(telegram: LocalTelegram, kind: Abuse) -> tuple[list[float], list[float]]:
    """Measure one round: waits alone, and beside the abuse."""
    alone = await waits(telegram.private_chat(telegram.person()))
    abusing = asyncio.create_task(abuse(telegram, kind))
    await asyncio.sleep(_SETTLING_SECONDS)
    beside = await waits(telegram.private_chat(telegram.person()))
    abusing.cancel()
    await asyncio.gather(abusing, return_exceptions=True)
    await telegram.until_polled(_PATIENCE_SECONDS)
    await asyncio.sleep(_SETTLING_SECONDS)
    return alone, beside


def p95(took: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(took)[int(len(took) * 0.95)]


async def main() -> int:
    """Measure and print; returns 1 when a bar is not met."""
    parser = argparse.ArgumentParser(description="Waits of people beside abuse.")
    parser.add_argument("--rounds", type=int, default=4)
    rounds = parser.parse_args().rounds
    worst = 0.0
    async with LocalTelegram() as telegram:
        with tempfile.TemporaryDirectory() as folder:
            environment = {
                "BOT_TOKEN": telegram.token,
                "BOT_API_URL": telegram.base_url,
                "DATABASE_URL": f"sqlite:///{Path(folder) / 'abuse.db'}",
                "PORT": "0",
            }
            with program(["-m", "bot", "run"], environment, log=Path(folder) / "log"):
                await telegram.until_polled(_PATIENCE_SECONDS)
                await warm_up(telegram)
                for kind in ABUSES:
                    worst = max(worst, await measured(lambda k=kind: compare(telegram, k), kind, rounds))
    print(f"worst {worst:.1f} times as long (bar {BAR:g})")
    return int(worst > BAR)


async def warm_up(telegram: LocalTelegram) -> None:
    """Let the bot load and compile what its first answers need."""
    for _ in range(2):
        await waits(telegram.private_chat(telegram.person()))


async def measured(
    one_round: Callable[[], Awaitable[tuple[list[float], list[float]]]], kind: Abuse, rounds: int
) -> float:
    """Measure one kind of abuse and print it; returns how many times as long people wait."""
    alone: list[float] = []
    beside: list[float] = []
    for _ in range(rounds):
        idle, abused = await one_round()
        alone += idle
        beside += abused
    ratio = p95(beside) / p95(alone)
    print(
        f"{kind.name:<42} p95 alone {p95(alone):6.1f} ms, beside {p95(beside):6.1f} ms: {ratio:.2f}",
        flush=True,
    )
    return ratio


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
