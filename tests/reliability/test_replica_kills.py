"""`kill -9` of one of two replicas on PostgreSQL, again and again, while people write."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import groupby
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.postgres_server import PostgresServer
from tests.reliability.chats import Crowd, Sends, first_odd
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.unit.storage.pooler import MISSING, pooling, program
from tests.unit.storage.replicas import TINY, one_replica, replicas
from tests.unit.telegram.waiting import until

KILLS = of_piece(short=2, long=20)
CHATS = 12
PATIENCE_SECONDS = of_length(short=60.0, long=600.0)
# On a machine that does much else most kills would come before anything is sent.
SEEING_SECONDS = of_length(short=0.5, long=20.0)


@pytest.mark.postgres
async def test_whichever_replica_is_killed_nothing_is_lost_and_the_order_is_kept(
    telegram: LocalTelegram, postgres: PostgresServer, tmp_path: Path, tell: Tell
) -> None:
    tell(await kill_again_and_again(telegram, postgres.url(postgres.new_database()), tmp_path))


@pytest.mark.postgres
@pytest.mark.skipif(program() is None, reason=MISSING)
async def test_behind_a_pooler_too_nothing_is_lost_and_the_order_is_kept(
    telegram: LocalTelegram, postgres: PostgresServer, tmp_path: Path, tell: Tell
) -> None:
    database = postgres.new_database()
    with pooling(postgres, "transaction") as pooler:
        tell(await kill_again_and_again(telegram, pooler.url(database), tmp_path))


async def kill_again_and_again(telegram: LocalTelegram, url: str, folder: Path) -> str:
    """Kill one of two replicas while people write. Returns what came of it."""
    chance = random.Random(seed(17))
    sends = Sends(telegram)
    crowd = Crowd(telegram, [telegram.private_chat(telegram.person()) for _ in range(CHATS)])
    async with (
        AsyncExitStack() as stack,
        replicas(telegram, url, folder, number=2, program=TINY) as running,
    ):
        await crowd.send(1)
        had: list[Counter[int]] = []
        for number in range(KILLS):
            await crowd.send(chance.choice((1, 2)))
            wanted = sends.count + chance.randrange(2 * CHATS)
            try:
                await until(lambda n=wanted: sends.count >= n or crowd.answered, SEEING_SECONDS)
            except AssertionError:
                await asyncio.sleep(chance.random() / 50)
            place = chance.randrange(2)
            await running[place].kill()
            had.append(Counter({chat.id: len(chat.replies) for chat in crowd.chats}))
            await crowd.send(1)
            log = folder / f"log-again-{number}"
            running[place] = await stack.enter_async_context(one_replica(telegram, url, log, TINY))
        await crowd.send(1)
        await until(lambda: crowd.answered, PATIENCE_SECONDS)
        twice: Counter[int] = Counter()
        for chat in crowd.chats:
            texts = [reply.text for reply in chat.replies]
            runs = [(text, len(list(same))) for text, same in groupby(texts)]
            expected = [f"{number + 1}: message {number}" for number in range(crowd.sent)]
            assert [text for text, _ in runs] == expected, f"{chat.id}: {first_odd(texts)}"
            twice[chat.id] = sum(times - 1 for _, times in runs)
            unexplained = without_a_kill(texts, [each[chat.id] for each in had])
            assert not unexplained, f"{chat.id}: came again without a kill: {unexplained}"
    assert "Traceback" not in await asyncio.to_thread(logs_in, folder)
    return (
        f"{KILLS} kills of one of two replicas, {CHATS * crowd.sent} messages: 0 lost, "
        f"{twice.total()} replies came twice"
    )


def without_a_kill(texts: Sequence[str], had: Sequence[int]) -> list[str]:
    """Return the replies of a chat that came again though no kill explains it.

    Out, but not noted when the kill came: the other replica sends it again, and may be killed in
    its turn before it has noted that. So each repetition has a kill of its own, which came when
    the copy before it had arrived or was on its way.

    Args:
        texts: the replies as they arrived.
        had: how many of them there were at each kill, in the order of the kills.
    """
    kills, unexplained = list(had), []
    for place in range(1, len(texts)):
        if texts[place] != texts[place - 1]:
            continue
        kill = next((each for each in kills if each in (place - 1, place)), None)
        if kill is None:
            unexplained.append(texts[place])
        else:
            kills.remove(kill)
    return unexplained


def test_a_repetition_needs_a_kill_of_its_own() -> None:
    copies = ["1", "2", "2", "2", "3"]
    assert without_a_kill(copies, [2, 3]) == []
    assert without_a_kill(copies, [1, 3]) == []  # the first copy was on its way
    assert without_a_kill(copies, [2]) == ["2"]
    assert without_a_kill(copies, [0, 5]) == ["2", "2"]


def logs_in(folder: Path) -> str:
    return "".join(each.read_text() for each in folder.glob("log-*"))
