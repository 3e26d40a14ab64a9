"""What was asked is counted, and on Monday the staff get the week in figures, once."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.office import Office, Offices
from bot.preview import LocalTelegram
from bot.preview.kit.rooms import GroupRoom
from bot.storage.questions import asked_questions
from bot.storage.tallies import Count, tallies
from bot.telegram.digest import Digest
from locales import Locale
from locales.clock import HOME
from tests.unit.telegram.conftest import Clock, Running
from tests.unit.telegram.waiting import until


def to_monday(clock: Clock, hour: int) -> float:
    """Seconds until the next Monday at that hour in Belgrade."""
    now = datetime.fromtimestamp(clock(), UTC).astimezone(HOME)
    monday = (now + timedelta(days=7 - now.weekday())).date()
    then = datetime(monday.year, monday.month, monday.day, hour, tzinfo=HOME)
    return (then - now).total_seconds()


async def with_office(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> tuple[Running, Digest, GroupRoom]:
    staff = telegram.group("Office", [telegram.person("Vera")])
    offices = Offices(general=Office(staff.id, locale=Locale.EN))
    bot = await start(offices=offices)
    digest = Digest(
        bot.id, bot.store, offices, lambda: bot.assistant.knowledge, lambda _: None, clock
    )
    return bot, digest, staff


async def test_after_a_week_in_which_nobody_wrote_nothing_comes(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> None:
    bot, digest, staff = await with_office(telegram, start, clock)
    clock.forward(to_monday(clock, 10))
    await digest.look()
    await bot.idle()
    assert staff.replies == []


async def test_the_staff_get_it_on_monday_from_nine_and_once(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]], clock: Clock
) -> None:
    bot, digest, staff = await with_office(telegram, start, clock)
    clock.forward(to_monday(clock, 12))
    await bot.store.apply(bot.id, (Count("answer", "entry:visa", "en"),))
    clock.forward(to_monday(clock, 8))
    await digest.look()
    await bot.idle()
    assert staff.replies == []
    clock.forward(3600)
    for _ in range(3):
        await digest.look()
    await until(lambda: staff.replies)
    clock.forward(24 * 3600)
    await digest.look()
    await bot.idle()
    assert [reply.text.splitlines()[0] for reply in staff.replies] == ["The week in figures"]


async def test_replies_are_counted_by_outcome_and_language_and_survive_a_stop(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    bot = await start()
    chat = telegram.private_chat(telegram.person())
    for text in ("hello", "srpski", "hello again"):
        await chat.ask(text)
    bot.stop.set()
    await bot.task
    counts = {(one.what, one.locale): one.number for one in await bot.store.read(tallies())}
    assert counts == {("answer", "en"): 2}


async def test_a_question_without_an_answer_tells_people_of_a_week_apart_and_not_who_they_are(
    telegram: LocalTelegram, bot: Running, clock: Clock
) -> None:
    ana, mira = (telegram.private_chat(telegram.person(name)) for name in ("Ana", "Mira"))
    for chat in (ana, mira, ana):
        await chat.ask("unknown parking")
    clock.forward(7 * 24 * 3600)
    await ana.ask("unknown parking")
    first, second, again, later = [one.who for one in await bot.store.read(asked_questions())]
    assert first == again
    assert len({first, second}) == 2
    assert all(len(one) == 4 for one in (first, second, later))
