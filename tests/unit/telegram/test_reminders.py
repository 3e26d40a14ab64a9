"""Reminders are sent when they are due: once, at a pace, and to nobody who is gone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

from bot.preview import LocalTelegram
from bot.preview.kit import Call
from bot.storage.reminders import all_reminders
from bot.telegram.reminder_clerk import AT_ONCE, PER_SECOND, ReminderClerk
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.waiting import until

DAY = 24 * 3600.0


def to_nine(telegram: LocalTelegram, day: date) -> float:
    """Seconds until nine (UTC) of a day."""
    nine = datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp()
    return nine - telegram.world.now()


def in_days(telegram: LocalTelegram, days: int) -> date:
    return datetime.fromtimestamp(telegram.world.now() + days * DAY, UTC).date()


async def test_it_comes_once_at_its_moment_and_not_before(
    telegram: LocalTelegram, bot: Running, clock: Clock
) -> None:
    chat = telegram.private_chat(telegram.person())
    day = in_days(telegram, 3)
    assert (await chat.ask(f"remind a={day} b={in_days(telegram, 4)}")).text == "kept"
    clock.forward(to_nine(telegram, day) - 30)
    await bot.idle()
    assert len(chat.replies) == 1
    clock.forward(60)
    assert (await chat.next_reply()).text == f"remember a on {day}"
    clock.forward(DAY)
    assert (await chat.next_reply()).text.startswith("remember b")
    assert await bot.store.read(all_reminders(bot.id)) == ()


async def test_it_comes_after_a_restart_when_the_bot_was_away_at_its_moment(
    telegram: LocalTelegram,
    start: Callable[..., Awaitable[Running]],
    clock: Clock,
) -> None:
    chat = telegram.private_chat(telegram.person())
    bot = await start()
    day = in_days(telegram, 3)
    await chat.ask(f"remind a={day}")
    await bot.end()
    clock.forward(to_nine(telegram, day) + 3600)
    await start()
    assert (await chat.next_reply()).text == f"remember a on {day}"


async def test_it_does_not_come_to_who_removed_it_forgot_or_blocked(
    telegram: LocalTelegram, bot: Running, clock: Clock
) -> None:
    chats = [telegram.private_chat(telegram.person()) for _ in range(4)]
    day = in_days(telegram, 3)
    for chat in chats:
        await chat.ask(f"remind a={day}")
    removed, forgotten, blocked, stays = chats
    await removed.ask("remind")
    await forgotten.ask("forget")
    blocked.block()
    await bot.idle()
    (left,) = await bot.store.read(all_reminders(bot.id))
    assert left.chat == stays.id
    clock.forward(to_nine(telegram, day) + 5)
    assert (await stays.next_reply()).text == f"remember a on {day}"
    await bot.idle()
    for chat in (removed, forgotten, blocked):
        assert "remember" not in " ".join(reply.text for reply in chat.replies)


async def test_many_of_one_minute_go_out_at_a_pace_and_each_once(
    telegram: LocalTelegram, bot: Running, clock: Clock
) -> None:
    chats = [telegram.private_chat(telegram.person()) for _ in range(4 * AT_ONCE)]
    day = in_days(telegram, 3)
    for chat in chats:
        await chat.send(f"remind a={day}")
    await until(lambda: all(chat.replies for chat in chats))
    sent: list[float] = []
    telegram.server.call_listeners.append(
        lambda call: sent.append(telegram.world.now()) if call.method == "sendMessage" else None
    )
    clock.forward(to_nine(telegram, day) + 1)
    await until(lambda: all(len(chat.replies) == 2 for chat in chats))
    await bot.idle()
    assert len(sent) == len(chats)
    most = max(len([one for one in sent if begin <= one < begin + 1]) for begin in sent)
    assert most <= PER_SECOND + AT_ONCE


async def test_a_deadline_that_moved_is_told_and_reminded_of_on_its_new_day(
    telegram: LocalTelegram, bot: Running, clock: Clock
) -> None:
    chat = telegram.private_chat(telegram.person())
    before, now = in_days(telegram, 10), in_days(telegram, 5)
    await chat.ask(f"remind a={before}")
    bot.assistant.moved["a"] = now
    clerk = ReminderClerk(bot.id, bot.store, bot.assistant, lambda _: None, clock)
    await clerk.compare()
    told = await chat.next_reply(within=8)
    assert told.text == f"remember a on {now}, before {before}"
    await clerk.compare()
    clock.forward(to_nine(telegram, now) + 1)
    assert (await chat.next_reply()).text == f"remember a on {now}"
    assert await bot.store.read(all_reminders(bot.id)) == ()


async def test_who_comes_back_after_their_session_is_gone_still_has_reminders_and_news(
    telegram: LocalTelegram, bot: Running
) -> None:
    ana, mira = (telegram.private_chat(telegram.person()) for _ in range(2))
    await ana.ask(f"remind a={in_days(telegram, 200)}")
    await ana.ask("news uk")
    assert (await ana.ask("standing")).text == "nothing"  # it is in the session by now
    await bot.idle()
    assert await bot.store.purge(bot.id, 0) == 1
    assert (await ana.ask("standing")).text == "a uk"
    assert (await mira.ask("standing")).text == "nothing"


async def test_an_announcement_gives_way_to_reminders(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> None:
    admin = telegram.person("Vera", language_code="en")
    await start(admin_ids=frozenset({admin.id}))
    desk = telegram.private_chat(admin)
    chats = [telegram.private_chat(telegram.person()) for _ in range(12 * AT_ONCE)]
    day = in_days(telegram, 3)
    for chat in chats:
        await chat.ask("news ub")
    for chat in chats[: 2 * AT_ONCE]:
        await chat.ask(f"remind a={day}")
    await desk.send("/announce ub Short.")
    await until(lambda: desk.replies and "Send it?" in desk.replies[-1].text)
    sent: list[str] = []

    def note(call: Call) -> None:
        kinds = ("remember", "News")
        sent.extend(kind for kind in kinds if kind in call.arguments.get("text", ""))

    telegram.server.call_listeners.append(note)
    clock.forward(to_nine(telegram, day) - 60)
    await desk.tap("Send", message=desk.replies[-1])
    await until(lambda: sent.count("News") >= AT_ONCE)
    clock.forward(60)
    await until(lambda: sent.count("News") >= len(chats))
    assert sent[: sent.index("remember")].count("News") >= AT_ONCE, "it was not on its way yet"
    last = len(sent) - 1 - sent[::-1].index("remember")
    assert sent[last:].count("News") >= AT_ONCE, "reminders waited until everybody had it"
