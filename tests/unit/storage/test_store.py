"""What any store must do. The tests know the protocol only."""

import asyncio
import json
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.storage import (
    MOST_TRACES,
    Address,
    Handled,
    NewUpdate,
    NoteKind,
    Sent,
    StorageError,
    Store,
    StoredNote,
    SupersededError,
    WaitingMessage,
    WaitingUpdate,
    open_store,
)
from bot.storage.questions import NoteQuestion, asked_questions
from tests.unit.storage.conftest import DAY
from tests.unit.storage.inbox import BOT, OTHER_BOT, next_of, said

Given = TypeVar("Given")


async def message_of(store: Store, chat: int = 1) -> WaitingMessage:
    message = await store.next_message(BOT, chat)
    assert message is not None
    return message


async def given(ask: Callable[[], Awaitable[Given | None]]) -> Given:
    """What is asked for, as soon as it is given."""
    for _ in range(500):
        if (answer := await ask()) is not None:
            return answer
        await asyncio.sleep(0.01)
    raise AssertionError("it was not given within 5 s")


async def test_updates_of_a_chat_come_in_the_order_of_their_numbers(store: Store) -> None:
    await store.append(BOT, [said(3, "third"), said(1, "first"), said(2, "elsewhere", chat=2)])
    seen = []
    for _ in range(2):
        update = await next_of(store)
        seen.append(update.payload)
        await store.commit(Handled(update))
    assert seen == ["first", "third"]
    assert await store.next_update(BOT, 1) is None
    assert (await next_of(store, 2)).payload == "elsewhere"


async def test_the_same_update_is_kept_once_also_after_it_was_done(store: Store) -> None:
    assert await store.append(BOT, [said(1, "a"), said(1, "a")]) == 1
    await store.commit(Handled(await next_of(store)))
    assert await store.append(BOT, [said(1, "a"), said(2, "b")]) == 1
    assert (await next_of(store)).payload == "b"


async def test_two_bots_have_updates_with_the_same_number(store: Store) -> None:
    await store.append(BOT, [said(1, "mine")])
    assert await store.append(OTHER_BOT, [said(1, "yours")]) == 1
    assert (await next_of(store)).payload == "mine"


async def test_a_number_means_a_new_update_after_a_quiet_week(store: Store, clock) -> None:
    await store.append(BOT, [said(1, "before")])
    await store.commit(Handled(await next_of(store)))
    clock.now += 3 * DAY
    await store.purge(BOT, 90)
    assert await store.append(BOT, [said(1, "after")]) == 1


async def test_undone_updates_are_never_purged_for_the_bot_that_runs(store: Store, clock) -> None:
    await store.append(BOT, [said(1, "asked before a long outage")])
    await store.append(OTHER_BOT, [said(1, "for a bot that is gone")])
    clock.now += 30 * DAY
    await store.purge(BOT, 90)
    assert (await next_of(store)).payload == "asked before a long outage"
    assert await store.next_update(OTHER_BOT, 1) is None


async def test_an_outcome_is_kept_as_a_whole(store: Store) -> None:
    await store.append(BOT, [said(1, "question"), said(2, "more")])
    update = await next_of(store)
    note = StoredNote(NoteKind.UNANSWERED, "what about cats", "en")
    more = await store.commit(
        Handled(update, state='{"n":1}', locale="en", messages=("a", "b"), notes=(note,))
    )
    assert more is True
    following = await next_of(store)
    assert following.session is not None
    assert (following.session.state, following.session.version, following.session.locale) == (
        '{"n":1}',
        1,
        "en",
    )
    assert (await message_of(store)).payload == "a"
    assert [kept.text for kept in await store.notes(NoteKind.UNANSWERED)] == ["what about cats"]


async def test_nothing_of_a_second_outcome_for_one_update_is_kept(store: Store) -> None:
    await store.append(BOT, [said(1, "question")])
    update = await next_of(store)
    assert await store.commit(Handled(update, state="{}", messages=("once",))) is False
    with pytest.raises(SupersededError):
        await store.commit(Handled(update, state="{}", messages=("twice",)))
    backlog = await store.backlog(BOT)
    assert (backlog.updates, backlog.messages) == (0, 1)


async def test_a_session_that_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    await store.append(BOT, [said(1, "one"), said(2, "two")])
    first = await next_of(store)
    await store.commit(Handled(first, state='{"n":1}'))
    stale = WaitingUpdate(first.address, 2, 0.0, "two", session=None)
    with pytest.raises(SupersededError):
        await store.commit(Handled(stale, state='{"n":"stale"}', messages=("lost?",)))
    assert await store.session(first.address) == '{"n":1}'
    assert (await next_of(store)).update_id == 2
    assert await store.next_message(BOT, 1) is None


async def test_a_reply_without_a_locale_keeps_the_one_before(store: Store) -> None:
    await store.append(BOT, [said(1, "one"), said(2, "two"), said(3, "three")])
    await store.commit(Handled(await next_of(store), state="{}", locale="sr_Cyrl"))
    await store.commit(Handled(await next_of(store), state="{}"))
    session = (await next_of(store)).session
    assert session is not None
    assert session.locale == "sr_Cyrl"


async def test_messages_of_a_chat_go_out_in_order_and_their_text_goes_with_them(
    store: Store,
) -> None:
    await store.append(BOT, [said(1, "q")])
    await store.commit(Handled(await next_of(store), messages=("first", "second")))
    assert await store.unsent_chats(BOT) == (1,)
    assert await store.note_sent(await message_of(store), Sent(message=101)) is True
    assert (await message_of(store)).payload == "second"
    assert await store.give_up(await message_of(store)) is False
    assert await store.unsent_chats(BOT) == ()


async def test_a_postponed_message_stays_first_and_counts_its_tries(store: Store, clock) -> None:
    await store.append(BOT, [said(1, "q")])
    await store.commit(Handled(await next_of(store), messages=("first", "second")))
    await store.postpone(await message_of(store), clock.now + 30)
    message = await message_of(store)
    assert (message.payload, message.attempts, message.not_before) == ("first", 1, clock.now + 30)


async def test_the_last_in_place_reply_is_known_to_the_next_message(store: Store) -> None:
    await store.append(BOT, [said(1, "q"), said(2, "r")])
    await store.commit(Handled(await next_of(store), state="{}", messages=("step",)))
    await store.note_sent(await message_of(store), Sent(message=101, in_place=True))
    await store.commit(Handled(await next_of(store), state="{}", messages=("next step",)))
    assert (await message_of(store)).place == 101


async def test_buttons_in_a_group_have_an_owner(store: Store) -> None:
    await store.append(BOT, [said(1, "q", chat=-5)])
    await store.commit(Handled(await next_of(store, -5), state="{}", messages=("buttons",)))
    await store.note_sent(await message_of(store, -5), Sent(message=101, owned=True))
    assert await store.button_owner(BOT, -5, 101) == 11
    assert await store.button_owner(BOT, -5, 102) is None


async def test_forgetting_deletes_everything_of_a_person_and_nothing_of_others(
    store: Store,
) -> None:
    await store.append(
        BOT,
        [
            said(1, "mine", chat=1),
            said(2, "mine in a group", chat=-5),
            said(3, "another's", chat=-5, person=12),
        ],
    )
    await store.commit(Handled(await next_of(store), state='{"s":1}', messages=("unsent",)))
    await store.forget_person(BOT, 11)
    assert await store.session(Address(BOT, 1, 11)) is None
    assert await store.next_message(BOT, 1) is None
    assert (await next_of(store, -5)).payload == "another's"


async def test_forgetting_by_an_update_leaves_its_confirmation_and_what_was_said_after(
    store: Store,
) -> None:
    await store.append(BOT, [said(1, "remember me"), said(2, "/forget"), said(3, "hello again")])
    await store.commit(Handled(await next_of(store), state="{}", messages=("unsent",)))
    more = await store.commit(
        Handled(await next_of(store), state='{"again":1}', messages=("forgotten",), forget=True)
    )
    assert more is True
    assert await store.session(Address(BOT, 1, 11)) is None
    assert (await message_of(store)).payload == "forgotten"
    assert await store.note_sent(await message_of(store), Sent(message=5, owned=True)) is False
    assert await store.button_owner(BOT, 1, 5) is None
    assert (await next_of(store)).payload == "hello again"


async def test_a_blocked_chat_is_forgotten(store: Store) -> None:
    await store.append(BOT, [said(1, "one"), said(2, "two"), said(3, "three", chat=2)])
    await store.commit(Handled(await next_of(store), state="{}", messages=("unsent",)))
    await store.forget_chat(BOT, 1)
    assert await store.waiting_chats(BOT) == (2,)
    assert await store.unsent_chats(BOT) == ()
    assert await store.session(Address(BOT, 1, 11)) is None


async def test_a_group_that_moves_takes_sessions_and_what_waits_with_it(store: Store) -> None:
    await store.append(BOT, [said(1, "one", chat=-5), said(2, "two", chat=-5)])
    await store.commit(Handled(await next_of(store, -5), state='{"s":1}', messages=("reply",)))
    await store.move_chat(BOT, -5, -1005)
    assert await store.session(Address(BOT, -1005, 11)) == '{"s":1}'
    assert (await next_of(store, -1005)).payload == "two"
    assert (await message_of(store, -1005)).payload == "reply"
    assert await store.session(Address(BOT, -5, 11)) is None


async def test_a_move_does_not_overwrite_a_session_in_the_new_group(store: Store) -> None:
    await store.append(BOT, [said(1, "one", chat=-5), said(2, "two", chat=-1005)])
    await store.commit(Handled(await next_of(store, -5), state='{"s":"old"}'))
    await store.commit(Handled(await next_of(store, -1005), state='{"s":"new"}'))
    await store.move_chat(BOT, -5, -1005)
    assert await store.session(Address(BOT, -1005, 11)) == '{"s":"new"}'


async def test_a_bad_job_does_not_harm_those_that_share_its_moment(store: Store) -> None:
    bad = NewUpdate(100, 1, 11, "\ud800")
    results = await asyncio.gather(
        *(store.append(BOT, [said(number, "fine")]) for number in range(20)),
        store.append(BOT, [bad]),
        *(store.append(BOT, [said(number, "fine")]) for number in range(20, 40)),
        return_exceptions=True,
    )
    assert results.count(1) == 40
    assert isinstance(results[20], UnicodeEncodeError)
    assert (await store.backlog(BOT)).updates == 40


# Each means something to whoever writes or reads lists of texts.
ODD_TEXTS = (
    "NULL",
    "",
    "{a,b}",
    'say "so"',
    "back\\slash\\",
    '\\"',
    "a,b",
    " blanks ",
    "две\nлиније",
)


async def test_odd_texts_are_kept_as_they_are(store: Store) -> None:
    for number, text in enumerate(ODD_TEXTS, start=1):
        await store.append(BOT, [NewUpdate(number, number, number, text)])
        update = await store.next_update(BOT, number)
        assert update is not None
        assert update.payload == text
        note = StoredNote(NoteKind.FEEDBACK, text, "en")
        question = NoteQuestion(text, "en", "asker")
        outcome = Handled(
            update, state=text, locale="en", messages=(text,), notes=(note,), changes=(question,)
        )
        await store.commit(outcome)
        message = await store.next_message(BOT, number)
        assert message is not None
        assert message.payload == text
        assert await store.session(update.address) == text
    assert tuple(one.text for one in await store.notes(NoteKind.FEEDBACK)) == ODD_TEXTS
    asked = await store.read(asked_questions())
    assert [(one.text, one.who) for one in asked] == [(text, "asker") for text in ODD_TEXTS]


async def test_chats_that_wait_longest_come_first(store: Store, clock) -> None:
    for number, chat in ((1, 30), (2, 10), (3, 20)):
        await store.append(BOT, [said(number, "q", chat=chat)])
        clock.now += 1
    assert await store.waiting_chats(BOT) == (30, 10, 20)
    backlog = await store.backlog(BOT)
    assert (backlog.updates, backlog.oldest_update) == (3, clock.now - 3)


async def test_what_was_written_survives_a_kill(url: str) -> None:
    program = (
        "import asyncio, os, signal, sys\n"
        "from bot.storage import Handled, NewUpdate, open_store\n"
        "async def main():\n"
        "    store = await open_store(sys.argv[1])\n"
        "    await store.append(7, [NewUpdate(1, 1, 11, 'a'), NewUpdate(2, 1, 11, 'b')])\n"
        "    first = await store.next_update(7, 1)\n"
        "    await store.commit(Handled(first, state='{}', messages=('reply',)))\n"
        "    assert await store.next_update(7, 1) and await store.next_message(7, 1)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", program, url)
    assert await killed.wait() == -signal.SIGKILL
    store = await open_store(url)
    # A server may take a moment to see that its client is gone.
    update = await given(lambda: store.next_update(BOT, 1))
    message = await given(lambda: store.next_message(BOT, 1))
    assert (update.payload, message.payload) == ("b", "reply")
    assert update.session is not None
    await store.close()


async def test_a_closed_store_says_so(url: str) -> None:
    store = await open_store(url)
    await store.ping()
    await store.close()
    for asked in (store.ping, lambda: store.next_update(BOT, 1)):
        with pytest.raises(StorageError, match="is closed"):
            await asked()


async def traced(store: Store, traces: list[str], *, first: int = 1) -> None:
    """Answer an update with a message per trace."""
    await store.append(BOT, [said(first, "question")])
    update = await next_of(store)
    await store.commit(Handled(update, state="{}", messages=("{}",) * len(traces)))
    for number, trace in enumerate(traces):
        await store.note_sent(await message_of(store), Sent(message=100 + number, trace=trace))


async def kept_traces(store: Store, number: int) -> list[int]:
    await store.append(BOT, [said(number, "next")])
    update = await next_of(store)
    await store.commit(Handled(update))
    return [trace["n"] for trace in json.loads(update.session.traces)] if update.session else []


async def test_what_is_kept_of_replies_comes_with_the_session_the_newest_last(
    store: Store,
) -> None:
    await traced(store, ['{"n": 1}', '{"n": 2}'])
    assert await kept_traces(store, 2) == [1, 2]


async def test_only_so_many_replies_are_remembered(store: Store) -> None:
    most = MOST_TRACES + 5
    await traced(store, [f'{{"n": {number}}}' for number in range(most)])
    assert await kept_traces(store, 2) == list(range(most - MOST_TRACES, most))


async def test_what_is_kept_of_replies_is_forgotten_with_the_person(store: Store) -> None:
    await traced(store, ['{"n": 1}'])
    await store.forget_person(BOT, 11)
    assert await kept_traces(store, 2) == []


async def test_replies_of_a_group_that_moved_are_not_referred_to_by_their_old_numbers(
    store: Store,
) -> None:
    await traced(store, ['{"n": 1}'])
    await store.move_chat(BOT, 1, 2)
    await store.append(BOT, [said(2, "next", chat=2)])
    update = await next_of(store, 2)
    assert update.session is not None
    assert update.session.traces == "[]"


async def test_several_updates_of_a_person_are_done_together_or_not_at_all(store: Store) -> None:
    await store.append(
        BOT, [said(1, "a"), said(2, "b"), said(3, "c", person=12), said(4, "d", chat=2)]
    )
    first = await next_of(store)
    assert await store.next_after(first, 1) == (2, "b")
    assert await store.next_after(first, 2) is None, "that is of another person"
    with pytest.raises(SupersededError):
        await store.commit(Handled(first, state="{}", messages=("x",), together=(99,)))
    assert await store.next_message(BOT, 1) is None
    first = await given(lambda: store.next_update(BOT, 1))
    assert first.payload == "a"
    assert await store.commit(Handled(first, state="{}", together=(2,)))
    assert (await next_of(store)).payload == "c"


async def test_an_event_without_an_inbox_keeps_its_session_and_notes(store: Store) -> None:
    visitor = WaitingUpdate(Address(0, -5, 7), 0, 0.0, "", session=None)
    assert await store.kept_session(visitor.address) is None
    note = StoredNote(NoteKind.UNANSWERED, "visa?", "en")
    await store.keep(Handled(visitor, state='{"n":1}', locale="en", notes=(note,)))
    kept = await store.kept_session(visitor.address)
    assert kept is not None
    assert (kept.state, kept.version, kept.locale) == ('{"n":1}', 1, "en")
    assert [each.text for each in await store.notes(NoteKind.UNANSWERED)] == ["visa?"]
    with pytest.raises(SupersededError):
        await store.keep(Handled(visitor, state='{"n":"stale"}', notes=(note,)))
    assert await store.kept_session(visitor.address) == kept
    assert len(await store.notes(NoteKind.UNANSWERED)) == 1


async def test_a_visitor_who_asks_to_be_forgotten_is_gone_alone(store: Store) -> None:
    first = WaitingUpdate(Address(0, 1, 1_234_567_890_123), 0, 0.0, "", session=None)
    second = WaitingUpdate(Address(0, 1, 1_234_567_890_124), 0, 0.0, "", session=None)
    for visitor in (first, second):
        await store.keep(Handled(visitor, state="{}"))
    await store.keep(Handled(first, forget=True))
    assert await store.kept_session(first.address) is None
    assert await store.kept_session(second.address) is not None
