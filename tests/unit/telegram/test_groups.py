"""The bot among several people."""

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom, Person
from bot.storage import Address
from tests.unit.telegram.conftest import Running


@pytest.fixture
def ana(telegram: LocalTelegram) -> Person:
    return telegram.person("Ana")


@pytest.fixture
def bane(telegram: LocalTelegram) -> Person:
    return telegram.person("Bane", language_code="sr")


@pytest.fixture
def group(telegram: LocalTelegram, ana: Person, bane: Person) -> GroupRoom:
    return telegram.group("Office", [ana, bane])


async def test_a_command_is_answered_as_a_reply_to_who_asked(
    bot: Running, group: GroupRoom, ana: Person
) -> None:
    asked = await group.send(ana, "/ask how long is a BIP")
    reply = await group.next_reply()
    assert reply.text == "1: /ask how long is a BIP"
    assert reply.reply_to == asked.id


async def test_everyone_in_a_group_has_a_conversation_of_their_own(
    bot: Running, group: GroupRoom, ana: Person, bane: Person
) -> None:
    await group.send(ana, "/ask a")
    await group.next_reply()
    await group.send(bane, "/ask b")
    assert (await group.next_reply()).text == "1: /ask b"


async def test_the_bot_is_silent_unless_it_is_meant(
    bot: Running, group: GroupRoom, ana: Person, bane: Person
) -> None:
    bot.telegram.bot.reads_all_group_messages = True
    first = await group.send(ana, "hello everybody")
    await group.send(bane, "hello to you", reply_to=first)
    await group.send(bane, "/ban ana")
    await group.send(ana, f"@{bot.telegram.bot.username} what is this")
    assert (await group.next_reply()).text == "1: what is this"
    await group.send(ana, "and this", reply_to=group.replies[-1])
    assert (await group.next_reply()).text == "2: and this"


async def test_buttons_are_only_for_who_asked(
    bot: Running, group: GroupRoom, ana: Person, bane: Person
) -> None:
    bot.telegram.bot.reads_all_group_messages = True
    await group.send(ana, f"@{bot.telegram.bot.username} interview")
    await group.next_reply()
    await bot.idle()
    tap = await group.tap(bane, "On")
    assert (await tap.answer()).text.startswith("Ова дугмад су за особу")
    assert group.unread == []
    await (await group.tap(ana, "On")).answer()
    assert (await group.next_reply()).text == "step 2 after on"


async def test_a_group_that_becomes_a_supergroup_keeps_its_conversations(
    bot: Running, group: GroupRoom, ana: Person
) -> None:
    await group.send(ana, "/ask a")
    await group.next_reply()
    moved = group.migrate()
    await bot.idle()
    await moved.send(ana, "/ask b")
    assert (await moved.next_reply()).text == "2: /ask b"


async def test_a_reply_finds_a_group_that_moved_meanwhile(
    bot: Running, group: GroupRoom, ana: Person
) -> None:
    slow = bot.telegram.faults.too_many_requests(1, chat_id=group.id)
    await group.send(ana, "/ask a")
    while not slow.struck:
        await bot.store.ping()
    moved = group.migrate()
    assert (await moved.next_reply()).text == "1: /ask a"


async def test_a_group_that_puts_the_bot_out_is_forgotten(
    bot: Running, group: GroupRoom, ana: Person
) -> None:
    await group.send(ana, "/ask a")
    await group.next_reply()
    group.remove_bot(ana)
    await bot.idle()
    assert await bot.store.session(Address(bot.id, group.id, ana.id)) is None
