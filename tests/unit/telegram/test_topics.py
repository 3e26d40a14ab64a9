"""A topic of the staff chat for each conversation, where the office wants that."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.office import Offices
from bot.preview import LocalTelegram
from bot.preview.kit.seen import SeenMessage
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.test_office import Desk
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture
async def desk(telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]) -> Desk:
    desk = Desk(telegram)
    general = desk.offices.general
    assert general is not None
    desk.offices = Offices(general=replace(general, topics=True))
    desk.bot = await start(offices=desk.offices)
    return desk


async def next_words(desk: Desk) -> SeenMessage:
    """The next message in the staff chat that says something."""
    message = await desk.staff.next_reply()
    return message if message.text else await desk.staff.next_reply()


async def ask(desk: Desk, question: str = "Is there parking?") -> SeenMessage:
    assert (await desk.chat.ask(f"office {question}")).text == "sent"
    return await next_words(desk)


def topic_of(message: SeenMessage) -> int | None:
    thread: int | None = message.raw.get("message_thread_id")
    return thread


async def test_a_conversation_has_a_topic_which_is_closed_with_it(
    desk: Desk, telegram: LocalTelegram
) -> None:
    desk.staff.turn_topics_on()
    asked = await ask(desk)
    code = asked.text[:8]
    assert desk.staff.topics == {code: True}
    assert "parking" not in code
    await desk.chat.send("For two cars")
    passed = await next_words(desk)
    assert topic_of(passed) == topic_of(asked) is not None
    other = telegram.private_chat(telegram.person("Mira"))
    assert (await other.ask("office And bicycles?")).text == "sent"
    second = await next_words(desk)
    assert topic_of(second) != topic_of(asked)
    await desk.answer(asked, "Yes.")
    assert (await desk.chat.next_reply()).text.endswith("Yes.")
    await desk.answer(asked, "/done")
    await until(lambda: desk.staff.topics == {code: False, second.text[:8]: True})
    assert other.unread == []


async def test_the_person_ends_it_and_the_topic_is_closed(desk: Desk) -> None:
    desk.staff.turn_topics_on()
    asked = await ask(desk)
    assert (await desk.chat.ask("/done")).text == "the bot again"
    await until(lambda: desk.staff.topics == {asked.text[:8]: False})


async def test_what_the_staff_say_to_each_other_in_a_topic_goes_to_nobody(desk: Desk) -> None:
    desk.staff.turn_topics_on()
    asked = await ask(desk)
    thread = topic_of(asked)
    (begun,) = (one for one in desk.staff.messages if "forum_topic_created" in one.raw)
    desk.telegram.push_update(
        {
            "message": {
                "message_id": 900,
                "date": 1,
                "chat": {"id": desk.staff.id, "type": "supergroup", "title": "Office"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "text": "what do we say?",
                "message_thread_id": thread,
                "is_topic_message": True,
                "reply_to_message": begun.raw,
            }
        }
    )
    await desk.answer(asked, "Yes.")
    assert (await desk.chat.next_reply()).text.endswith("Yes.")
    assert [one.text for one in desk.chat.replies] == ["sent", "From the office\n\nYes."]
    assert desk.staff.unread == []


async def test_done_in_a_topic_ends_its_conversation_without_a_reply_to_anything(
    desk: Desk,
) -> None:
    desk.staff.turn_topics_on()
    asked = await ask(desk)
    desk.telegram.push_update(
        {
            "message": {
                "message_id": 900,
                "date": 1,
                "chat": {"id": desk.staff.id, "type": "supergroup", "title": "Office"},
                "from": {"id": desk.vera.id, "is_bot": False, "first_name": "Vera"},
                "text": "/done",
                "message_thread_id": topic_of(asked),
                "is_topic_message": True,
            }
        }
    )
    assert "I answer again" in (await desk.chat.next_reply()).text
    await until(lambda: desk.staff.topics == {asked.text[:8]: False})


async def test_a_chat_without_topics_is_used_as_it_is(desk: Desk) -> None:
    asked = await ask(desk)
    assert topic_of(asked) is None
    await desk.answer(asked, "Yes.")
    assert (await desk.chat.next_reply()).text.endswith("Yes.")
    await desk.answer(asked, "/done")
    assert "I answer again" in (await desk.chat.next_reply()).text
    # It is not asked again and again.
    await desk.chat.ask("office Another question")
    await next_words(desk)
    assert len(desk.telegram.calls_of("createForumTopic")) == 1


async def test_a_topic_that_was_deleted_loses_no_message(desk: Desk) -> None:
    desk.staff.turn_topics_on()
    asked = await ask(desk)
    desk.staff.turn_topics_on()  # all that there were are gone
    await desk.chat.send("For two cars")
    passed = await next_words(desk)
    assert "For two cars" in passed.text
    assert topic_of(passed) is None
    await desk.answer(asked, "/done")
    assert "I answer again" in (await desk.chat.next_reply()).text
