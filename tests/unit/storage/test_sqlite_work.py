"""What a message costs the database does not grow with those that were answered before it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.storage.records import NewUpdate
from bot.storage.sqlite import inbox
from bot.storage.sqlite.schema import open_database

BOT, CHAT = 1, 7


def _steps(connection: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many tens of instructions the database's engine needs."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(count, 10)
    work()
    connection.set_progress_handler(None, 10)
    return steps


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    """A database that remembers the numbers of five thousand answered updates."""
    connection = open_database(tmp_path / "much.db")
    updates = [NewUpdate(number, CHAT, CHAT, "{}") for number in range(5_000)]
    inbox.append(connection, BOT, updates, None, 0.0)
    for update in updates:
        assert inbox.mark_done(connection, BOT, update.update_id)
    return connection


def test_the_next_update_is_found_without_a_look_at_the_done_ones(
    connection: sqlite3.Connection,
) -> None:
    inbox.append(connection, BOT, [NewUpdate(5_001, CHAT, CHAT, "{}")], None, 0.0)
    assert _steps(connection, lambda: inbox.next_update(connection, BOT, CHAT)) < 50
    assert _steps(connection, lambda: inbox.has_more(connection, BOT, CHAT)) < 50
    assert _steps(connection, lambda: inbox.waiting_chats(connection, BOT)) < 50
    found = inbox.next_update(connection, BOT, CHAT)
    assert found is not None
    assert found.update_id == 5_001
