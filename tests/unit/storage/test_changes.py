"""What is written beside an update: with it or not at all, on both databases."""

from pathlib import Path

import pytest

from bot.storage import (
    Handled,
    NewUpdate,
    StorageError,
    Store,
    SupersededError,
    read_query,
)
from bot.storage.changes import Statement
from bot.storage.tallies import Count, DropOldCounts, Tally, tallies
from tests.unit.storage.conftest import DAY, Clock

BOT, CHAT = 7, 100


class OutOfDate:
    """A change whose row is not there any more."""

    def statements(self, *_: object) -> tuple[Statement, ...]:
        return (Statement("UPDATE session SET locale = ? WHERE bot = ?", ("en", -1), strict=True),)


async def waiting(store: Store):
    await store.append(BOT, [NewUpdate(1, CHAT, CHAT, "{}")])
    return await store.next_update(BOT, CHAT)


async def test_counts_of_a_day_add_up(store: Store, clock: Clock) -> None:
    await store.apply(BOT, (Count("helped", "entry:a", "en"), Count("helped", "entry:a", "en", 2)))
    clock.now += DAY
    await store.apply(BOT, (Count("helped", "entry:a", "en"),))
    assert [(one.day, one.number) for one in await store.read(tallies())] == [
        ("2027-01-15", 3),
        ("2027-01-16", 1),
    ]
    later = Tally("helped", "entry:a", "en", "2027-01-16", 1)
    assert await store.read(tallies("2027-01-16")) == (later,)


async def test_old_counts_go(store: Store, clock: Clock) -> None:
    await store.apply(BOT, (Count("helped", "entry:a", "en"),))
    clock.now += 399 * DAY
    await store.apply(BOT, (DropOldCounts(),))
    assert len(await store.read(tallies())) == 1
    clock.now += 3 * DAY
    await store.apply(BOT, (DropOldCounts(),))
    assert await store.read(tallies()) == ()


async def test_changes_come_with_their_update_or_not_at_all(store: Store) -> None:
    update = await waiting(store)
    assert update is not None
    count = Count("helped", "entry:a", "en")
    with pytest.raises(SupersededError):
        await store.commit(
            Handled(update, state="{}", messages=("m",), changes=(count, OutOfDate()))
        )
    assert await store.read(tallies()) == ()
    assert await store.unsent_chats(BOT) == ()
    again = await store.next_update(BOT, CHAT)
    assert again is not None
    await store.commit(Handled(again, state="{}", changes=(count,)))
    assert len(await store.read(tallies())) == 1


async def test_of_changes_by_themselves_all_are_written_or_none(store: Store) -> None:
    with pytest.raises(SupersededError):
        await store.apply(BOT, (Count("helped", "entry:a", "en"), OutOfDate()))
    assert await store.read(tallies()) == ()


async def test_a_character_that_a_database_has_no_place_for_is_left_out(store: Store) -> None:
    await store.apply(BOT, (Count("helped", "entry:\0a", "en"),))
    assert len(await store.read(tallies())) == 1


async def test_a_report_reads_what_a_running_bot_counts(store: Store, url: str) -> None:
    await store.apply(BOT, (Count("helped", "entry:a", "en"),))
    (tally,) = await read_query(url, tallies())
    assert (tally.what, tally.number) == ("helped", 1)


async def test_a_report_of_no_database_of_the_bot_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no database"):
        await read_query(f"sqlite:///{tmp_path}/nothing.db", tallies())
