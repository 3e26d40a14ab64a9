"""Updates of a bot, as the tests of stores write and take them."""

from bot.storage import NewUpdate, Store, WaitingUpdate

BOT, OTHER_BOT = 7, 8


def said(number: int, words: str, *, chat: int = 1, person: int = 11) -> NewUpdate:
    return NewUpdate(number, chat, person, words)


async def next_of(store: Store, chat: int = 1) -> WaitingUpdate:
    update = await store.next_update(BOT, chat)
    assert update is not None
    return update
