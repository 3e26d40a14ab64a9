"""A local Telegram, and a nursery of bots on one database."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit.postgres_server import PostgresServer
from tests.reliability.length import SOAKING
from tests.reliability.nursery import Nursery
from tests.unit.storage.conftest import pytest_collection_modifyitems
from tests.unit.telegram.conftest import bot, clock, start

__all__ = ["bot", "clock", "pytest_collection_modifyitems", "start"]

Tell = Callable[[str], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Shows figures where somebody waits for them."""

    def show(line: str) -> None:
        if SOAKING:
            with capsys.disabled():
                sys.stdout.write(f"\n  {line}\n")

    return show


@pytest.fixture
async def telegram() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "razmena.db"


@pytest.fixture
async def nursery(
    telegram: LocalTelegram, database: Path, tmp_path: Path
) -> AsyncIterator[Nursery]:
    async with Nursery(telegram, f"sqlite:///{database}", tmp_path / "log") as nursery:
        yield nursery


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, database: Path) -> str:
    """The address of an empty database of each kind of store."""
    if request.param == "sqlite":
        return f"sqlite:///{database}"
    return str(request.getfixturevalue("replica_database"))


@pytest.fixture
async def bots(telegram: LocalTelegram, url: str, tmp_path: Path) -> AsyncIterator[Nursery]:
    async with Nursery(telegram, url, tmp_path / "log") as nursery:
        yield nursery


@pytest.fixture
def replica_database(postgres: PostgresServer) -> str:
    """The address of an empty database that several replicas may share."""
    return postgres.url(postgres.new_database())
