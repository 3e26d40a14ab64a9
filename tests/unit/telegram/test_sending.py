"""One turn of sending at a time, by a clock of the test's own."""

from collections.abc import AsyncIterator

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.storage import Handled, NewUpdate, StorageError, Store, open_store
from bot.telegram.api import connect
from bot.telegram.metrics import Metrics
from bot.telegram.outgoing import Outgoing
from bot.telegram.sending import Sender
from tests.unit.telegram.conftest import Clock


@pytest.fixture
async def store(database, clock: Clock) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{database}", clock=clock)
    yield store
    await store.close()


@pytest.fixture
async def sender(telegram: LocalTelegram, store: Store, clock: Clock) -> AsyncIterator[Sender]:
    bot = connect(telegram.token, telegram.base_url, at_once=4)
    await bot.initialize()
    yield Sender(bot, store, Metrics(), slots=1, clock=clock, steady=clock)
    await bot.shutdown()


@pytest.fixture
def chats(telegram: LocalTelegram) -> list[PrivateChat]:
    chats = [telegram.private_chat(telegram.person()) for _ in range(4)]
    for chat in chats:
        chat.person.has_started = True
    return chats


async def put(store: Store, telegram: LocalTelegram, chat: PrivateChat, words: str) -> None:
    number = telegram.world.queue.next_id
    telegram.renumber_updates(number + 1)
    await store.append(telegram.bot.id, [NewUpdate(number, chat.id, chat.id, "{}")])
    update = await store.next_update(telegram.bot.id, chat.id)
    assert update is not None
    await store.commit(Handled(update, messages=(Outgoing("en", html=words).to_payload(),)))


async def test_one_limited_chat_waits_as_long_as_it_is_told_and_the_others_do_not(
    telegram: LocalTelegram, store: Store, sender: Sender, chats: list[PrivateChat], clock: Clock
) -> None:
    limited, free = chats[:2]
    telegram.faults.too_many_requests(7, chat_id=limited.id)
    await put(store, telegram, limited, "a")
    await put(store, telegram, free, "b")
    assert await sender._turn(limited.id) == 7
    wait = await sender._turn(limited.id)
    assert wait is not None
    assert 6 < wait <= 7
    assert await sender._turn(free.id) is None
    assert [message.text for message in free.replies] == ["b"]
    clock.forward(7)
    assert await sender._turn(limited.id) is None
    assert [message.text for message in limited.replies] == ["a"]


async def test_when_several_chats_are_limited_at_a_time_nothing_is_sent_to_anybody(
    telegram: LocalTelegram, store: Store, sender: Sender, chats: list[PrivateChat], clock: Clock
) -> None:
    for chat in chats[:3]:
        telegram.faults.too_many_requests(7, chat_id=chat.id)
        await put(store, telegram, chat, "a")
        await sender._turn(chat.id)
    free = chats[3]
    await put(store, telegram, free, "b")
    wait = await sender._turn(free.id)
    assert wait is not None
    assert 6 < wait <= 7
    clock.forward(7)
    assert await sender._turn(free.id) is None
    assert [message.text for message in free.replies] == ["b"]


async def test_pauses_grow_while_telegram_is_in_trouble(
    telegram: LocalTelegram, store: Store, sender: Sender, chats: list[PrivateChat], clock: Clock
) -> None:
    telegram.faults.refuse(500, "Internal Server Error", method="sendMessage", times=8)
    await put(store, telegram, chats[0], "a")
    pauses = []
    for _ in range(8):
        pause = await sender._turn(chats[0].id)
        assert pause is not None
        pauses.append(pause)
        clock.forward(pause)
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert await sender._turn(chats[0].id) is None


async def test_a_reply_that_is_out_is_not_sent_again_when_that_cannot_be_noted(
    telegram: LocalTelegram,
    store: Store,
    sender: Sender,
    chats: list[PrivateChat],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await put(store, telegram, chats[0], "once")
    note = store.note_sent
    monkeypatch.setattr(store, "note_sent", fails)
    assert await sender._turn(chats[0].id) == 1
    assert await sender._turn(chats[0].id) == 1
    monkeypatch.setattr(store, "note_sent", note)
    assert await sender._turn(chats[0].id) is None
    assert [message.text for message in chats[0].replies] == ["once"]
    assert (await store.backlog(telegram.bot.id)).messages == 0


async def fails(*_: object) -> bool:
    raise StorageError("the disk is full")
