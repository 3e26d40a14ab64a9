"""A visitor's conversation with an office: their session stands under another bot's number."""

import pytest

from bot.storage import WEB_BOT, Address, Handled, Store, SupersededError, WaitingUpdate
from bot.storage.changes import ForBot, Query
from bot.storage.talk_notices import MarkBlanked
from bot.storage.talks import (
    Copy,
    EndTalk,
    NoteCopy,
    NoteTopic,
    Notice,
    OpenTalk,
    PersonWrote,
    Post,
    copies,
    talk,
)
from bot.storage.web_posts import DropOldPosts, MarkShown, posts_after, written_since
from tests.unit.storage.conftest import DAY, Clock

BOT, STAFF = 7, -(2**40)
VISITOR = Address(WEB_BOT, -(2**62) + 5, 2**61 + 7)
OTHER = Address(WEB_BOT, 2**60 + 1, 2**60 + 2)
CODE = "AAAAAAA"


async def opened(store: Store, visitor: Address = VISITOR, code: str = CODE) -> None:
    """Let a visitor ask, as the web chat writes it."""
    open_talk = OpenTalk(
        code, visitor.chat, visitor.person, "", "", STAFF, "en", "en", "secret?", WEB_BOT
    )
    changes = (open_talk, Post(STAFF, visitor.person, '{"talk":"x","html":"secret?"}'))
    update = WaitingUpdate(visitor, 0, 0.0, "", None)
    await store.keep(
        Handled(update, state="{}", locale="en", changes=tuple(ForBot(BOT, one) for one in changes))
    )


async def answered(store: Store, text: str, visitor: Address = VISITOR) -> None:
    post = Post(visitor.chat, visitor.person, f'{{"talk":"x","html":"{text}"}}', home=WEB_BOT)
    await store.apply(BOT, (post,))


async def waiting(store: Store) -> list[tuple[int, str]]:
    every: Query[tuple[int, str]] = Query(
        "SELECT bot, payload FROM outbox ORDER BY id", (), lambda bot, payload: (bot, payload)
    )
    return list(await store.read(every))


async def test_the_session_knows_the_office_and_is_given_back(store: Store) -> None:
    await opened(store)
    (one,) = await store.read(talk(BOT, CODE))
    assert (one.home, one.chat, one.person, one.topic) == (
        WEB_BOT,
        *(VISITOR.chat, VISITOR.person),
        None,
    )
    kept = await store.kept_session(VISITOR)
    assert kept is not None
    assert kept.office == CODE
    await store.apply(BOT, (NoteTopic(CODE, 2**31 + 5), EndTalk(CODE)))
    kept = await store.kept_session(VISITOR)
    assert kept is not None
    assert kept.office is None
    assert (await store.read(talk(BOT, CODE)))[0].topic == 2**31 + 5
    with pytest.raises(SupersededError):
        await store.apply(BOT, (PersonWrote(CODE),))


async def test_a_page_gets_its_own_messages_behind_the_last_that_it_has(
    store: Store, clock: Clock
) -> None:
    for number in range(3):
        await answered(store, f"answer {number}")
        await answered(store, "somebody else's", OTHER)
    found = await store.read(posts_after(VISITOR, 0))
    assert [f"answer {number}" in each.payload for number, each in enumerate(found)] == [True] * 3
    assert await store.read(posts_after(VISITOR, found[1].id)) == found[2:]
    lately = await store.read(written_since(clock.now - 1))
    assert {chat for _, chat in lately} == {VISITOR.chat, OTHER.chat}
    # What is shown stays for a day, for another tab; what nobody came for as long as sessions.
    await store.apply(WEB_BOT, (MarkShown(VISITOR, found[1].id),))
    await store.apply(BOT, (DropOldPosts(clock.now - 90 * DAY),))
    assert len(await store.read(posts_after(VISITOR, 0))) == 3
    clock.now += DAY + 1
    await store.purge(BOT, 90)
    await store.apply(BOT, (DropOldPosts(clock.now - 90 * DAY),))
    assert await store.read(posts_after(VISITOR, 0)) == found[2:]
    clock.now += 90 * DAY
    await store.apply(BOT, (DropOldPosts(clock.now - 90 * DAY),))
    assert await store.read(posts_after(VISITOR, 0)) == ()


async def test_of_who_is_forgotten_nothing_waits_on_either_side(store: Store) -> None:
    await opened(store)
    await opened(store, OTHER, "BBBBBBB")
    await answered(store, "secret answer")
    await store.apply(
        BOT, (NoteCopy(CODE, Copy(VISITOR.chat, 5, 5)), NoteCopy(CODE, Copy(STAFF, 9, None)))
    )
    kept = await store.kept_session(VISITOR)
    await store.keep(Handled(WaitingUpdate(VISITOR, 0, 0.0, "", kept), forget=True))
    assert await store.kept_session(VISITOR) is None
    (one,) = await store.read(talk(BOT, CODE))
    assert (one.person, one.question, one.notice) == (None, "", Notice.FORGOTTEN)
    assert {each.chat for each in await store.read(copies(BOT, CODE))} == {STAFF}
    # Only the other visitor's question is still on its way.
    assert [bot for bot, _ in await waiting(store)] == [BOT]
    await store.apply(BOT, (MarkBlanked(one, [9]),))
    assert await store.read(talk(BOT, CODE)) == ()
    assert (await store.read(talk(BOT, "BBBBBBB")))[0].question == "secret?"


async def test_when_the_staff_chat_is_lost_the_visitor_is_given_back(store: Store) -> None:
    await opened(store)
    await store.forget_chat(BOT, STAFF)
    kept = await store.kept_session(VISITOR)
    assert kept is not None
    assert kept.office is None
    assert (await store.read(talk(BOT, CODE)))[0].notice is Notice.LOST
