"""Conversations with an office, as both databases keep them."""

from dataclasses import replace

import pytest

from bot.storage import Address, Handled, NewUpdate, Sent, Store, SupersededError
from bot.storage.drafts import ApproveDraft, Draft, MakeDraft, all_drafts
from bot.storage.talk_notices import MarkBlanked, MarkTold, Undelivered, talks_to_tell
from bot.storage.talks import (
    Copy,
    EndTalk,
    NoteCopy,
    Notice,
    OpenTalk,
    PersonWrote,
    Post,
    StaffWrote,
    Talk,
    copies,
    talk,
)
from bot.storage.talks_gone import ExpireTalks
from bot.telegram.outgoing import Outgoing
from tests.unit.storage.conftest import DAY, Clock

BOT, ANA, STAFF, VERA, JOVAN = 7, 2**33 + 1, -(2**40), 2**33 + 2, 2**33 + 3
OPEN = OpenTalk("AAAAAAA", ANA, ANA, "ub", "Belgrade", STAFF, "en", "sr_Cyrl", "питање?")


async def turn(store: Store, number: int = 1, **outcome: object) -> None:
    await store.append(BOT, [NewUpdate(number, ANA, ANA, "{}")])
    update = await store.next_update(BOT, ANA)
    assert update is not None
    await store.commit(Handled(update, **outcome))


async def opened(store: Store) -> None:
    await turn(store, state="{}", changes=(OPEN, Post(STAFF, ANA, "question")))


async def kept(store: Store, code: str = OPEN.code) -> Talk:
    (one,) = await store.read(talk(BOT, code))
    return one


async def office_of_ana(store: Store, number: int) -> str | None:
    await store.append(BOT, [NewUpdate(number, ANA, ANA, "{}")])
    update = await store.next_update(BOT, ANA)
    assert update is not None
    assert update.session is not None
    await store.commit(Handled(update))
    return update.session.office


async def test_a_question_opens_one_conversation_and_the_next_update_knows(store: Store) -> None:
    await opened(store)
    one = await kept(store)
    assert (one.person, one.institution, one.question, one.is_open) == (ANA, "ub", "питање?", True)
    assert (one.owner, one.notice) == (None, None)
    message = await store.next_message(BOT, STAFF)
    assert message is not None
    assert (message.payload, message.address) == ("question", Address(BOT, STAFF, ANA))
    assert await office_of_ana(store, 2) == OPEN.code
    with pytest.raises(SupersededError):
        await turn(store, 3, state="{}", changes=(replace(OPEN, code="BBBBBBB"),))


async def test_after_its_end_nothing_is_passed_on(store: Store) -> None:
    await opened(store)
    await store.apply(BOT, (PersonWrote(OPEN.code),))
    await store.apply(BOT, (EndTalk(OPEN.code),))
    assert await office_of_ana(store, 2) is None
    for change in (PersonWrote(OPEN.code), EndTalk(OPEN.code)):
        with pytest.raises(SupersededError):
            await store.apply(BOT, (change, Post(STAFF, ANA, "lost?")))


async def test_of_two_answers_decided_at_once_one_is_written(store: Store) -> None:
    await opened(store)
    await store.apply(BOT, (StaffWrote(OPEN.code, VERA, None, was_open=True),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (StaffWrote(OPEN.code, JOVAN, None, was_open=True),))
    await store.apply(BOT, (StaffWrote(OPEN.code, JOVAN, VERA, was_open=True),))
    assert (await kept(store)).owner == JOVAN


async def test_a_copy_is_noted_with_its_message(store: Store) -> None:
    await opened(store)
    message = await store.next_message(BOT, STAFF)
    assert message is not None
    noted = NoteCopy(OPEN.code, Copy(STAFF, 41, None))
    await store.note_sent(message, Sent(41, changes=(noted,)))
    assert await store.read(copies(BOT, OPEN.code)) == (Copy(STAFF, 41, None),)
    await store.apply(BOT, (noted, NoteCopy("ZZZZZZZ", Copy(STAFF, 42, 1))))
    assert len(await store.read(copies(BOT, OPEN.code))) == 1


async def test_silence_is_found_and_ended_once(store: Store, clock: Clock) -> None:
    await opened(store)
    clock.now += DAY
    assert await store.read(talks_to_tell(BOT, clock.now - DAY)) == ()
    clock.now += 1
    (one,) = await store.read(talks_to_tell(BOT, clock.now - DAY))
    assert one.code == OPEN.code
    await store.apply(BOT, (EndTalk(one.code),))
    assert await store.read(talks_to_tell(BOT, clock.now - DAY)) == ()


@pytest.mark.parametrize("way", ["forget", "blocked"])
async def test_of_who_is_forgotten_nothing_stays_but_what_the_staff_are_told(
    store: Store, way: str
) -> None:
    await opened(store)
    copy = NoteCopy(OPEN.code, Copy(STAFF, 41, None))
    await store.apply(BOT, (copy, NoteCopy(OPEN.code, Copy(ANA, 5, 40))))
    if way == "forget":
        await turn(store, 2, forget=True)
    else:
        await store.forget_chat(BOT, ANA)
    one = await kept(store)
    assert (one.person, one.chat, one.question, one.is_open) == (None, None, "", False)
    notice = Notice.FORGOTTEN if way == "forget" else Notice.GONE
    assert one.notice is notice
    assert await store.read(copies(BOT, OPEN.code)) == (Copy(STAFF, 41, None),)
    with pytest.raises(SupersededError):
        await store.apply(BOT, (StaffWrote(OPEN.code, VERA, None, was_open=False),))
    await store.apply(BOT, (MarkBlanked(one, [41]),))
    assert await store.read(talk(BOT, OPEN.code)) == ()
    assert await store.read(copies(BOT, OPEN.code)) == ()


async def test_a_staff_chat_that_is_lost_gives_its_people_back(store: Store) -> None:
    await opened(store)
    await store.forget_chat(BOT, STAFF)
    one = await kept(store)
    assert (one.is_open, one.notice, one.person) == (False, Notice.LOST, ANA)
    assert await office_of_ana(store, 2) is None
    await store.apply(BOT, (MarkTold(OPEN.code, Notice.LOST),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (MarkTold(OPEN.code, Notice.LOST),))


@pytest.mark.parametrize(
    ("chat", "notice", "is_open"), [(STAFF, Notice.LOST, False), (ANA, Notice.UNSENT, True)]
)
async def test_what_will_never_be_sent_is_told_to_who_wrote_it(
    store: Store, chat: int, notice: Notice, is_open: bool
) -> None:
    await opened(store)
    await store.apply(BOT, (Undelivered(OPEN.code, chat),))
    one = await kept(store)
    assert (one.notice, one.is_open) == (notice, is_open)
    assert await office_of_ana(store, 2) == (OPEN.code if is_open else None)


async def test_a_staff_chat_that_moves_takes_its_conversations_along(store: Store) -> None:
    await opened(store)
    await store.apply(BOT, (NoteCopy(OPEN.code, Copy(STAFF, 41, None)),))
    for old, new in ((STAFF, -1001), (-1001, -1002)):
        await store.move_chat(BOT, old, new)
    assert (await kept(store)).staff_chat == -1002
    assert await store.read(copies(BOT, OPEN.code)) == ()
    await store.apply(BOT, (EndTalk(OPEN.code),))
    # The settings still have the old number.
    await turn(store, 2, state="{}", changes=(replace(OPEN, code="B"), Post(STAFF, ANA, "next")))
    assert (await kept(store, "B")).staff_chat == -1002
    assert await store.unsent_chats(BOT) == (-1002,)


async def test_what_ended_long_ago_goes_and_what_is_open_stays(store: Store, clock: Clock) -> None:
    await opened(store)
    theirs, to_person = Copy(STAFF, 41, None), Copy(ANA, 42, 40)
    await store.apply(BOT, (NoteCopy(OPEN.code, theirs), NoteCopy(OPEN.code, to_person)))
    await store.apply(BOT, (ExpireTalks(clock.now + 1),))
    assert len(await store.read(copies(BOT, OPEN.code))) == 2
    await store.apply(BOT, (EndTalk(OPEN.code),))
    await store.apply(BOT, (ExpireTalks(clock.now + 1),))
    # What stands in the staff chat is known until it is blanked, and nothing else.
    (one,) = await store.read(talks_to_tell(BOT, clock.now))
    assert (one.chat, one.person, one.question, one.notice) == (None, None, "", Notice.EXPIRED)
    assert await store.read(copies(BOT, OPEN.code)) == (theirs,)
    await store.apply(BOT, (MarkBlanked(one, [41]),))
    assert await store.read(talk(BOT, OPEN.code)) == ()
    assert await store.read(copies(BOT, OPEN.code)) == ()


async def test_what_arrives_after_the_blanking_is_still_found_to_be_blanked(
    store: Store, clock: Clock
) -> None:
    await opened(store)
    await store.apply(BOT, (NoteCopy(OPEN.code, Copy(STAFF, 41, None)),))
    await turn(store, 2, forget=True)
    (forgotten,) = await store.read(talks_to_tell(BOT, clock.now - DAY))
    # One is noted between the look and the note that it is blanked.
    await store.apply(BOT, (NoteCopy(OPEN.code, Copy(STAFF, 42, None)),))
    await store.apply(BOT, (MarkBlanked(forgotten, [41]),))
    with pytest.raises(SupersededError):
        await store.apply(BOT, (MarkBlanked(forgotten, [41]),))
    assert await store.read(talk(BOT, OPEN.code)) == ()
    for number, left in ((42, (42,)), (43, (43,))):
        # Of the person nothing is noted any more.
        notes = [NoteCopy(OPEN.code, Copy(chat, number, 1)) for chat in (STAFF, ANA)]
        await store.apply(BOT, notes)
        (blanked,) = await store.read(talks_to_tell(BOT, clock.now - DAY))
        assert (blanked.notice, blanked.person) == (Notice.BLANKED, None)
        found = await store.read(copies(BOT, OPEN.code))
        assert {one.chat for one in found} == {STAFF}
        assert tuple(one.message for one in found) == left
        await store.apply(BOT, (MarkBlanked(blanked, left),))
        assert await store.read(talks_to_tell(BOT, clock.now - DAY)) == ()
    clock.now += DAY + 1
    await store.apply(BOT, (ExpireTalks(0.0), NoteCopy(OPEN.code, Copy(STAFF, 44, None))))
    assert await store.read(talks_to_tell(BOT, clock.now - DAY)) == ()
    assert await store.read(copies(BOT, OPEN.code)) == ()


@pytest.mark.parametrize("way", ["forget", "blocked", "expired"])
async def test_a_draft_goes_with_its_conversation_and_an_approved_entry_stays(
    store: Store, clock: Clock, way: str
) -> None:
    await opened(store)
    draft = Draft("DDDDDDD", STAFF, "ub", "- id: a", VERA, None, None, OPEN.code)
    approved = replace(draft, code="EEEEEEE")
    of_another = replace(draft, code="FFFFFFF", talk=None)
    made = [MakeDraft(one) for one in (draft, approved, of_another)]
    await store.apply(BOT, (*made, ApproveDraft(approved, JOVAN)))
    if way == "forget":
        await turn(store, 2, forget=True)
    elif way == "blocked":
        await store.forget_chat(BOT, ANA)
    else:
        await store.apply(BOT, (EndTalk(OPEN.code),))
        await store.apply(BOT, (ExpireTalks(clock.now + 1),))
    left = await store.read(all_drafts(BOT))
    assert [one.code for one in left] == ["EEEEEEE", "FFFFFFF"]
    # Of an answer whose person is forgotten no draft is made any more.
    with pytest.raises(SupersededError):
        await store.apply(BOT, (MakeDraft(draft),))


async def test_drafts_move_with_their_chat(store: Store) -> None:
    await store.apply(BOT, (MakeDraft(Draft("DDDDDDD", STAFF, "ub", "", VERA, None, None)),))
    await store.move_chat(BOT, STAFF, -1001)
    (one,) = await store.read(all_drafts(BOT))
    assert one.chat == -1001
    await store.apply(BOT, (Post(STAFF, VERA, "to the old number"),))
    assert await store.unsent_chats(BOT) == (-1001,)


async def test_words_to_an_office_outlive_a_day_without_the_bot_and_replies_do_not(
    store: Store, clock: Clock
) -> None:
    words = Outgoing("en", html='says "talk":"x"', talk=OPEN.code).to_payload()
    reply = Outgoing("en", html='says "talk":"x", "lasting":true').to_payload()
    blank = Outgoing("en", html="deleted", lasting=True).to_payload()
    posts = (Post(STAFF, ANA, words), Post(STAFF - 1, STAFF - 1, blank))
    await turn(store, state="{}", messages=(reply,), changes=(OPEN, *posts))
    clock.now += 3 * DAY
    await store.purge(BOT, 90)
    assert await store.unsent_chats(BOT) == (STAFF, STAFF - 1)
