"""`kill -9` at random moments while the real assistant talks, steps of interviews included."""

import asyncio
import random
import signal
from collections import Counter
from itertools import groupby
from pathlib import Path

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.telegram.splitting import plain
from tests.reliability.chats import Sends, unsent, waiting
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length
from tests.reliability.nursery import Nursery
from tests.unit.telegram.waiting import until

ROUNDS = of_length(short=4, long=60)
CHATS = of_length(short=6, long=20)
TURNS = of_length(short=1, long=6)

# What one person says, one thing after the other; each needs what was said before it.
TALKS = (
    ("/start", "PhD student, 20 days, by train, how much?", "and 25 days?", "how long is a BIP?"),
    ("/eligibility", "studije", "student", "da", "master", "hvala"),
    ("имам 61 поен на академији", "doktorand, 20 dana, koliko para", "a 12 dana?", "/cancel"),
    ("/grant", "12 dana", "ne", "ne", "zašto"),
)


async def talk(chats: list[PrivateChat], turns: int) -> None:
    """Let everybody say everything, so many times, without waiting for answers."""
    for _ in range(turns):
        for step in range(max(map(len, TALKS))):
            for number, chat in enumerate(chats):
                words = TALKS[number % len(TALKS)]
                if step < len(words):
                    await chat.send(words[step])


def runs(chat: PrivateChat) -> list[tuple[str, int]]:
    """What the chat has seen, with how often each came in a row."""
    return [(text, len(list(same))) for text, same in groupby(one.text for one in chat.replies)]


async def test_a_talk_that_is_interrupted_by_kills_reads_as_one_that_is_not(
    telegram: LocalTelegram, nursery: Nursery, database: Path, tell: Tell
) -> None:
    chance = random.Random(13)
    sends = Sends(telegram)
    undisturbed = [telegram.private_chat(telegram.person(language_code="sr")) for _ in TALKS]
    bot = await nursery.start(assistant="real")
    await talk(undisturbed, TURNS)
    await telegram.until_polled(60)
    await until(lambda: idle(telegram, database), 60)
    await bot.stop()
    expected = [runs(chat) for chat in undisturbed]
    for words, seen in zip(TALKS, expected, strict=True):
        assert sum(times for _, times in seen) >= TURNS * len(words)

    people = [telegram.private_chat(telegram.person(language_code="sr")) for _ in range(CHATS)]
    await talk(people, TURNS)
    wanted = sum(sum(times for _, times in expected[n % len(TALKS)]) for n in range(CHATS))
    doubtful: Counter[tuple[int, str]] = Counter()
    for _ in range(ROUNDS):
        reached = sends.count + chance.randrange(2 * wanted // ROUNDS)
        bot = await nursery.start(assistant="real")
        try:
            await until(lambda n=reached: sends.count >= n, 2)
        except AssertionError:
            await asyncio.sleep(chance.random() / 50)
        await bot.stop(signal.SIGKILL)
        await asyncio.sleep(0.01)  # what was under way reaches Telegram, or not
        for chat, html in unsent(database):
            seen = next(one for one in people if one.id == chat)
            if plain(html).replace("\N{NO-BREAK SPACE}", " ").strip() in {
                reply.text.strip() for reply in seen.replies
            }:
                doubtful[chat, plain(html).replace("\N{NO-BREAK SPACE}", " ").strip()] += 1
    await nursery.start(assistant="real")
    await telegram.until_polled(60)
    await until(lambda: idle(telegram, database), 60)

    twice: Counter[tuple[int, str]] = Counter()
    for number, chat in enumerate(people):
        undisturbed_runs = expected[number % len(TALKS)]
        seen_runs = runs(chat)
        assert [text for text, _ in seen_runs] == [text for text, _ in undisturbed_runs]
        for (text, times), (_, once) in zip(seen_runs, undisturbed_runs, strict=True):
            assert times >= once
            twice[chat.id, text.strip()] += times - once
    assert not twice - doubtful
    tell(f"{ROUNDS} kills, real assistant, {wanted} replies: 0 lost, {twice.total()} came twice")
    assert "Traceback" not in nursery.log


def idle(telegram: LocalTelegram, database: Path) -> bool:
    """Whether nothing waits: no update at Telegram, none in the inbox, no message."""
    return not len(telegram.world.queue) and waiting(database) == (0, 0)
