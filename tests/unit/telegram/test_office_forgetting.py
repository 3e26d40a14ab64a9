"""What the bot controls of a conversation with an office goes, whatever stands in its way."""

import asyncio
from collections.abc import Callable

import pytest

from bot.preview import LocalTelegram
from bot.preview.kit import GroupRoom
from bot.preview.kit.seen import SeenMessage
from bot.storage.drafts import all_drafts
from bot.storage.talks import talk
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.test_office import DAY, Desk, desk
from tests.unit.telegram.waiting import until

__all__ = ["desk"]

pytestmark = pytest.mark.slow

_DELETED = "deleted at the person’s request"
_OUTAGE = 3 * 3600.0


def _running(desk: Desk) -> Running:
    assert desk.bot is not None
    return desk.bot


def _is(room: GroupRoom, message: SeenMessage, text: str) -> Callable[[], bool]:
    """Return whether a message reads so by now, behind its code."""

    def now() -> bool:
        seen = room.now(message)
        return seen is not None and seen.text[11:] == text

    return now


def _told(room: GroupRoom, words: str) -> Callable[[], bool]:
    return lambda: any(words in one.text for one in room.replies)


@pytest.mark.parametrize("fault", ["down", "throttled"])
async def test_it_is_blanked_and_told_once_the_staff_chat_can_be_written_to(
    desk: Desk, telegram: LocalTelegram, clock: Clock, fault: str
) -> None:
    asked = await desk.ask("My secret question")
    struck = (
        telegram.faults.refuse(500, "Internal Server Error", times=None, chat_id=desk.staff.id)
        if fault == "down"
        else telegram.faults.too_many_requests(int(_OUTAGE), times=None, chat_id=desk.staff.id)
    )
    assert (await desk.chat.ask("forget")).text == "forgotten"
    await until(lambda: struck.struck > 0)
    # First the fault goes, and the clock goes on twice: a refusal that is taken in only after the
    # first time is put off for as long again.
    telegram.faults.clear()
    clock.forward(_OUTAGE)
    await asyncio.sleep(0.5)
    clock.forward(_OUTAGE)
    await until(_is(desk.staff, asked, _DELETED))
    await until(_told(desk.staff, "asked to be forgotten"))
    assert not any("has only now" in one.text for one in desk.staff.replies)


async def test_a_message_under_way_when_the_person_is_forgotten_is_blanked_too(
    desk: Desk, telegram: LocalTelegram
) -> None:
    asked = await desk.ask("First")
    fault = telegram.faults.delay(4.0, method="sendMessage", chat_id=desk.staff.id)
    await desk.chat.send("my other secret")
    await until(lambda: fault.struck > 0)
    assert (await desk.chat.ask("forget")).text == "forgotten"
    await until(_told(desk.staff, "my other secret"))
    late = next(one for one in desk.staff.replies if "my other secret" in one.text)
    await until(_told(desk.staff, "asked to be forgotten"))
    await until(_is(desk.staff, asked, _DELETED))
    await until(lambda: "secret" not in getattr(desk.staff.now(late), "text", ""))
    bot = _running(desk)
    assert await bot.store.read(talk(bot.id, asked.text[1:8])) == ()


async def test_a_draft_of_an_entry_goes_with_the_person(desk: Desk) -> None:
    asked = await desk.ask("My sister Mila has asthma, can she go?")
    answer = await desk.answer(asked, "Dear Mila, with asthma ask the doctor.")
    await desk.chat.next_reply()
    draft = await desk.made_an_entry(answer)
    assert "Dear Mila" in draft.text
    assert (await desk.chat.ask("forget")).text == "forgotten"
    await until(_is(desk.staff, draft, _DELETED))
    bot = _running(desk)
    assert await bot.store.read(all_drafts(bot.id)) == ()
    await desk.staff.send(desk.vera, "/approve", reply_to=draft)
    await until(_told(desk.staff, "no longer kept"))
    desk.staff.skip()
    assert not any("Mila" in one.text for one in desk.staff.replies)


async def test_a_draft_that_nobody_approved_goes_with_its_conversation(
    desk: Desk, clock: Clock
) -> None:
    asked = await desk.ask("Is there parking?")
    answer = await desk.answer(asked, "Dear Mila, yes.")
    await desk.chat.next_reply()
    draft = await desk.made_an_entry(answer)
    await desk.answer(asked, "/done")
    await until(_told(desk.staff, "answers the person again"))
    clock.forward(91 * DAY)
    bot = _running(desk)
    await bot.service.delete_old(bot.id)
    gone = "deleted: the bot no longer keeps this conversation"
    await until(_is(desk.staff, draft, gone))
    assert await bot.store.read(all_drafts(bot.id)) == ()


async def test_a_draft_is_found_in_the_supergroup_that_its_chat_became(
    desk: Desk, telegram: LocalTelegram
) -> None:
    asked = await desk.ask()
    answer = await desk.answer(asked, "In the yard.")
    await desk.chat.next_reply()
    draft = await desk.made_an_entry(answer)
    moved = desk.staff.migrate()
    await desk.chat.send("More?")
    await moved.next_reply()
    telegram.push_update(
        {
            "message": {
                "message_id": 950,
                "date": 1,
                "chat": {"id": moved.id, "type": "supergroup", "title": "Office"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "text": "/withdraw",
                "reply_to_message": draft.raw,
            }
        }
    )
    assert "Withdrawn" in (await moved.next_reply()).text
    bot = _running(desk)
    assert await bot.store.read(all_drafts(bot.id)) == ()


async def test_after_an_outage_both_sides_are_told_that_nobody_wrote_for_a_day(
    desk: Desk, telegram: LocalTelegram, clock: Clock
) -> None:
    await desk.ask()
    faults = [
        telegram.faults.refuse(
            500, "Internal Server Error", times=None, method="sendMessage", chat_id=room.id
        )
        for room in (desk.chat, desk.staff)
    ]
    clock.forward(DAY + 60)
    await until(lambda: all(fault.struck for fault in faults))
    clock.forward(_OUTAGE)
    telegram.faults.clear()
    assert "24 hours" in (await desk.chat.next_reply(within=8)).text
    assert "24 hours" in (await desk.staff.next_reply(within=8)).text
