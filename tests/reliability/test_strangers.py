"""Random and mutated updates through the whole program, with questions of people in between."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.cost import cost_of
from knowledge.evaluation.question import read_questions
from tests.reliability.chats import Sends, waiting
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.reliability.strange import Strangers
from tests.unit.telegram.waiting import until

ROOT = Path(__file__).parent.parent.parent
UPDATES = of_piece(short=800, long=50_000)
# What is learned once (words, forms, answers of the day) is in memory after so many.
WARM = of_length(short=300, long=min(20_000, UPDATES // 2))
# Between so many there is a question; so many of these are on their way at the same time.
BATCH = 100
AT_ONCE = of_length(short=1, long=10)
GROWTH_MIB = 20.0
# A long run shares the machine with whatever else there is.
PATIENCE_SECONDS = of_length(short=60.0, long=7200.0)
# A stranger's chat is not one that the local Telegram knows.
EXPECTED = ("Telegram refuses a message for good", "a message was given up")
QUESTION, ANSWER = "doktorand, 20 dana, koliko para", "1.280"


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
        await telegram.until_polled(PATIENCE_SECONDS)
        yield running.pid, database, log
    finally:
        running.terminate()
        await running.wait()


async def test_whatever_comes_in_people_are_answered_and_memory_stays(
    telegram: LocalTelegram, program: tuple[int, Path, Path], tell: Tell
) -> None:
    pid, database, log = program
    sends = Sends(telegram)
    people = [telegram.private_chat(telegram.person(language_code="sr")) for _ in range(20)]
    for chat in people:
        await chat.start()
    strangers = Strangers(
        seed(11), [question.text for question in read_questions()], [chat.id for chat in people]
    )
    warm = 0.0
    for begun in range(0, UPDATES, BATCH * AT_ONCE):
        asked = []
        for _ in range(min(AT_ONCE, (UPDATES - begun) // BATCH)):
            for _ in range(BATCH):
                telegram.world.queue.push_text(strangers.update())
            asked.append(asyncio.create_task(ask(telegram)))
            await asyncio.sleep(0)  # it asks before the next updates come
        await asyncio.gather(*asked)
        if warm == 0.0 and begun >= WARM:
            warm = cost_of(pid).memory
    await until(
        lambda: not len(telegram.world.queue) and waiting(database) == (0, 0), PATIENCE_SECONDS
    )
    await ask(telegram)
    memory = cost_of(pid).memory
    tell(
        f"{UPDATES} strange updates, {sends.count} tries to send an answer: "
        f"{warm:.0f} MiB after {WARM}, {memory:.0f} MiB in the end"
    )
    assert memory - warm <= GROWTH_MIB
    assert sends.count > UPDATES / 10
    assert faults_in(await asyncio.to_thread(log.read_text)) == []


async def ask(telegram: LocalTelegram) -> None:
    """Let somebody ask, somebody new each time: one person may not ask that often."""
    asking = telegram.private_chat(telegram.person(language_code="sr"))
    assert ANSWER in (await asking.ask(QUESTION, within=PATIENCE_SECONDS)).text


def faults_in(log: str) -> list[str]:
    """Lines that tell of a fault of the program: errors that are not expected, and tracebacks."""
    return [
        line
        for line in log.splitlines()
        if re.search(r" (ERROR|CRITICAL) |^\s*\w*(Error|Exception)\b|Traceback", line)
        and not any(words in line for words in EXPECTED)
    ]
