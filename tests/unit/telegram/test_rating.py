"""Did this help? One tap under an answer, counted without who tapped."""

import asyncio

import pytest

from bot.preview import LocalTelegram
from bot.storage.tallies import tallies
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.waiting import until


async def counted(bot: Running) -> list[tuple[str, str, str, int]]:
    return [
        (one.what, one.subject, one.locale, one.number) for one in await bot.store.read(tallies())
    ]


async def test_a_tap_is_counted_thanked_for_and_takes_its_buttons_away(
    telegram: LocalTelegram, bot: Running
) -> None:
    chat = telegram.private_chat(telegram.person(language_code="en"))
    reply = await chat.ask("rated entry:ub-bip")
    assert reply.labels == ["On", "Off", "This helped", "Did not help"]
    tap = await chat.tap("This helped")
    assert "Who tapped is not kept" in (await tap.answer()).text
    after = await chat.next_reply()
    assert (after.text, after.labels) == ("probably", ["On", "Off"])
    assert await counted(bot) == [("helped", "entry:ub-bip", "en", 1)]


async def test_two_taps_in_a_row_count_once_and_other_people_count_too(
    telegram: LocalTelegram, bot: Running
) -> None:
    ana, mira = (telegram.private_chat(telegram.person(name)) for name in ("Ana", "Mira"))
    for chat in (ana, mira):
        reply = await chat.ask("rated form:eligibility")
        taps = [
            await chat.tap("Did not help", message=reply),
            await chat.tap("This helped", message=reply),
        ]
        await asyncio.gather(*(tap.answer() for tap in taps))
    await bot.idle()
    assert await counted(bot) == [("not_helped", "form:eligibility", "en", 2)]


async def test_what_is_no_button_of_the_message_counts_nothing(
    telegram: LocalTelegram, bot: Running
) -> None:
    person = telegram.person()
    chat = telegram.private_chat(person)
    reply = await chat.ask("interview")
    telegram.push_update(
        {
            "callback_query": {
                "id": "77",
                "from": {"id": person.id, "is_bot": False, "first_name": "Ana"},
                "chat_instance": "1",
                "data": "h:yes:e:made-up",
                "message": reply.raw,
            }
        }
    )
    await until(lambda: len(chat.replies) == 2 or chat.replies[-1].is_edited)
    await bot.idle()
    assert await counted(bot) == []


async def test_nobody_is_asked_in_a_group(telegram: LocalTelegram, bot: Running) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Students", [ana])
    await group.send(ana, "/ask")
    await group.send(ana, "rated entry:ub-bip", reply_to=await group.next_reply())
    reply = await group.next_reply()
    assert reply.labels == ["On", "Off"]


@pytest.mark.parametrize("subject", ["entry:" + "x" * 59, "entry:ж", ""])
async def test_what_no_button_can_carry_is_not_asked_about(
    telegram: LocalTelegram, bot: Running, subject: str
) -> None:
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask(f"rated {subject}")).labels == ["On", "Off"]
