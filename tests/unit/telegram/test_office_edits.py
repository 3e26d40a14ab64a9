"""What was written to an office, or by it, and is changed afterwards."""

from collections.abc import Awaitable, Callable

import pytest

from bot.preview import LocalTelegram
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.test_office import Desk, desk

__all__ = ["desk"]

pytestmark = pytest.mark.slow


async def test_what_was_written_before_is_not_passed_on_when_it_is_changed(desk: Desk) -> None:
    before = await desk.chat.send("hello")
    await desk.chat.next_reply()
    await desk.ask()
    await desk.chat.edit(before, "hello, my number is 12345")
    assert "was not passed on" in (await desk.chat.next_reply()).text
    sent = await desk.chat.send("For two cars")
    await desk.staff.next_reply()
    await desk.chat.edit(before, "hello, my number is 54321")
    assert "was not passed on" in (await desk.chat.next_reply()).text
    await desk.chat.edit(sent, "For three cars")
    assert "For three cars" in (await desk.staff.next_reply()).text
    assert not any("my number" in one.text for one in desk.staff.replies)


async def test_what_is_changed_after_the_end_is_changed_with_the_office_too(desk: Desk) -> None:
    await desk.ask()
    sent = await desk.chat.send("My grant was 100")
    before = await desk.staff.next_reply()
    await desk.answer(before, "/done")
    await desk.chat.next_reply()
    await desk.staff.next_reply()
    await desk.chat.edit(sent, "My grant was 1000")
    after = await desk.staff.next_reply()
    assert (after.id, after.text.endswith("My grant was 1000")) == (before.id, True)
    assert desk.chat.unread == []
    question = await desk.chat.send("hello")
    assert (await desk.chat.next_reply()).text.endswith("hello")
    await desk.chat.edit(question, "hello again")
    assert "hello again" in (await desk.chat.next_reply()).text


async def test_a_long_answer_that_is_changed_changes_in_all_its_parts(desk: Desk) -> None:
    asked = await desk.ask()
    sent = await desk.answer(asked, "first " * 600)
    parts = [await desk.chat.next_reply() for _ in range(2)]
    await desk.staff.edit(desk.vera, sent, "second " * 550)
    changed = [await desk.chat.next_reply() for _ in range(2)]
    assert [one.id for one in changed] == [one.id for one in parts]
    await desk.staff.edit(desk.vera, sent, "third")
    changed = [await desk.chat.next_reply() for _ in range(2)]
    assert [one.id for one in changed] == [one.id for one in parts]
    assert changed[0].text == "From the office\n\nthird"
    assert changed[1].text == "removed: the message above was changed"


async def test_long_words_of_the_person_that_change_do_so_in_all_their_parts(desk: Desk) -> None:
    asked = await desk.ask()
    sent = await desk.chat.send("first " * 600)
    parts = [await desk.staff.next_reply() for _ in range(2)]
    await desk.chat.edit(sent, "second")
    changed = [await desk.staff.next_reply() for _ in range(2)]
    assert [one.id for one in changed] == [one.id for one in parts]
    assert changed[0].text.endswith("The person changed a message:\n\nsecond")
    assert changed[1].text == f"{asked.text[:8]} · removed: the message above was changed"
    await desk.answer(changed[1], "Yes.")
    assert (await desk.chat.next_reply()).text.endswith("Yes.")


async def test_in_a_supergroup_no_edit_changes_what_an_older_number_meant(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    desk = Desk(telegram)
    await start(offices=desk.offices)
    asked = await desk.ask()
    sent = await desk.answer(asked, "At 9.")
    before = await desk.chat.next_reply()
    moved = desk.staff.migrate()
    await desk.chat.send("And on Friday?")
    passed = await moved.next_reply()
    # Its messages are counted from one again.
    while (await moved.send(desk.vera, "among us")).id < sent.id - 1:
        pass
    again = await desk.answer(passed, "At 10.", room=moved)
    assert again.id == sent.id
    after = await desk.chat.next_reply()
    await moved.edit(desk.vera, again, "At 11.")
    changed = await desk.chat.next_reply()
    assert changed.id == after.id
    assert next(one.text for one in desk.chat.replies if one.id == before.id).endswith("At 9.")
