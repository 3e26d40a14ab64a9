"""What one message of one person may cost, and what others notice of it: nothing much."""

import itertools
import signal
import threading
import time
import weakref
from typing import Annotated

import aiohttp
import pytest
from pydantic import PlainSerializer, TypeAdapter

from bot.limits.allowance import Allowance, Ruling
from bot.limits.processor_time import SECONDS_AT_ONCE
from bot.limits.rest import REST_FACTOR, Rest
from bot.limits.time_limit import MESSAGE_SECONDS, TimeLimit, TooExpensiveError
from bot.messages.effect import Reply
from bot.messages.event import Said
from bot.telegram.composing import compose
from bot.telegram.incoming import Incoming
from bot.telegram.lanes import Lanes
from bot.telegram.splitting import ENTITIES_LIMIT, plain, without_excess_markup
from locales import Locale
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.waiting import until

INCOMING = Incoming(1, 500, 500, Said("hello"))


def composed(*texts: str) -> tuple[str, ...]:
    replies = [Reply(text, Locale.EN) for text in texts]
    return tuple(message.html or "" for message in compose(replies, INCOMING, asked=0.0))


def test_a_reply_is_three_messages_and_eight_thousand_letters_at_most_and_says_so() -> None:
    for texts in (
        ("word " * 11_000,),
        ("x" * 54_387,),
        ("line\n" * 2_000, "more " * 900),
        ("one", "two", "three", "four", "five"),
        ("a" * 4096, "b" * 3900, "c" * 4),
        ("a" * 4096, "b", "c", "d"),
    ):
        messages = composed(*texts)
        assert 1 < len(messages) <= 3
        assert sum(len(plain(message)) for message in messages) <= 8_000
        assert "There is more than fits here" in messages[-1]


def test_a_reply_that_fits_is_whole() -> None:
    assert composed("a" * 4096, "b" * 3000) == ("a" * 4096, "b" * 3000)


def test_of_too_many_entities_the_words_stay() -> None:
    html = " ".join(f"<b>w{number}</b>" for number in range(150))
    less = without_excess_markup(html)
    assert plain(less) == plain(html)
    assert less.count("<b>") == less.count("</b>") == ENTITIES_LIMIT


def test_who_uses_much_processor_time_gets_one_notice_and_others_come_first() -> None:
    allowance = Allowance()
    rulings = []
    for second in range(100):
        rulings.append(allowance.rule(1, float(second)))
        if rulings[-1] is Ruling.ANSWER:
            allowance.processor_time.charge(1, 0.1, float(second))
    assert rulings.count(Ruling.NOTICE) == 1
    assert rulings.index(Ruling.NOTICE) >= SECONDS_AT_ONCE / 0.1
    assert allowance.processor_time.is_heavy(1)
    assert not allowance.processor_time.is_heavy(2)
    assert allowance.rule(1, 500.0) is Ruling.ANSWER


async def test_a_chat_whose_turns_are_dear_waits_behind_the_others() -> None:
    order: list[int] = []

    async def turn(chat: int) -> None:
        order.append(chat)

    lanes = Lanes("test", turn, slots=1, is_last=lambda chat: chat < 10)
    for chat in (1, 2, 20, 21, 3, 22):
        lanes.wake(chat)
    lanes.start()
    await lanes.until_idle()
    await lanes.stop(1)
    assert order == [20, 21, 22, 1, 2, 3]


async def test_after_a_dear_turn_only_the_dear_ones_rest_and_then_go_on() -> None:
    order: list[int] = []

    async def turn(chat: int) -> None:
        order.append(chat)
        if chat < 10:
            lanes.rest.extend(0.2)

    lanes = Lanes("test", turn, slots=4, is_last=lambda chat: chat < 10)
    for chat in (1, 2):
        lanes.wake(chat)
    lanes.start()
    await until(lambda: order == [1])
    for chat in (20, 21):
        lanes.wake(chat)
    await until(lambda: len(order) >= 3)
    assert sorted(order[1:3]) == [20, 21]
    await lanes.until_idle()
    await lanes.stop(1)
    assert order[3:] == [2]


async def test_on_a_busy_machine_dear_ones_rest_for_as_much_longer_as_their_turns_take(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    respond = bot.assistant.respond

    def slow(session, event, now):
        burn(SECONDS_AT_ONCE / 10)
        time.sleep(0.3)  # others have the processor
        return respond(session, event, now)

    monkeypatch.setattr(bot.assistant, "respond", slow)
    monkeypatch.setattr(Rest, "extend", lambda _, seconds: rests.append(seconds))
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    assert rests[0] > 2 * REST_FACTOR * MESSAGE_SECONDS


def burn(seconds: float) -> str:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(1000))
    return "done"


def warmed(seconds: float) -> TimeLimit:
    limit = TimeLimit(seconds)
    for _ in range(50):
        limit.run(lambda: None)
    return limit


def test_work_that_takes_too_much_processor_time_is_ended() -> None:
    limit = warmed(0.03)
    for _ in range(3):
        begun = time.thread_time()
        with pytest.raises(TooExpensiveError):
            limit.run(lambda: burn(2))
        assert time.thread_time() - begun < 0.5
        assert limit.run(lambda: burn(0.005)) == "done"


def test_an_error_that_a_library_makes_of_the_end_is_no_fault_of_the_program() -> None:
    def endless(_: int) -> int:
        while True:
            pass

    numbers = TypeAdapter(Annotated[int, PlainSerializer(endless)])
    limit = warmed(0.02)
    with pytest.raises(TooExpensiveError):
        limit.run(lambda: numbers.dump_json(1))

    def faulty() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        limit.run(faulty)


def test_a_message_has_fifty_milliseconds() -> None:
    limit = TimeLimit()
    for _ in range(50):
        limit.run(lambda: None)
    assert limit.run(lambda: burn(0.01)) == "done"
    begun = time.thread_time()
    with pytest.raises(TooExpensiveError):
        limit.run(lambda: burn(5))
    # The system counts in ticks of a few milliseconds.
    assert 0.03 < time.thread_time() - begun < 0.2


def test_work_that_frees_objects_all_the_time_is_ended_without_noise(
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Freed:
        def __del__(self) -> None:
            sum(range(500))

    kept: weakref.WeakValueDictionary[int, Freed] = weakref.WeakValueDictionary()

    def free() -> None:
        for number in itertools.count():
            one = Freed()
            kept[number] = one

    for _ in range(5):
        with pytest.raises(TooExpensiveError):
            warmed(0.02).run(free)
    assert capfd.readouterr().err == ""


def test_waiting_and_the_work_of_other_threads_is_not_counted() -> None:
    limit = warmed(0.05)
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            sum(range(1000))

    beside = threading.Thread(target=busy)
    beside.start()
    try:
        assert limit.run(lambda: (time.sleep(0.3), "done")[1]) == "done"
    finally:
        stop.set()
        beside.join()


def test_after_work_that_ended_in_time_nothing_is_cut() -> None:
    limit = warmed(0.02)
    assert limit.run(lambda: "done") == "done"
    assert burn(0.1) == "done"
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


async def test_a_message_that_takes_too_long_gets_a_short_reply_and_leaves_the_session(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person())
    assert (await chat.ask("hello")).text == "1: hello"
    respond = bot.assistant.respond

    def costly(session, event, now):
        if isinstance(event.content, Said) and event.content.text == "costly":
            burn(30)
        return respond(session, event, now)

    monkeypatch.setattr(bot.assistant, "respond", costly)
    reply = await chat.ask("costly", within=20)
    assert reply.text == "That was too much for one message. Please send it in shorter parts."
    # On a busy machine the person rests for longer.
    assert (await chat.ask("again", within=40)).text == "2: again"
    async with aiohttp.ClientSession() as http, http.get(f"{bot.web}/metrics") as answer:
        assert "razmena_respond_cut_total 1.0" in await answer.text()
