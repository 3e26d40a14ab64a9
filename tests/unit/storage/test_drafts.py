"""Drafts of entries, questions with their askers, and what is done once, as both databases keep."""

from dataclasses import replace

import pytest

from bot.storage import Store, SupersededError
from bot.storage.drafts import (
    ApproveDraft,
    AskCheck,
    Asking,
    ChangeDraft,
    Draft,
    DropOldDrafts,
    EndCheck,
    MakeDraft,
    TakeCheck,
    WaitingCheck,
    WithdrawDraft,
    all_drafts,
    approved_drafts,
    draft,
    waiting_checks,
)
from bot.storage.questions import (
    DoOnce,
    KeepSalt,
    KeptQuestion,
    NoteQuestion,
    asked_questions,
    salt_of,
)
from tests.unit.storage.conftest import DAY, Clock

BOT, STAFF, VERA, JOVAN = 7, -(2**40), 2**33 + 2, 2**33 + 3
MADE = Draft("AAAAAAA", STAFF, "ub", "- id: a", VERA, None, None)


async def test_a_draft_is_approved_by_another_person_and_as_it_was_read(
    store: Store, clock: Clock
) -> None:
    await store.apply(BOT, (MakeDraft(MADE),))
    assert await store.read(draft(BOT, MADE.code)) == (MADE,)
    with pytest.raises(SupersededError):
        await store.apply(BOT, (ApproveDraft(MADE, VERA),))
    await store.apply(BOT, (ChangeDraft(MADE.code, "ub", "- id: б", Asking(JOVAN)),))
    changed = replace(MADE, content="- id: б", made_by=JOVAN)
    for by, read in ((VERA, MADE), (JOVAN, changed)):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (ApproveDraft(read, by),))
    assert await store.read(approved_drafts(BOT)) == ()
    await store.apply(BOT, (ApproveDraft(changed, VERA),))
    approved = replace(changed, approved_by=VERA, decided=clock.now)
    assert await store.read(approved_drafts(BOT)) == (approved,)
    for change in (ChangeDraft(MADE.code, "ub", "", Asking(VERA)), ApproveDraft(changed, VERA)):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (change,))
    assert await store.read(all_drafts()) == (approved,)
    await store.apply(BOT, (WithdrawDraft(MADE.code),))
    assert await store.read(all_drafts(BOT)) == ()


async def test_a_check_is_taken_by_one_and_again_where_it_was_not_ended(
    store: Store, clock: Clock
) -> None:
    asking = Asking(JOVAN, 2**31 + 5, 2**31 + 6)
    changed = replace(MADE, institution="uk", content="- id: б", made_by=JOVAN)
    await store.apply(BOT, (MakeDraft(MADE), ChangeDraft(MADE.code, "uk", changed.content, asking)))
    (check,) = await store.read(waiting_checks(BOT, clock.now))
    assert check == WaitingCheck(changed, asking)
    assert not check.approves
    before = clock.now - 180
    await store.apply(BOT, (TakeCheck(check, before),))
    assert await store.read(waiting_checks(BOT, before)) == ()
    with pytest.raises(SupersededError):
        await store.apply(BOT, (TakeCheck(check, before),))
    clock.now += 181
    before = clock.now - 180
    assert await store.read(waiting_checks(BOT, before)) == (check,)
    await store.apply(BOT, (TakeCheck(check, before), EndCheck(check)))
    assert await store.read(waiting_checks(BOT, clock.now)) == ()
    with pytest.raises(SupersededError):
        await store.apply(BOT, (EndCheck(check),))


async def test_what_is_asked_during_a_check_is_checked_next(store: Store, clock: Clock) -> None:
    await store.apply(BOT, (MakeDraft(MADE), AskCheck(MADE, Asking(JOVAN, 5))))
    (check,) = await store.read(waiting_checks(BOT, clock.now))
    assert check.approves
    await store.apply(BOT, (TakeCheck(check, clock.now),))
    # Whoever approves has seen another content.
    await store.apply(BOT, (ChangeDraft(MADE.code, "ub", "- id: b", Asking(VERA, 6)),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (EndCheck(check),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (AskCheck(MADE, Asking(JOVAN, 7)),))
    (check,) = await store.read(waiting_checks(BOT, clock.now))
    assert not check.approves
    file = AskCheck(check.draft, Asking(JOVAN, 8, None, "BQAC"))
    await store.apply(BOT, (file,))
    (check,) = await store.read(waiting_checks(BOT, clock.now))
    assert (check.asking.file, check.approves) == ("BQAC", False)


async def test_a_draft_that_nobody_approves_goes_and_an_approved_one_stays(
    store: Store, clock: Clock
) -> None:
    approved = replace(MADE, code="BBBBBBB")
    await store.apply(BOT, (MakeDraft(MADE), MakeDraft(approved), ApproveDraft(approved, JOVAN)))
    await store.apply(BOT, (DropOldDrafts(clock.now - 1),))
    assert len(await store.read(all_drafts(BOT))) == 2
    await store.apply(BOT, (DropOldDrafts(clock.now + 1),))
    assert [one.code for one in await store.read(all_drafts(BOT))] == ["BBBBBBB"]


async def test_questions_are_read_with_their_askers_from_a_day_on(
    store: Store, clock: Clock
) -> None:
    await store.apply(BOT, (NoteQuestion("паркинг?", "sr_Cyrl", "a1b2"),))
    clock.now += DAY
    await store.apply(BOT, (NoteQuestion("parking?", "en", ""),))
    first = KeptQuestion("паркинг?", "sr_Cyrl", "2027-01-15", "a1b2")
    second = KeptQuestion("parking?", "en", "2027-01-16", "")
    assert await store.read(asked_questions()) == (first, second)
    assert await store.read(asked_questions("2027-01-16")) == (second,)


async def test_replicas_agree_on_the_key_of_a_week_and_earlier_ones_go(store: Store) -> None:
    await store.apply(BOT, (KeepSalt("2027-W02", "aa"),))
    await store.apply(BOT, (KeepSalt("2027-W02", "bb"),))
    assert await store.read(salt_of(BOT, "2027-W02")) == ("aa",)
    await store.apply(BOT, (KeepSalt("2027-W03", "cc"),))
    assert await store.read(salt_of(BOT, "2027-W02")) == ()


async def test_what_is_done_once_is_not_done_again(store: Store) -> None:
    await store.apply(BOT, (DoOnce("digest"),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (DoOnce("digest"), NoteQuestion("x", "en", "")))
    assert await store.read(asked_questions()) == ()
