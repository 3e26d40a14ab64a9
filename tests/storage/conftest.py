"""A store in a temporary file, with a clock that tests set."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Store, open_store

DAY = 24 * 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "razmena.db"


@pytest.fixture
async def store(database: Path, clock: Clock) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{database}", clock=clock)
    yield store
    await store.close()
