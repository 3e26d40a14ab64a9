"""Random and mutated updates, with questions of people in between, and what must come of them.

As a program (`main`) it is one piece of the long run: the bot and its Telegram in one process,
which `tests.forking` forks off one that has loaded everything.
"""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.assistant import load_assistant
from bot.cli.logs import set_up_logging
from bot.cli.settings import read_settings
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.preview import LocalTelegram
from bot.storage import open_store
from bot.telegram.service import Service
from knowledge.evaluation.question import read_questions
from tests.reliability.chats import Sends
from tests.reliability.strange import Strangers
from tests.unit.telegram.waiting import until

# Between so many updates there is a question.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Length:
    """What a short run and a long one do differently.

    Attributes:
        at_once: so many questions are on their way at the same time.
        patience: seconds for an answer: a long run shares the machine with whatever else there is.
    """

    at_once: int
    patience: float


SHORT, LONG = Length(1, 60.0), Length(10, 7200.0)
QUESTION, ANSWER = "doktorand, 20 dana, koliko para", "1.280"
# With this a line of the log begins; what an exception came from stands on more lines.
_BEGINS = re.compile(r"\d{4}-\d\d-\d\d ")
# A stranger's chat is not one that the local Telegram knows.
EXPECTED = ("Telegram refuses a message for good", "a message was given up")


async def flood(
    telegram: LocalTelegram,
    *,
    amount: int,
    seed: int,
    length: Length,
    after: Callable[[int], None],
    is_done: Callable[[], Awaitable[bool]],
) -> int:
    """Send so many strange updates, and see that people are answered.

    Args:
        telegram: where the bot is connected.
        amount: how many.
        seed: the same one makes the same updates.
        length: for how long, and how many at once.
        after: told after each batch how many there were.
        is_done: whether nothing waits in the bot's database.

    Returns:
        How often the bot tried to send an answer.
    """
    sends = Sends(telegram)
    people = [telegram.private_chat(telegram.person(language_code="sr")) for _ in range(20)]
    for chat in people:
        await chat.start()
    strangers = Strangers(
        seed, [question.text for question in read_questions()], [chat.id for chat in people]
    )
    for begun in range(0, amount, BATCH * length.at_once):
        asked = []
        for _ in range(min(length.at_once, (amount - begun) // BATCH)):
            for _ in range(BATCH):
                telegram.world.queue.push_text(strangers.update())
            asked.append(asyncio.create_task(_ask(telegram, length)))
            await asyncio.sleep(0)  # it asks before the next updates come
        await asyncio.gather(*asked)
        after(begun)
    await until(lambda: not len(telegram.world.queue), length.patience)
    async with asyncio.timeout(length.patience):
        while True:
            if await is_done():
                break
            await asyncio.sleep(0.05)
    await _ask(telegram, length)
    assert sends.count > amount / 10
    return sends.count


async def _ask(telegram: LocalTelegram, length: Length) -> None:
    """Let somebody ask, somebody new each time: one person may not ask that often."""
    asking = telegram.private_chat(telegram.person(language_code="sr"))
    assert ANSWER in (await asking.ask(QUESTION, within=length.patience)).text


def faults_in(log: str) -> list[str]:
    """Return the lines that tell of a fault of the program.

    Errors that are not expected, and exceptions with what they came from, which the log writes on
    lines of their own behind the line of the error.
    """
    faults: list[str] = []
    is_fault = False
    for line in log.splitlines():
        if _BEGINS.match(line):
            is_fault = re.search(r" (ERROR|CRITICAL) ", line) is not None and not any(
                words in line for words in EXPECTED
            )
        if is_fault or "Traceback" in line:
            faults.append(line)
    return faults


@cache
def assistant() -> Assistant:
    """The real one; loaded once, for all forks."""
    return load_assistant()


def prepare(_: Mapping[str, str]) -> None:
    assistant()
    read_questions()


def main(order: Mapping[str, str]) -> int:
    """Run one piece: `order` has its seed and amount. Returns 0 when people were answered."""
    amount = int(order["SOAK_AMOUNT"])
    sent = asyncio.run(_piece(amount, int(order["SOAK_SEED"])))
    sys.stdout.write(f"  {amount} strange updates, {sent} tries to send an answer\n")
    return 0


async def _piece(amount: int, seed: int) -> int:
    with TemporaryDirectory(prefix="razmena-flood-") as folder:
        async with LocalTelegram() as telegram:
            order = {
                "BOT_TOKEN": telegram.token,
                "BOT_API_URL": telegram.base_url,
                "DATABASE_URL": f"sqlite:///{Path(folder, 'strangers.db')}",
                "PORT": "0",
            }
            settings = read_settings(order)
            set_up_logging((settings.telegram.token,))
            store = await open_store(settings.database_url)
            stop = asyncio.Event()
            service = Service(settings.telegram, store, assistant(), Session)
            running = asyncio.create_task(service.run(stop))
            await until(lambda: service.web.ready, LONG.patience)

            async def is_done() -> bool:
                backlog = await store.backlog(telegram.bot.id)
                return not backlog.updates and not backlog.messages

            try:
                return await flood(
                    telegram,
                    amount=amount,
                    seed=seed,
                    length=LONG,
                    after=lambda _: None,
                    is_done=is_done,
                )
            finally:
                stop.set()
                await running
                await store.close()
