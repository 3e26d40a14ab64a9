"""Announcements and those who want them, as both databases keep them."""

import pytest

from bot.storage import Store, SupersededError
from bot.storage.announcements import (
    Announcement,
    DraftAnnouncement,
    DropAnnouncement,
    DropOldAnnouncements,
    EndAnnouncement,
    KeepSubscriptions,
    Recipient,
    SendAnnouncement,
    TakeRecipient,
    announcement,
    being_sent,
    recipients,
    subscribers,
)
from bot.storage.sane_times import BringBackTimes
from tests.unit.storage.conftest import DAY, Clock

BOT, ANA, MIRA, VERA = 7, 2**33 + 1, 2**33 + 2, 2**33 + 3
MADE = Announcement("AAAAAAA", "ub", "текст", VERA, "draft")


async def test_each_who_wants_it_is_taken_once_and_the_text_goes_in_the_end(store: Store) -> None:
    for person in (ANA, MIRA):
        await store.apply(BOT, (KeepSubscriptions(person, person, ("ub", "uk"), "en"),))
    await store.apply(BOT, (KeepSubscriptions(MIRA, MIRA, ("ub",), "sr_Cyrl"),))
    assert await store.read(subscribers(BOT, "ub")) == (2,)
    assert await store.read(subscribers(BOT, "uk")) == (1,)
    await store.apply(BOT, (DraftAnnouncement(MADE),))
    assert await store.read(being_sent(BOT)) == ()
    await store.apply(BOT, (SendAnnouncement(MADE.code, "ub"),))
    for change in (SendAnnouncement(MADE.code, "ub"), DropAnnouncement(MADE.code)):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (change,))
    # Whoever comes later is not among those it was for.
    await store.apply(BOT, (KeepSubscriptions(VERA, VERA, ("ub",), "en"),))
    first, second = await store.read(recipients(BOT, MADE.code, 10))
    assert first == Recipient(MADE.code, ANA, ANA, "en")
    assert second == Recipient(MADE.code, MIRA, MIRA, "sr_Cyrl")
    await store.apply(BOT, (TakeRecipient(first),))
    for change in (TakeRecipient(first), EndAnnouncement(MADE.code)):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (change,))
    await store.forget_person(BOT, MIRA)
    assert await store.read(recipients(BOT, MADE.code, 10)) == ()
    assert await store.read(subscribers(BOT, "ub")) == (2,)
    await store.apply(BOT, (EndAnnouncement(MADE.code),))
    (kept,) = await store.read(announcement(BOT, MADE.code))
    assert (kept.state, kept.text) == ("sent", "")


async def test_a_new_draft_takes_the_place_of_the_author_s_last(store: Store) -> None:
    await store.apply(BOT, (DraftAnnouncement(MADE),))
    other = Announcement("BBBBBBB", "uk", "x", VERA, "draft")
    await store.apply(BOT, (DraftAnnouncement(other),))
    assert await store.read(announcement(BOT, MADE.code)) == ()
    await store.apply(BOT, (DropAnnouncement(other.code),))
    assert await store.read(announcement(BOT, other.code)) == ()


async def test_what_was_sent_long_ago_goes_and_what_is_being_sent_stays(
    store: Store, clock: Clock
) -> None:
    await store.apply(BOT, (KeepSubscriptions(ANA, ANA, ("ub",), "en"),))
    others = Announcement("BBBBBBB", "ub", "x", ANA, "draft")
    await store.apply(BOT, (DraftAnnouncement(MADE), DraftAnnouncement(others)))
    await store.apply(BOT, (SendAnnouncement(MADE.code, "ub"),))
    await store.apply(BOT, (DropOldAnnouncements(clock.now + 1),))
    assert await store.read(announcement(BOT, others.code)) == ()
    (one,) = await store.read(recipients(BOT, MADE.code, 10))
    await store.apply(BOT, (TakeRecipient(one),))
    await store.apply(BOT, (EndAnnouncement(MADE.code),))
    await store.apply(BOT, (DropOldAnnouncements(clock.now - 1),))
    assert len(await store.read(announcement(BOT, MADE.code))) == 1
    await store.apply(BOT, (DropOldAnnouncements(clock.now + 1),))
    assert await store.read(announcement(BOT, MADE.code)) == ()


async def test_one_that_nobody_has_still_to_get_goes_though_its_end_was_never_noted(
    store: Store, clock: Clock
) -> None:
    await store.apply(BOT, (KeepSubscriptions(ANA, ANA, ("ub",), "en"),))
    await store.apply(BOT, (DraftAnnouncement(MADE),))
    await store.apply(BOT, (SendAnnouncement(MADE.code, "ub"),))
    await store.apply(BOT, (DropOldAnnouncements(clock.now + 1),))
    assert len(await store.read(announcement(BOT, MADE.code))) == 1
    await store.forget_person(BOT, ANA)
    await store.apply(BOT, (DropOldAnnouncements(clock.now + 1),))
    assert await store.read(announcement(BOT, MADE.code)) == ()


async def test_one_that_was_made_by_a_clock_ahead_goes_when_the_others_do(
    store: Store, clock: Clock
) -> None:
    clock.now += 3650 * DAY
    await store.apply(BOT, (DraftAnnouncement(MADE),))
    clock.now -= 3650 * DAY
    await store.apply(BOT, (BringBackTimes(),))
    await store.apply(BOT, (DropOldAnnouncements(clock.now + 1),))
    assert await store.read(announcement(BOT, MADE.code)) == ()
