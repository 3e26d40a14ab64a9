"""What keeping a message costs: `python -m benchmarks.store`, without a conversation or a network.

People in many chats write, and write again when they have the answer; what lies between is the
store's work alone: update in, session read, outcome committed, message taken and noted as sent.
Once for one person at a time, once for many.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.contenders import database_server
from benchmarks.processes import family_cpu
from bot.storage import Handled, NewUpdate, Sent, Store, open_store

BOT = 7
# Of the size that they have in earnest.
_UPDATE, _SESSION, _MESSAGE = (f'{{"x": "{"y" * size}"}}' for size in (350, 900, 700))
_PAUSE_SECONDS = 0.001
_MOST_TRIES = 10_000

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a message took."""

    per_second: float
    own_ms: float
    server_ms: float


async def given(ask: Callable[[], Awaitable[Given | None]]) -> Given:
    """Return what is asked for, at once unless another transaction has it locked."""
    for _ in range(_MOST_TRIES):
        if (found := await ask()) is not None:
            return found
        await asyncio.sleep(_PAUSE_SECONDS)
    raise SystemExit("the store does not give what was put into it")


async def talk(store: Store, chat: int, messages: int) -> None:
    """Write so many messages, each when the one before is answered."""
    noting: list[asyncio.Task[bool]] = []
    for number in range(messages):
        await store.append(BOT, [NewUpdate(number * 10**6 + chat, chat, chat, _UPDATE)])
        update = await given(lambda: store.next_update(BOT, chat))
        await store.commit(Handled(update, _SESSION, "en", (_MESSAGE,)))
        message = await given(lambda: store.next_message(BOT, chat))
        sent = Sent(message=number + 1, trace='{"m": 1}')
        noting.append(asyncio.create_task(store.note_sent(message, sent)))
        await asyncio.sleep(0)
    await asyncio.gather(*noting)


async def measure(urls: list[str], chats: int, messages: int, server: int | None) -> Cost:
    """Measure so many chats, shared among as many stores as there are addresses."""
    stores = [await open_store(url) for url in urls]
    numbered = range(1, chats + 1)
    share = len(stores)
    await asyncio.gather(*(talk(stores[each % share], 10**5 + each, 3) for each in numbered))
    begun, used = time.perf_counter(), time.process_time()
    served = family_cpu(server) if server is not None else 0.0
    await asyncio.gather(*(talk(stores[each % share], each, messages) for each in numbered))
    total = chats * messages
    seconds, own = time.perf_counter() - begun, time.process_time() - used
    served = family_cpu(server) - served if server is not None else 0.0
    await asyncio.gather(*(store.close() for store in stores))
    return Cost(total / seconds, 1000 * own / total, 1000 * served / total)


def show(name: str, cost: Cost) -> None:
    """Print a line of the table."""
    print(f"{name:<34}{cost.per_second:>9.0f}{cost.own_ms:>9.3f}{cost.server_ms:>9.3f}", flush=True)


def main() -> int:
    """Measure and print."""
    print(f"{'':<34}{'msg/s':>9}{'own ms':>9}{'server':>9}")
    for chats, messages in ((1, 200), (100, 20)):
        with tempfile.TemporaryDirectory() as folder:
            file = f"sqlite:///{Path(folder) / 'store.db'}"
            show(f"SQLite, {chats} at a time", asyncio.run(measure([file], chats, messages, None)))
        with database_server() as server:
            for replicas in (1, 2)[:chats]:
                urls = [server.url(server.new_database())] * replicas
                cost = asyncio.run(measure(urls, chats, messages, server.pid))
                show(f"PostgreSQL, stores: {replicas}, {chats} at a time", cost)
    print("processor time in ms for each message: the process's own, and the server's")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
