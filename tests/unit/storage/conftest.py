"""A store of each kind in a place of its own, with a clock that tests set."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview.kit.postgres_server import PostgresServer, binaries
from bot.storage import Store, open_store
from tests.conftest import needs_postgres

DAY = 24 * 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs PostgreSQL where that is not installed; the summary says so."""
    if binaries() is None:
        out = [item for item in items if needs_postgres(item)]
        if out:
            items[:] = [item for item in items if item not in out]
            config.hook.pytest_deselected(items=out)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "razmena.db"


@pytest.fixture(scope="session")
def tables(postgres: PostgresServer) -> str:
    """The name of a database with the store's tables."""
    name = postgres.new_database()

    async def migrate() -> None:
        await (await open_store(postgres.url(name))).close()

    asyncio.run(migrate())
    return name


@pytest.fixture
def postgres_url(postgres: PostgresServer, tables: str) -> str:
    """The address of a database that is empty and used by nobody."""
    postgres.empty(tables)
    return postgres.url(tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs on each kind of database."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of that kind."""
    if kind == "sqlite":
        return f"sqlite:///{request.getfixturevalue('database')}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    store = await open_store(url, clock=clock)
    yield store
    await store.close()
