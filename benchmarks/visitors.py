"""Visitors of the web chat beside people on Telegram: how long they wait, and what each costs.

`python -m benchmarks.visitors`. One bot serves both, over the same store and the same labelled
questions: first people on Telegram alone, then visitors alone, then both at once, round by round.
These write the next message the moment the last one is answered, which tells what a message costs
and how many a second there can be at most. Then both come at once again, and everybody reads for
some seconds before each message, which tells how long people wait. The bars: of 200 visitors with
10 messages each, who read, 95 % wait 300 ms at most; a message takes at most 1.3 times the
processor time that one on Telegram takes.
"""

import argparse
import asyncio
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.contenders import free_ports, until_ready
from benchmarks.load import ask, read
from benchmarks.processes import program
from benchmarks.questions import pauses, talks
from bot.cli.assistant import load_assistant
from bot.preview.kit.cost import cost_of

MOST_SECONDS, MOST_COST = 0.300, 1.3
READING = "they read"


@dataclass(slots=True)
class Phase:
    """What was measured of some messages."""

    waits: list[float]
    seconds: float
    cpu: float

    @property
    def cost(self) -> float:
        """Seconds of processor time for each message."""
        return self.cpu / len(self.waits)

    def waited(self, share: float) -> float:
        """Return how long all but this share waited at most."""
        waits = sorted(self.waits)
        return waits[min(len(waits) - 1, int(len(waits) * share))]


async def visit(
    http: aiohttp.ClientSession, number: int, texts: Sequence[str], reading: float
) -> list[float]:
    """Be one visitor; returns how long each answer took."""
    waits = []
    # As a proxy of this machine tells them apart; together they would pass an address's bounds.
    seen = {"X-Forwarded-For": f"198.51.100.{number % 250}"}
    chat = f"{time.monotonic_ns():019d}{number:03d}"[-22:]
    for place, (text, pause) in enumerate(
        zip(texts, pauses(-1 - number, len(texts), reading), strict=True)
    ):
        await asyncio.sleep(pause)
        body = {"chat": chat, "id": f"message-{place}", "language": "en", "text": text}
        began = time.monotonic()
        async with http.post("/chat/message", json=body, headers=seen) as answer:
            if answer.status != 200 or not (await answer.json())["replies"]:
                raise SystemExit(f"a visitor got status {answer.status}")
        waits.append(time.monotonic() - began)
    return waits


async def visits(
    port: int, asked: Sequence[Sequence[str]], reading: float = 0.0
) -> tuple[list[float], float]:
    """Let all visitors come at once, and read about so many seconds before each message."""
    connector = aiohttp.TCPConnector(limit=0)
    address = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession(address, connector=connector) as http:
        began = time.monotonic()
        each = await asyncio.gather(
            *(visit(http, number, texts, reading) for number, texts in enumerate(asked))
        )
        return [wait for waits in each for wait in waits], time.monotonic() - began


def measured(bot: int, work: Callable[[], tuple[list[float], float]]) -> Phase:
    """Run something, and see what it cost the bot."""
    before = cost_of(bot).cpu
    waits, seconds = work()
    return Phase(waits, seconds, cost_of(bot).cpu - before)


def one_round(asked: Sequence[Sequence[str]], reading: float, folder: Path) -> dict[str, Phase]:
    """Start the bot, and let people and visitors talk to it."""
    (port,) = free_ports(1)
    with program(["-m", "benchmarks.people"], {}, log=folder / "people", talks=True) as people:
        where = read(people)
        environment = {
            "BOT_TOKEN": where["token"],
            "BOT_API_URL": where["url"],
            "DATABASE_URL": f"sqlite:///{folder / 'visitors.db'}",
            "WEB": "1",
            "PORT": str(port),
        }
        with program(("-m", "bot", "run"), environment, log=folder / "log") as bot:
            until_ready(port, folder / "log")
            ask(people, {"talks": [texts[:4] for texts in asked[:5]]})
            asyncio.run(visits(port, [texts[:4] for texts in asked[:5]]))

            def on_telegram(reading: float = 0.0) -> tuple[list[float], float]:
                found: dict[str, Any] = ask(people, {"talks": asked, "reading": reading})
                return found["waits"], found["seconds"]

            def on_the_web() -> tuple[list[float], float]:
                return asyncio.run(visits(port, asked))

            def both(reading: float = 0.0) -> tuple[list[float], float]:
                beside = threading.Thread(target=on_telegram, args=(reading,))
                beside.start()
                found = asyncio.run(visits(port, asked, reading))
                beside.join()
                return found

            return {
                "Telegram": measured(bot.pid, on_telegram),
                "web": measured(bot.pid, on_the_web),
                "web, both": measured(bot.pid, both),
                READING: measured(bot.pid, lambda: both(reading)),
            }


def main() -> int:
    """Measure and print; returns 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description="Visitors of the web chat beside Telegram.")
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--messages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--reading", type=float, default=5.0, help="seconds of reading before a message"
    )
    chosen = parser.parse_args()
    load_assistant()  # fits the finder where that has not been done yet
    asked = talks(chosen.visitors, chosen.messages)
    found: dict[str, list[Phase]] = {}
    for _ in range(chosen.rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, phase in one_round(asked, chosen.reading, Path(folder)).items():
                found.setdefault(name, []).append(phase)
    print(f"{chosen.visitors} at once, {chosen.messages} messages each, {chosen.rounds} rounds")
    print(f"in the last row all read for about {chosen.reading:g} s before each message")
    print(f"{'':<12}{'msg/s':>8}{'p50 ms':>9}{'p95':>8}{'p99':>8}{'CPU/msg ms':>13}")
    whole = {name: _together(phases) for name, phases in found.items()}
    for name, phase in whole.items():
        waits = "".join(f"{1000 * phase.waited(share):>8.0f}" for share in (0.5, 0.95, 0.99))
        # Of both at once only the visitors' waits are known, and only the cost of both together.
        cost = "" if name in ("web, both", READING) else f"{1000 * phase.cost:>13.2f}"
        print(f"{name:<12}{len(phase.waits) / phase.seconds:>8.0f} {waits}{cost}")
    times = whole["web"].cost / whole["Telegram"].cost
    print(f"a visitor's message costs {times:.2f} times one on Telegram (bar {MOST_COST})")
    return int(times > MOST_COST or whole[READING].waited(0.95) > MOST_SECONDS)


def _together(phases: Sequence[Phase]) -> Phase:
    waits = [wait for phase in phases for wait in phase.waits]
    return Phase(waits, sum(each.seconds for each in phases), sum(each.cpu for each in phases))


if __name__ == "__main__":
    raise SystemExit(main())
