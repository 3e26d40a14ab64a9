"""A conversation with an office that ended long ago, in the staff chat."""

from collections.abc import Awaitable, Callable

import pytest

from bot.preview import LocalTelegram
from bot.storage.talks import copies, talk
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.test_office import DAY, Desk
from tests.unit.telegram.waiting import until

pytestmark = pytest.mark.slow

_GONE = "deleted: the bot no longer keeps this conversation"


async def test_its_messages_are_blanked_one_conversation_after_the_other(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> None:
    desk = Desk(telegram)
    bot = await start(offices=desk.offices, retention_days=30)
    conversations = []
    for question in ("My first question", "My second question"):
        asked = await desk.ask(question)
        await desk.chat.send("and a word more")
        more = await desk.staff.next_reply()
        if question == "My second question":
            await desk.chat.send("and one that the staff delete")
            await desk.staff.by(desk.vera).delete(await desk.staff.next_reply())
        await desk.answer(asked, "/done")
        await desk.chat.next_reply()
        await desk.staff.next_reply()
        conversations.append((asked, more))
    await bot.end()
    before = len(desk.staff.messages)
    clock.forward(31 * DAY)
    bot = await start(offices=desk.offices, retention_days=30)

    def texts(number: int) -> set[str]:
        seen = [desk.staff.now(one) for one in conversations[number]]
        return {one.text[11:] for one in seen if one is not None}

    await until(lambda: texts(0) == {_GONE})
    assert any("second question" in one for one in texts(1))
    clock.forward(60)
    await until(lambda: texts(1) == {_GONE})
    await bot.idle()
    assert len(desk.staff.messages) == before
    desk.staff.skip()
    said = " ".join(one.text for one in desk.staff.replies)
    assert "question" not in said
    assert "a word more" not in said
    for asked, *_ in conversations:
        assert await bot.store.read(talk(bot.id, asked.text[1:8])) == ()
        assert await bot.store.read(copies(bot.id, asked.text[1:8])) == ()
        await desk.answer(asked, "Are you still there?")
        assert "no longer kept" in (await desk.staff.next_reply()).text
