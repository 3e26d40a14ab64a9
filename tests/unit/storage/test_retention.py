"""How long any store keeps what: sessions, questions without an answer, the number of polling."""

import pytest

from bot.storage import Address, Handled, NewUpdate, NoteKind, Store, StoredNote, WantedNotes
from bot.storage.sane_times import BringBackTimes
from tests.unit.storage.conftest import DAY
from tests.unit.storage.inbox import BOT, OTHER_BOT, next_of, said


async def test_silent_sessions_and_old_notes_are_purged_after_so_many_days(
    store: Store, clock
) -> None:
    note = StoredNote(NoteKind.UNANSWERED, "old", "en")
    await store.append(BOT, [said(1, "q"), said(2, "q", chat=2)])
    await store.commit(Handled(await next_of(store, 1), state="{}", notes=(note,)))
    clock.now += 20 * DAY
    await store.commit(Handled(await next_of(store, 2), state="{}"))
    clock.now += 20 * DAY
    assert await store.purge(BOT, 30) == 1
    assert await store.session(Address(BOT, 1, 11)) is None
    assert await store.session(Address(BOT, 2, 11)) == "{}"
    assert await store.notes(NoteKind.UNANSWERED) == ()


async def test_what_a_clock_wrote_that_was_ahead_is_kept_no_longer_than_the_rest(
    store: Store, clock
) -> None:
    clock.now += 3650 * DAY
    note = StoredNote(NoteKind.UNANSWERED, "early", "en")
    await store.append(BOT, [said(7, "q")], next_offset=8)
    await store.commit(Handled(await next_of(store), state="{}", notes=(note,)))
    clock.now -= 3650 * DAY
    await store.apply(BOT, (BringBackTimes(),))
    await store.purge(BOT, 30)
    assert await store.session(Address(BOT, 1, 11)) == "{}"
    clock.now += 8 * DAY
    await store.purge(BOT, 30)
    assert await store.offset(BOT) is None
    # The number may be another update's now.
    await store.append(BOT, [said(7, "again")])
    assert (await next_of(store)).payload == "again"
    clock.now += 23 * DAY
    await store.purge(BOT, 30)
    assert await store.session(Address(BOT, 1, 11)) is None
    assert await store.notes(NoteKind.UNANSWERED) == ()


async def test_a_note_is_rounded_to_the_day_and_names_nobody(store: Store) -> None:
    await store.append(BOT, [said(1, "q")])
    note = StoredNote(NoteKind.UNANSWERED, "what about cats", "en")
    await store.commit(Handled(await next_of(store), notes=(note,)))
    (kept,) = await store.notes(NoteKind.UNANSWERED)
    assert (kept.text, kept.locale, kept.day) == ("what about cats", "en", "2027-01-15")


async def test_of_the_notes_only_those_that_are_wanted_come_the_newest(store: Store, clock) -> None:
    for number, text in enumerate(("one", "two", "three", "four"), start=1):
        await store.append(BOT, [said(number, "q")])
        note = StoredNote(NoteKind.UNANSWERED, text, "en")
        await store.commit(Handled(await next_of(store), notes=(note,)))
        clock.now += DAY

    async def texts(since: str | None = None, latest: int | None = None) -> list[str]:
        notes = await store.notes(NoteKind.UNANSWERED, WantedNotes(since, latest))
        return [note.text for note in notes]

    assert await texts() == ["one", "two", "three", "four"]
    assert await texts(latest=2) == ["three", "four"]
    assert await texts(since="2027-01-16") == ["two", "three", "four"]
    assert await texts(since="2027-01-16", latest=1) == ["four"]
    assert await texts(since="2027-02-01") == []
    assert await store.notes(NoteKind.FEEDBACK) == ()


async def test_an_offset_belongs_to_one_bot_and_expires_within_a_week(store: Store, clock) -> None:
    await store.append(BOT, [], next_offset=501)
    assert await store.offset(BOT) == 501
    assert await store.offset(OTHER_BOT) is None
    clock.now += 7 * DAY
    assert await store.offset(BOT) is None


async def test_the_offset_is_kept_together_with_the_updates(store: Store) -> None:
    bad = NewUpdate(2, 1, 11, "\ud800 cannot be written")
    with pytest.raises(UnicodeEncodeError):
        await store.append(BOT, [said(1, "fine"), bad], next_offset=3)
    assert await store.offset(BOT) is None
    assert await store.next_update(BOT, 1) is None


async def test_a_note_may_hold_any_character(store: Store) -> None:
    await store.append(BOT, [said(1, "q")])
    text = "what\0about ћџ 🐈 'cats'; -- %s {x} \\"
    note = StoredNote(NoteKind.UNANSWERED, text, "en")
    await store.commit(Handled(await next_of(store), notes=(note,)))
    (kept,) = await store.notes(NoteKind.UNANSWERED)
    assert kept.text.replace("\0", "") == text.replace("\0", "")
