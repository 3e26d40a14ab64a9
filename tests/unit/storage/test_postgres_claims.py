"""Several replicas on one database: who works on which chat."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.preview.kit.postgres_server import PostgresServer
from bot.storage import (
    Address,
    Handled,
    NewUpdate,
    Sent,
    StorageError,
    Store,
    SupersededError,
    WaitingMessage,
    WaitingUpdate,
    open_store,
)
from bot.storage.postgres.claims import lock_number

BOT = 7


@pytest.fixture
async def one(postgres_url: str) -> AsyncIterator[Store]:
    store = await open_store(postgres_url)
    yield store
    await store.close()


@pytest.fixture
async def other(postgres_url: str) -> AsyncIterator[Store]:
    store = await open_store(postgres_url)
    yield store
    await store.close()


def said(number: int, words: str, *, chat: int = 1, person: int = 11) -> NewUpdate:
    return NewUpdate(number, chat, person, words)


async def update_for(store: Store, chat: int = 1) -> WaitingUpdate:
    update = await store.next_update(BOT, chat)
    assert update is not None
    return update


async def message_for(store: Store, chat: int = 1) -> WaitingMessage:
    message = await store.next_message(BOT, chat)
    assert message is not None
    return message


async def until_given(store: Store, chat: int = 1) -> WaitingUpdate:
    """The chat's next update, as soon as the store has a connection and the claim again."""
    for _ in range(250):
        try:
            update = await store.next_update(BOT, chat)
        except StorageError:
            update = None
        if update is not None:
            return update
        await asyncio.sleep(0.02)
    raise AssertionError("the update was not given within 5 s")


async def bury(server: PostgresServer, database: str) -> None:
    """Take all replicas for dead, as others do that have not heard of them for long."""
    await asyncio.to_thread(server.run_sql, "DELETE FROM replica", database=database)


async def test_a_chat_is_one_replicas_at_a_time_and_the_others_are_free(
    one: Store, other: Store
) -> None:
    await one.append(BOT, [said(1, "a"), said(2, "b")])
    await other.append(BOT, [said(3, "elsewhere", chat=2)])
    update = await update_for(one)
    assert await other.next_update(BOT, 1) is None
    assert (await update_for(other, 2)).payload == "elsewhere"
    assert await one.commit(Handled(update)) is True
    assert (await update_for(other)).payload == "b"
    assert await one.next_update(BOT, 1) is None


async def test_two_bots_do_not_get_into_each_others_way(one: Store, other: Store) -> None:
    await one.append(BOT, [said(1, "mine")])
    await other.append(BOT + 1, [said(1, "yours")])
    await update_for(one)
    assert await other.next_update(BOT + 1, 1) is not None


async def test_what_came_in_while_another_replica_was_at_work_is_seen_by_that_one(
    one: Store, other: Store
) -> None:
    await one.append(BOT, [said(1, "a")])
    update = await update_for(one)
    await other.append(BOT, [said(2, "b")])
    assert await other.next_update(BOT, 1) is None
    assert await one.commit(Handled(update, messages=("reply",))) is True
    message = await message_for(one)
    await other.commit(Handled(await update_for(other), messages=("another",)))
    assert await other.next_message(BOT, 1) is None
    assert await one.note_sent(message, Sent(message=5)) is True


async def test_a_message_is_in_the_hands_of_one_replica_until_it_is_sent_or_postponed(
    one: Store, other: Store
) -> None:
    await one.append(BOT, [said(1, "a")])
    await one.commit(Handled(await update_for(one), messages=("first", "second")))
    first = await message_for(one)
    assert await other.next_message(BOT, 1) is None
    await one.postpone(first, 0.0)
    first = await message_for(other)
    assert (first.payload, first.attempts) == ("first", 1)
    assert await one.next_message(BOT, 1) is None
    await other.note_sent(first, Sent(message=5, in_place=True, owned=True))
    assert (await message_for(one)).payload == "second"


async def test_answering_a_chat_does_not_wait_for_what_is_being_sent_to_it(
    one: Store, other: Store
) -> None:
    await one.append(BOT, [said(1, "a"), said(2, "b")])
    await one.commit(Handled(await update_for(one), messages=("first",)))
    await message_for(one)
    assert (await update_for(other)).payload == "b"


async def test_a_chat_that_is_forgotten_or_moved_is_claimed_by_nobody(
    one: Store, other: Store
) -> None:
    for chat in (1, 2):
        await one.append(BOT, [said(chat, "a", chat=chat)])
        await one.commit(Handled(await update_for(one, chat), messages=("first",)))
        await message_for(one, chat)
    await one.forget_chat(BOT, 1)
    await one.move_chat(BOT, 2, -1002)
    assert (await message_for(other, -1002)).payload == "first"
    await other.append(BOT, [said(8, "c"), said(9, "c", chat=2)])
    for chat in (1, 2):
        await other.commit(Handled(await update_for(other, chat), messages=("again",)))
        assert (await message_for(other, chat)).payload == "again"


async def test_forgetting_a_person_does_not_wait_for_a_turn_that_is_under_way(
    one: Store, other: Store
) -> None:
    await one.append(BOT, [said(1, "a"), said(2, "b", chat=2)])
    await one.commit(Handled(await update_for(one), messages=("being sent",)))
    sending, answering = await message_for(one), await update_for(one, 2)
    async with asyncio.timeout(2):
        await other.forget_person(BOT, 11)
    assert await one.note_sent(sending, Sent(message=5)) is False
    with pytest.raises(SupersededError):
        await one.commit(Handled(answering, state="{}", messages=("too late",)))
    assert (await other.backlog(BOT)).messages == 0


async def test_a_replica_that_ends_frees_what_it_had(postgres_url: str, other: Store) -> None:
    one = await open_store(postgres_url)
    await one.append(BOT, [said(1, "a")])
    await update_for(one)
    await one.close()
    assert (await update_for(other)).payload == "a"


async def test_a_replica_that_lost_its_claims_changes_nothing_that_another_has_done(
    one: Store, other: Store, postgres: PostgresServer, tables: str
) -> None:
    await one.append(BOT, [said(1, "a"), said(2, "b")])
    update = await update_for(one)
    await bury(postgres, tables)
    taken_over = await until_given(other)
    assert taken_over.update_id == update.update_id
    await other.commit(Handled(taken_over, state='{"by":"other"}', messages=("other's",)))
    with pytest.raises(SupersededError):
        await one.commit(Handled(update, state='{"by":"one"}', messages=("one's",)))
    assert await one.session(update.address) == '{"by":"other"}'
    assert (await one.backlog(BOT)).messages == 1
    # It goes on with a new number, and new claims.
    following = await until_given(one)
    assert following.payload == "b"
    assert await other.next_update(BOT, 1) is None


async def test_replicas_that_share_the_work_keep_every_chats_order(
    one: Store, other: Store
) -> None:
    chats, each = range(1, 9), 15
    done: list[tuple[int, int, str]] = []

    async def work(store: Store, first: int) -> None:
        """Half of the updates come in by this replica, one after the other, as by a balancer."""
        for turn in range(first, each, 2):
            for chat in chats:
                await store.append(BOT, [said(turn * 100 + chat, str(turn), chat=chat)])
        while chats_left := await store.waiting_chats(BOT):
            await asyncio.gather(*(answer(store, chat) for chat in chats_left))
            await asyncio.sleep(0)

    async def answer(store: Store, chat: int) -> None:
        update = await store.next_update(BOT, chat)
        if update is None:
            return
        before = "" if update.session is None else update.session.state
        await asyncio.sleep(0.001)
        state = f"{before} {update.payload}"
        done.append((chat, update.update_id, id(store).__repr__()))
        await store.commit(Handled(update, state=state, messages=(update.payload,)))

    for turn in range(each):
        for chat in chats:
            number = turn * 100 + chat
            store = one if turn % 2 else other
            await store.append(BOT, [said(number, str(turn), chat=chat)])
    await asyncio.gather(work(one, each), work(other, each))
    wanted = " ".join(str(turn) for turn in range(each))
    for chat in chats:
        assert (await one.session(Address(BOT, chat, 11)) or "").strip() == wanted
    assert len(done) == len(set(done)) == len(chats) * each
    assert len({store for _, _, store in done}) == 2


async def test_replicas_that_send_side_by_side_send_each_message_once_and_in_order(
    one: Store, other: Store
) -> None:
    chats, each = range(1, 7), 10
    for chat in chats:
        await one.append(BOT, [said(chat, "a", chat=chat)])
        messages = tuple(str(number) for number in range(each))
        await one.commit(Handled(await update_for(one, chat), messages=messages))
    out: dict[int, list[str]] = {chat: [] for chat in chats}
    senders = set()

    async def send(store: Store) -> None:
        while waiting := await store.unsent_chats(BOT):
            for chat in waiting:
                message = await store.next_message(BOT, chat)
                if message is not None:
                    await asyncio.sleep(0.001)
                    out[chat].append(message.payload)
                    senders.add(id(store))
                    await store.note_sent(message, Sent(message=1))

    await asyncio.gather(send(one), send(other))
    assert out == {chat: [str(number) for number in range(each)] for chat in chats}
    assert len(senders) == 2


async def test_of_several_replicas_one_purges(one: Store, other: Store) -> None:
    await one.append(BOT, [said(1, "a")])
    await one.commit(Handled(await update_for(one), state="{}"))
    gone = await asyncio.gather(one.purge(BOT, -1), other.purge(BOT, -1))
    assert sorted(gone) == [0, 1]


def test_every_version_of_the_program_means_the_same_lock() -> None:
    # Replicas of two versions run side by side while one replaces the other.
    assert lock_number("inbox", 7, -100123) == lock_number("inbox", "7", "-100123")
    assert lock_number("inbox", 7, 1) != lock_number("outbox", 7, 1)
    assert -(1 << 63) <= lock_number("inbox", 1 << 52, -(1 << 52)) < 1 << 63
