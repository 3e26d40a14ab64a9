"""`kill -9` while students and an office talk through the bot: on both stores, of both replicas."""

import asyncio
import random
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.postgres_server import PostgresServer
from tests.reliability.chats import Sends
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.reliability.nursery import KILLED, Nursery
from tests.reliability.office_people import OfficePeople
from tests.reliability.points import POINTS
from tests.reliability.test_replica_kills import logs_in
from tests.unit.storage.replicas import TINY, one_replica, replicas
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow

# Long enough for a machine that others use as well.
PATIENCE_SECONDS = of_length(short=60.0, long=7200.0)
STUDENTS = of_length(short=4, long=200)
MESSAGES = of_length(short=3, long=10)
KILLS = of_piece(short=2, long=100)


async def until_over(people: OfficePeople) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await people.live(asyncio.Event())
    await until(lambda: not len(people.telegram.world.queue), PATIENCE_SECONDS)


async def test_a_kill_at_any_named_point_loses_no_word_of_a_conversation(
    telegram: LocalTelegram, bots: Nursery, url: str
) -> None:
    # A start takes long, over PostgreSQL most: the short form tries each fourth point or sixteenth.
    every = of_length(short=4 if url.startswith("sqlite") else 16, long=1)
    for times in of_length(short=(2,), long=(1, 2, 3, 4)):
        for point in POINTS[::every]:
            if "postpone" in point or "editMessageText" in point or "answerCallback" in point:
                continue
            people = OfficePeople.of(telegram, students=2, messages=2)
            bot = await bots.start(kill_at=point, times=times, staff_chat=people.staff.id)
            await people.begin()
            ended = asyncio.Event()
            living = asyncio.create_task(people.live(ended))
            assert await bot.end() == KILLED, point
            ended.set()
            await living
            await asyncio.sleep(0.01)  # what was under way reaches Telegram, or not
            await people.note_doubtful(url)
            bot = await bots.start(staff_chat=people.staff.id)
            await until_over(people)
            people.check()
            await bot.stop()
    assert "Traceback" not in bots.log


async def test_kills_at_random_moments_lose_no_word_and_send_none_to_a_wrong_person(
    telegram: LocalTelegram, bots: Nursery, url: str, tell: Tell
) -> None:
    chance = random.Random(seed(23))
    people = OfficePeople.of(telegram, students=STUDENTS, messages=MESSAGES)
    sends = Sends(telegram)
    await people.begin()
    step = 2 * STUDENTS * MESSAGES // KILLS
    for _ in range(KILLS):
        bot = await bots.start(staff_chat=people.staff.id)
        wanted, ended = sends.count + chance.randrange(1, step + 1), asyncio.Event()
        living = asyncio.create_task(people.live(ended))
        try:
            await until(lambda n=wanted: sends.count >= n, 2)
        except AssertionError:
            await asyncio.sleep(chance.random() / 50)
        await bot.stop(signal.SIGKILL)
        ended.set()
        await living
        await asyncio.sleep(0.01)
        await people.note_doubtful(url)
    await bots.start(staff_chat=people.staff.id)
    await until_over(people)
    twice = people.check()
    tell(
        f"{KILLS} kills, {STUDENTS} conversations of {MESSAGES} messages ({url.partition(':')[0]}):"
        f" 0 lost, 0 to a wrong person, {twice} came twice"
    )
    assert "Traceback" not in bots.log


@pytest.mark.postgres
async def test_whichever_replica_is_killed_no_word_is_lost_or_goes_astray(
    telegram: LocalTelegram, postgres: PostgresServer, tmp_path: Path, tell: Tell
) -> None:
    chance = random.Random(seed(29))
    url = postgres.url(postgres.new_database())
    people = OfficePeople.of(telegram, students=STUDENTS, messages=MESSAGES)
    sends, staff = Sends(telegram), {"STAFF_CHAT_ID": str(people.staff.id)}
    step = 2 * STUDENTS * MESSAGES // KILLS
    kills = min(KILLS, of_length(short=2, long=30))
    async with (
        AsyncExitStack() as stack,
        replicas(telegram, url, tmp_path, number=2, program=TINY, **staff) as running,
    ):
        await people.begin()
        living = asyncio.create_task(people.live(asyncio.Event()))
        for number in range(kills):
            wanted = sends.count + chance.randrange(1, step + 1)
            try:
                await until(lambda n=wanted: sends.count >= n, 2)
            except AssertionError:
                await asyncio.sleep(chance.random() / 50)
            place = chance.randrange(2)
            await running[place].kill()
            await asyncio.sleep(0.05)
            await people.note_doubtful(url)
            log = tmp_path / f"log-again-{number}"
            replica = one_replica(telegram, url, log, TINY, **staff)
            running[place] = await stack.enter_async_context(replica)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await living
        twice = people.check()
    tell(
        f"{kills} kills of one of two replicas, {STUDENTS} conversations of {MESSAGES} messages: "
        f"0 lost, 0 to a wrong person, {twice} came twice"
    )
    assert "Traceback" not in await asyncio.to_thread(logs_in, tmp_path)
