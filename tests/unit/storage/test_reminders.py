"""Reminders as both databases keep them."""

import pytest

from bot.storage import Store, SupersededError
from bot.storage.reminders import (
    KeepOnly,
    KeepPace,
    MoveReminder,
    TakeReminder,
    WaitingReminder,
    all_reminders,
    due_reminders,
)
from tests.unit.storage.conftest import Clock

BOT, ANA, MIRA = 7, 2**33 + 1, 2**33 + 2


def at(clock: Clock, seconds: float, key: str = "a", person: int = ANA) -> WaitingReminder:
    return WaitingReminder(person, person, key, clock.now + seconds, f'{{"of":"{key}"}}')


async def test_those_are_due_whose_moment_has_come_the_oldest_first(
    store: Store, clock: Clock
) -> None:
    two = at(clock, 20, "b"), at(clock, 10, "a")
    await store.apply(BOT, (KeepOnly(ANA, ANA, two), KeepOnly(MIRA, MIRA, ())))
    assert await store.read(due_reminders(BOT, clock.now + 9, 5)) == ()
    assert await store.read(due_reminders(BOT, clock.now + 20, 5)) == (two[1], two[0])
    assert await store.read(due_reminders(BOT, clock.now + 20, 1)) == (two[1],)


async def test_who_changes_theirs_changes_nothing_that_is_due_already(
    store: Store, clock: Clock
) -> None:
    first, second = at(clock, 10, "a"), at(clock, 100, "b")
    await store.apply(BOT, (KeepOnly(ANA, ANA, (first, second)),))
    clock.now += 50
    await store.apply(BOT, (KeepOnly(ANA, ANA, ()),))
    assert await store.read(all_reminders(BOT)) == (first,)
    await store.apply(BOT, (TakeReminder(first),))
    # It was sent, and whoever changes something a moment later does not bring it back.
    await store.apply(BOT, (KeepOnly(ANA, ANA, (first,)),))
    assert await store.read(all_reminders(BOT)) == ()


async def test_of_two_who_take_one_only_one_does(store: Store, clock: Clock) -> None:
    one = at(clock, 10)
    await store.apply(BOT, (KeepOnly(ANA, ANA, (one,)),))
    await store.apply(BOT, (TakeReminder(one),))
    for change in (TakeReminder(one), MoveReminder(one, 1.0, "{}")):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (change,))


async def test_one_that_moved_is_another_one(store: Store, clock: Clock) -> None:
    one = at(clock, 10)
    await store.apply(BOT, (KeepOnly(ANA, ANA, (one,)),))
    await store.apply(BOT, (MoveReminder(one, clock.now + 99, "{}"),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (TakeReminder(one),))
    (moved,) = await store.read(all_reminders(BOT))
    assert (moved.due, moved.payload) == (clock.now + 99, "{}")


async def test_those_of_who_is_forgotten_go(store: Store, clock: Clock) -> None:
    for person in (ANA, MIRA):
        await store.apply(BOT, (KeepOnly(person, person, (at(clock, 10, person=person),)),))
    await store.forget_person(BOT, ANA)
    assert [one.person for one in await store.read(all_reminders(BOT))] == [MIRA]
    await store.forget_chat(BOT, MIRA)
    assert await store.read(all_reminders(BOT)) == ()


async def test_one_at_a_time_has_the_turn_to_write_to_many(store: Store, clock: Clock) -> None:
    await store.apply(BOT, (KeepPace(0.5),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (KeepPace(0.5),))
    clock.now += 0.5
    await store.apply(BOT, (KeepPace(0.5),))
    # The clock was wrong for a while.
    clock.now -= 3600
    await store.apply(BOT, (KeepPace(0.5),))
