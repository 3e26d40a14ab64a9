"""The real service, against the local Bot API, with the tiny assistant."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.storage import Store, open_store
from bot.telegram.options import Options
from bot.telegram.service import Service
from bot.understanding.privacy.redaction import redact
from tests.unit.telegram.tiny import TinyAssistant, TinySession
from tests.unit.telegram.waiting import PATIENCE_SECONDS


class Clock:
    """The time, put forward by hand."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram
        self._jumped = 0.0

    def __call__(self) -> float:
        return self._telegram.world.now()

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self._telegram.world.ahead += seconds

    def jump(self, seconds: float) -> None:
        """Set the clock, as an operator or a time server does; no time passes."""
        self._telegram.world.ahead += seconds
        self._jumped += seconds

    def steady(self) -> float:
        return self() - self._jumped


class Running:
    """A bot that runs in this process."""

    def __init__(
        self, telegram: LocalTelegram, database: Path, store: Store, options: Options, clock: Clock
    ) -> None:
        self.telegram = telegram
        self.database = database
        self.store = store
        self.assistant = TinyAssistant()
        self.service = Service(
            options, store, self.assistant, TinySession, clock=clock, steady=clock.steady
        )
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(self.service.run(self.stop))

    @property
    def id(self) -> int:
        return self.telegram.bot.id

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.service.web.port}"

    async def ready(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.service.web.ready:
                if self.task.done():
                    await self.task
                await asyncio.sleep(0.005)

    def get_vocabulary(self) -> None:
        """Load it ahead: that holds this process up, and Telegram's server with it."""
        redact("Is there parking?", self.assistant.knowledge)

    async def idle(self) -> None:
        """Wait until nothing waits in inbox and outbox."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                backlog = await self.store.backlog(self.id)
                if not backlog.updates and not backlog.messages and not len(self.queue):
                    return
                await asyncio.sleep(0.005)

    @property
    def queue(self):
        return self.telegram.world.queue

    async def end(self) -> None:
        self.stop.set()
        await self.task
        await self.store.close()


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def clock(telegram: LocalTelegram) -> Clock:
    return Clock(telegram)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "razmena.db"


@pytest.fixture
async def start(telegram: LocalTelegram, clock: Clock, database: Path) -> AsyncIterator[Start]:
    """Starts a bot; several may follow one another on the same database."""
    async with AsyncExitStack() as stack:

        @asynccontextmanager
        async def running(**options: object) -> AsyncIterator[Running]:
            store = await open_store(f"sqlite:///{database}", clock=clock)
            given = {"token": telegram.token, "api_url": telegram.base_url, "port": 0, **options}
            bot = Running(telegram, database, store, Options(**given), clock)
            try:
                await bot.ready()
                yield bot
            finally:
                bot.stop.set()
                await asyncio.gather(bot.task, return_exceptions=True)
                await store.close()

        async def begin(**options: object) -> Running:
            return await stack.enter_async_context(running(**options))

        yield begin


@pytest.fixture
async def bot(start: Start) -> Running:
    """A bot that is running and connected."""
    return await start()
