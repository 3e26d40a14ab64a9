"""`kill -9` in the middle of an announcement: it goes on after each start, to each once."""

import asyncio
import random
from collections import Counter

import pytest

from bot.messages.markup import plain
from bot.preview import LocalTelegram
from bot.storage.changes import Query
from bot.telegram.outgoing import Outgoing
from bot.telegram.reminder_clerk import AT_ONCE
from tests.reliability.conftest import Tell
from tests.reliability.length import of_length, of_piece, seed
from tests.reliability.nursery import KILLED, Nursery
from tests.reliability.office_people import opened
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow

PEOPLE = of_length(short=2 * AT_ONCE + 5, long=30 * AT_ONCE)
KILLS = of_piece(short=4, long=50)
PATIENCE_SECONDS = of_length(short=60.0, long=300.0)
# Where an announcement is taken on: its transactions, the calls that send it, their notes.
WHERE = [
    f"{when} {what}"
    for what in ("apply", "sendMessage", "note_sent")
    for when in ("before", "after")
]


class Readers:
    """An administrator, and people who want the news."""

    def __init__(self, telegram: LocalTelegram, people: int) -> None:
        self.admin = telegram.person("Vera", language_code="en")
        self.desk = telegram.private_chat(self.admin)
        self.chats = [telegram.private_chat(telegram.person()) for _ in range(people)]
        # Out, and not noted as such when the process was killed: these may come twice.
        self.doubtful: set[int] = set()

    async def subscribe(self) -> None:
        for chat in self.chats:
            await chat.ask("news ub")

    async def announce(self) -> None:
        await self.desk.send("/announce ub The call is open.")
        await until(lambda: self.desk.replies and "Send it?" in self.desk.replies[-1].text)
        await self.desk.tap("Send", message=self.desk.replies[-1])

    @property
    def got(self) -> Counter[int]:
        return Counter(
            chat.id for chat in self.chats for reply in chat.replies if _is_news(reply.text)
        )

    @property
    def is_over(self) -> bool:
        return any("Everybody has" in reply.text for reply in self.desk.replies)

    async def note_doubtful(self, url: str) -> None:
        """After a kill: remember who has it already and stands in the database as unsent."""
        outbox: Query[tuple[int, str]] = Query(
            "SELECT chat, payload FROM outbox", (), lambda chat, payload: (chat, payload)
        )
        store = await opened(url)
        try:
            rows = await store.read(outbox)
        finally:
            await store.close()
        got = self.got
        for chat, payload in rows:
            if _is_news(plain(Outgoing.from_payload(payload).html or "")) and got[chat]:
                self.doubtful.add(chat)


def _is_news(text: str) -> bool:
    return "The call is open." in text and text.startswith("News")


async def test_whenever_it_is_killed_everybody_gets_the_announcement_once(
    telegram: LocalTelegram, bots: Nursery, url: str, tell: Tell
) -> None:
    chance = random.Random(seed(31))
    readers = Readers(telegram, PEOPLE)
    admin = readers.admin.id
    bot = await bots.start(admin=admin)
    await readers.subscribe()
    await readers.announce()
    killed = 0
    while killed < KILLS and not readers.is_over:
        await bot.stop()
        # At one of the points, or at a moment when nothing of it is under way.
        point = WHERE[killed % len(WHERE)]
        bot = await bots.start(admin=admin, kill_at=point, times=chance.randrange(1, AT_ONCE))
        try:
            async with asyncio.timeout(5):
                assert await bot.end() == KILLED
        except TimeoutError:
            continue
        killed += 1
        await asyncio.sleep(0.01)  # what was under way reaches Telegram, or not
        await readers.note_doubtful(url)
        bot = await bots.start(admin=admin)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await until(lambda: readers.is_over, PATIENCE_SECONDS)
        await until(lambda: len(readers.got) == PEOPLE, PATIENCE_SECONDS)
    await bot.stop()
    twice = {chat for chat, times in readers.got.items() if times > 1}
    assert twice <= readers.doubtful
    assert max(readers.got.values()) <= 1 + killed
    assert killed
    tell(
        f"{killed} kills, {PEOPLE} readers ({url.partition(':')[0]}): 0 lost, {len(twice)} twice, "
        "all of these sent and not noted when it was killed"
    )
    assert "Traceback" not in bots.log
