"""Telegram's bad days: whatever goes wrong, the reply arrives in the end, once."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest

from bot.cli.logs import DiscreetFormatter
from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.storage import Address
from bot.telegram.refused import TokenRefusedError
from tests.unit.telegram.conftest import Clock, Running, Start
from tests.unit.telegram.waiting import until


@pytest.fixture
def chat(telegram: LocalTelegram) -> PrivateChat:
    return telegram.private_chat(telegram.person())


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, at every level, as the bot writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter())
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def texts(chat: PrivateChat) -> list[str]:
    return [message.text for message in chat.replies]


async def test_a_chat_that_must_wait_waits_alone(bot: Running, chat: PrivateChat) -> None:
    other = bot.telegram.private_chat(bot.telegram.person("Bane"))
    bot.telegram.faults.too_many_requests(1, chat_id=chat.id)
    await chat.send("hello")
    assert (await other.ask("hello")).text == "1: hello"
    assert chat.unread == []
    assert (await chat.next_reply()).text == "1: hello"


async def test_replies_stay_in_order_behind_one_that_must_wait(
    bot: Running, chat: PrivateChat
) -> None:
    bot.telegram.faults.too_many_requests(1, chat_id=chat.id)
    for word in ("a", "b", "c"):
        await chat.send(word)
    assert [(await chat.next_reply()).text for _ in range(3)] == ["1: a", "2: b", "3: c"]


@pytest.mark.parametrize("fault", ["server", "gateway", "reset"])
async def test_a_reply_is_tried_again_until_it_is_out(
    bot: Running, chat: PrivateChat, fault: str
) -> None:
    faults = bot.telegram.faults
    if fault == "server":
        faults.refuse(500, "Internal Server Error", method="sendMessage")
    elif fault == "gateway":
        faults.bad_gateway(method="sendMessage")
    else:
        faults.reset(method="sendMessage")
    assert (await chat.ask("hello")).text == "1: hello"
    await bot.idle()
    assert texts(chat) == ["1: hello"]


async def test_a_tap_is_answered_also_when_the_first_answer_is_lost(
    bot: Running, chat: PrivateChat
) -> None:
    await chat.ask("interview")
    bot.telegram.faults.refuse(502, "Bad Gateway", method="answerCallbackQuery")
    assert (await (await chat.tap("On")).answer()).text == ""


async def test_a_reply_is_given_up_when_it_is_ten_minutes_old(
    bot: Running, chat: PrivateChat, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    fault = bot.telegram.faults.refuse(
        500, "Internal Server Error", method="sendMessage", times=None
    )
    await chat.send("hello")
    await until(lambda: fault.struck > 0)
    clock.forward(601)
    await bot.idle()
    bot.telegram.faults.clear()
    assert "given up" in caplog.text
    assert (await chat.ask("again")).text == "2: again"
    assert texts(chat) == ["2: again"]


async def test_a_person_who_blocked_the_bot_is_forgotten(bot: Running, chat: PrivateChat) -> None:
    await chat.ask("remember me")
    bot.telegram.faults.refuse(
        403, "Forbidden: bot was blocked by the user", method="sendMessage", chat_id=chat.id
    )
    await chat.send("and more")
    await bot.idle()
    assert await bot.store.session(Address(bot.id, chat.id, chat.id)) is None
    assert (await chat.ask("hello")).text == "1: hello"


async def test_blocking_is_enough_to_be_forgotten(bot: Running, chat: PrivateChat) -> None:
    await chat.ask("remember me")
    chat.block()
    await bot.idle()
    assert await bot.store.session(Address(bot.id, chat.id, chat.id)) is None


async def test_buttons_that_telegram_refuses_do_not_cost_the_text(
    bot: Running, chat: PrivateChat
) -> None:
    bot.telegram.faults.refuse(400, "Bad Request: BUTTON_DATA_INVALID", method="sendMessage")
    reply = await chat.ask("interview")
    assert (reply.text, reply.labels) == ("step 1", [])


async def test_a_refusal_for_good_does_not_hold_up_what_follows(
    bot: Running, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    bot.telegram.faults.refuse(400, "Bad Request: something new", method="sendMessage")
    await chat.send("lost")
    assert (await chat.ask("next")).text == "2: next"
    assert texts(chat) == ["2: next"]
    assert "refuses a message for good: BadRequest: Something new" in caplog.text


async def test_a_second_poller_is_told_of_and_nothing_is_lost(
    bot: Running, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    bot.telegram.faults.refuse(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
        "is running",
        method="getUpdates",
    )
    await chat.ask("first")
    assert (await chat.ask("second")).text == "2: second"
    assert "another program fetches updates with this token" in caplog.text


async def test_polling_goes_on_after_the_network_was_away(bot: Running, chat: PrivateChat) -> None:
    await bot.telegram.restart()
    assert (await chat.ask("hello")).text == "1: hello"


async def test_telegram_that_is_away_at_the_start_is_waited_for(
    telegram: LocalTelegram, chat: PrivateChat, start: Start
) -> None:
    telegram.faults.refuse(502, "Bad Gateway", method="getMe")
    await start()
    assert (await chat.ask("hello")).text == "1: hello"


async def test_a_token_that_is_taken_back_while_running_ends_the_bot(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling._SLOWEST_RETRY_SECONDS", 0.01)
    token = bot.telegram.token
    bot.telegram.change_token()
    await bot.telegram.restart()
    with pytest.raises(TokenRefusedError, match="Telegram refuses this token") as caught:
        await asyncio.wait_for(bot.task, 5)
    assert token not in str(caught.value)


async def test_menus_that_cannot_be_set_do_not_stop_the_bot(
    telegram: LocalTelegram, chat: PrivateChat, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("setMyCommands", "setMyDescription"):
        telegram.faults.refuse(500, "Internal Server Error", method=method, times=None)
    await start()
    assert (await chat.ask("hello")).text == "1: hello"
    await until(lambda: "description (sr) could not be set" in caplog.text)


async def test_numbers_that_start_anew_after_a_quiet_week_are_new_updates(
    telegram: LocalTelegram, chat: PrivateChat, clock: Clock, start: Start
) -> None:
    first = await start()
    await chat.ask("before")
    await first.end()
    clock.forward(8 * 24 * 3600)
    telegram.renumber_updates(1000)
    await start()
    assert (await chat.ask("after")).text == "2: after"


async def test_nothing_of_a_person_is_logged_at_any_level(
    bot: Running, chat: PrivateChat, log: io.StringIO
) -> None:
    bot.telegram.faults.refuse(500, "Internal Server Error", method="sendMessage")
    await chat.ask("unknown tajna rec")
    await chat.ask("fail tajna rec")
    await chat.ask("broken tajna rec")
    bot.telegram.faults.reset(method="getUpdates")
    await chat.ask("još jedna tajna rec")
    written = log.getvalue()
    assert "an update could not be answered" in written
    assert "tajna" not in written
    assert "Ana" not in written
    assert bot.telegram.token not in written


async def test_an_answer_that_is_cut_off_is_not_logged_with_what_people_said(
    bot: Running, chat: PrivateChat, log: io.StringIO
) -> None:
    await bot.idle()
    bot.telegram.world.queue.push_text('"message":{"text":"tajna rec"')
    await until(lambda: "updates cannot be fetched" in log.getvalue())
    bot.telegram.world.queue.clear()
    assert (await chat.ask("hello")).text == "1: hello"
    assert "tajna" not in log.getvalue()
