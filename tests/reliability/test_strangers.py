"""Random and mutated updates through the whole program, with questions of people in between."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.cost import cost_of
from tests.reliability.chats import waiting
from tests.reliability.conftest import Tell
from tests.reliability.flood import LONG, SHORT, faults_in, flood
from tests.reliability.length import of_length, of_piece, seed

ROOT = Path(__file__).parent.parent.parent
UPDATES = of_piece(short=800, long=50_000)
# What is learned once (words, forms, answers of the day) is in memory after so many.
WARM = of_length(short=300, long=20_000)
GROWTH_MIB = 20.0
LENGTH = of_length(short=SHORT, long=LONG)


@pytest.fixture
async def program(telegram: LocalTelegram, tmp_path: Path) -> AsyncIterator[tuple[int, Path, Path]]:
    """`python -m bot run`; its number, its database and its log."""
    database, log = tmp_path / "strangers.db", tmp_path / "log"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(tmp_path)),
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.base_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "PORT": "0",
    }
    with log.open("wb") as errors:
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=environment, stderr=errors
        )
    try:
        await telegram.until_polled(LENGTH.patience)
        yield running.pid, database, log
    finally:
        running.terminate()
        await running.wait()


async def test_whatever_comes_in_people_are_answered_and_memory_stays(
    telegram: LocalTelegram, program: tuple[int, Path, Path], tell: Tell
) -> None:
    pid, database, log = program
    warm: list[float] = []

    def weigh(so_far: int) -> None:
        if not warm and so_far >= WARM:
            warm.append(cost_of(pid).memory)

    async def is_done() -> bool:
        return waiting(database) == (0, 0)

    sent = await flood(
        telegram, amount=UPDATES, seed=seed(11), length=LENGTH, after=weigh, is_done=is_done
    )
    memory = cost_of(pid).memory
    tell(
        f"{UPDATES} strange updates, {sent} tries to send an answer: "
        f"{warm[0]:.0f} MiB after {WARM}, {memory:.0f} MiB in the end"
    )
    assert memory - warm[0] <= GROWTH_MIB
    assert faults_in(await asyncio.to_thread(log.read_text)) == []
