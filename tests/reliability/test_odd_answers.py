"""Answers that are JSON but not Telegram's: nothing ends, and nothing counts as delivered."""

import json

import pytest
from telegram.error import RetryAfter

from bot.preview import LocalTelegram
from bot.preview.kit import TABLE
from bot.telegram.faults import retry_seconds
from bot.telegram.transport import LONGEST_WAIT_SECONDS, Transport
from tests.unit.telegram.conftest import Running, Start
from tests.unit.telegram.waiting import until

BODIES = (
    b"null",
    b"true",
    b"[]",
    b'"login required"',
    b"17",
    b"{}",
    b'{"login": "https://portal.example/"}',
    b'{"ok": true}',
    b'{"ok": 1, "result": {"message_id": 3}}',
    b'{"ok": false, "error": "bad gateway"}',
    b'{"ok": false, "description": "no", "parameters": "x"}',
    b'{"ok": false, "description": "no", "parameters": {"retry_after": "soon"}}',
    b'{"ok": true, "result": true',
    b"\xff\xfe",
    b"",
    b"NaN",
    b"[" * 100_000,
    b'{"ok": true, "result": {"message_id": ' + b"9" * 6000 + b"}}",
    b'{"ok": false, "description": "no", "parameters": {"retry_after": -1e400}}',
    # A proxy's, not Telegram's: that one names the status in the body too.
    b'{"ok": false, "description": "access denied: log in"}',
    b'{"ok": false, "error_code": "403", "description": "log in"}',
    b'{"ok": false, "error_code": 418, "description": "log in"}',
    b'{"ok": false, "error_code": 200, "description": "log in"}',
    b'{"ok": false, "description": "x", "parameters": {"retry_after": 1000000000000000}}',
    b'{"ok": false, "description": "x", "parameters": {"migrate_to_chat_id": 77}}',
)
# Like Telegram's, but for the number of the message.
NO_NUMBERS = (b"true", b"-3", b"0", b"99999999999999999999999", b"1e400", b'"5"', b"null", b"{}")
STATUSES = (200, 403, 404, 502)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("method", ["getUpdates", "deleteWebhook"])
async def test_odd_answers_to_fetching_end_nothing(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    status: int,
) -> None:
    monkeypatch.setattr("bot.telegram.polling._SLOWEST_RETRY_SECONDS", 0.01)
    for body in BODIES:
        telegram.faults.odd_answer(body, status=status, method=method)
    running = await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert not running.task.done()


@pytest.mark.parametrize("status", STATUSES)
async def test_odd_answers_to_sending_deliver_nothing_and_lose_nothing(
    telegram: LocalTelegram,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._SLOWEST_RETRY_SECONDS", 0.01)
    await start()
    chat = telegram.private_chat(telegram.person())
    for body in BODIES:
        # Of a gateway's fault it is not certain whether it came before or behind the call: what
        # asks Telegram whether it is there meets it too.
        method = None if status >= 500 else "sendMessage"
        telegram.faults.odd_answer(body, status=status, method=method)
    assert (await chat.ask("hello")).text == "1: hello"
    assert (await chat.ask("again")).text == "2: again"
    assert len(chat.replies) == 2


@pytest.mark.parametrize("status", STATUSES)
async def test_odd_answers_to_any_other_call_end_nothing_and_lose_nothing(
    telegram: LocalTelegram, start: Start, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr("bot.telegram.sending._SLOWEST_RETRY_SECONDS", 0.01)
    for method in TABLE.keys() - {"getme", "getupdates", "sendmessage", "deletewebhook"}:
        for body in BODIES:
            telegram.faults.odd_answer(body, status=status, method=method)
    telegram.faults.odd_answer(BODIES[0], status=status, method="getMe")
    running = await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    await chat.ask("interview")
    await chat.tap("On")
    await until(lambda: "after on" in chat.replies[-1].text)
    await chat.send("again")
    await until(lambda: chat.replies[-1].text.endswith(": again"))
    assert not running.task.done()


WAITS = (10**15, 100_000_000, 0, -5, -(10**15))


def too_many(wait: int) -> bytes:
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    return json.dumps({**refusal, "parameters": {"retry_after": wait}}).encode()


@pytest.mark.parametrize("wait", WAITS)
def test_a_wait_that_is_asked_for_is_neither_endless_nor_none(wait: int) -> None:
    answer = Transport.parse_json_payload(too_many(wait))
    assert 1 <= answer["parameters"]["retry_after"] <= LONGEST_WAIT_SECONDS


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates", "sendMessage"])
async def test_a_wait_without_end_ends_nothing_and_silences_nobody(
    telegram: LocalTelegram, start: Start, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr("bot.telegram.transport.LONGEST_WAIT_SECONDS", 1)
    telegram.faults.odd_answer(too_many(10**15), status=429, method=method)
    running = await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert not running.task.done()


async def test_a_server_that_asks_for_no_wait_at_all_is_not_asked_all_the_time(
    telegram: LocalTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def noted(error: RetryAfter) -> float:
        waits.append(retry_seconds(error))
        return 0.0

    monkeypatch.setattr("bot.telegram.polling.retry_seconds", noted)
    for wait in (0, -5):
        telegram.faults.odd_answer(too_many(wait), status=429, method="getUpdates")
    await start()
    chat = telegram.private_chat(telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert waits == [1.0, 1.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_a_login_page_in_json_gives_no_reply_up_and_forgets_nobody(
    telegram: LocalTelegram, bot: Running, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr("bot.telegram.sending._FIRST_RETRY_SECONDS", 0.01)
    chat = telegram.private_chat(telegram.person())
    await chat.ask("hello")
    body = b'{"ok": false, "description": "access denied: log in"}'
    telegram.faults.odd_answer(body, status=status, method="sendMessage")
    assert (await chat.ask("again")).text == "2: again"


@pytest.mark.parametrize("number", NO_NUMBERS)
async def test_an_answer_without_the_number_of_a_message_delivers_nothing(
    telegram: LocalTelegram, bot: Running, number: bytes
) -> None:
    chat = telegram.private_chat(telegram.person())
    body = b'{"ok": true, "result": {"message_id": ' + number + b"}}"
    telegram.faults.odd_answer(body, method="sendMessage")
    assert (await chat.ask("hello")).text == "1: hello"
    assert (await chat.ask("again")).text == "2: again"
    assert len(chat.replies) == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"<html>Bad Gateway", 502), (b"", 504), (b'{"ok": true, "result": {"message_id": 0}}', 200)],
)
async def test_a_send_that_takes_effect_and_is_never_confirmed_arrives_twice_at_most(
    telegram: LocalTelegram,
    bot: Running,
    monkeypatch: pytest.MonkeyPatch,
    body: bytes,
    status: int,
) -> None:
    monkeypatch.setattr("bot.telegram.sending._FIRST_RETRY_SECONDS", 0.01)
    chat = telegram.private_chat(telegram.person())
    odd = telegram.faults.odd_answer(
        body, status=status, done=True, times=None, method="sendMessage"
    )
    await chat.send("hello")
    await until(lambda: bot.service._metrics.presumed_sent._value.get() == 1)
    telegram.faults.remove(odd)
    assert (await chat.ask("again")).text == "1: hello"
    await until(lambda: chat.replies[-1].text == "2: again")
    assert [reply.text for reply in chat.replies] == ["1: hello", "1: hello", "2: again"]


async def test_an_answer_without_end_is_not_read_to_its_end(
    telegram: LocalTelegram, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.transport._LARGEST_ANSWER", 100_000)
    chat = telegram.private_chat(telegram.person())
    for method in ("getUpdates", "sendMessage"):
        telegram.faults.odd_answer(b" " * 200_000 + b"true", method=method)
    assert (await chat.ask("hello")).text == "1: hello"


@pytest.mark.parametrize(
    "unreadable", ['"message":' + "[" * 5000 + "]" * 5000, '"message":{"date":' + "9" * 6000 + "}"]
)
async def test_an_update_that_nobody_can_read_is_set_aside_and_the_next_ones_go_on(
    telegram: LocalTelegram,
    bot: Running,
    caplog: pytest.LogCaptureFixture,
    unreadable: str,
) -> None:
    chat = telegram.private_chat(telegram.person())
    await bot.idle()
    await chat.send("before")
    telegram.world.queue.push_text(unreadable)
    await chat.send("after")
    assert [(await chat.next_reply(within=20)).text for _ in range(2)] == ["1: before", "2: after"]
    await until(lambda: "cannot be taken and is set aside" in caplog.text)
    assert bot.service._metrics.set_aside._value.get() == 1
