"""Announcements: previewed, sent to those who asked, at a pace, resumed, and each once."""

from collections.abc import Awaitable, Callable

from bot.preview import LocalTelegram
from bot.preview.kit import PrivateChat
from bot.storage.announcements import (
    Announcement,
    DraftAnnouncement,
    KeepSubscriptions,
    SendAnnouncement,
)
from bot.telegram.reminder_clerk import AT_ONCE
from tests.unit.telegram.conftest import Running
from tests.unit.telegram.waiting import until

TEXT = "/announce ub Конкурс је отворен <до> 1. марта.\n---\nThe call is open & ends on 1 March."


def news(chat: PrivateChat) -> list[str]:
    return [reply.text for reply in chat.replies if reply.text.startswith("News")]


async def subscribed(telegram: LocalTelegram, number: int) -> list[PrivateChat]:
    chats = [telegram.private_chat(telegram.person()) for _ in range(number)]
    for chat in chats:
        assert (await chat.ask("news ub uk")).text == "kept"
    return chats


async def test_it_is_shown_first_and_sent_to_those_who_want_it_once(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    admin = telegram.person("Vera", language_code="en")
    bot = await start(admin_ids=frozenset({admin.id}))
    desk = telegram.private_chat(admin)
    ana, mira, left, other = await subscribed(telegram, 4)
    await other.ask("news uk")
    await left.ask("forget")
    await desk.send(TEXT)
    head = await desk.next_reply()
    assert "Recipients: 2" in head.text
    shown = [(await desk.next_reply()).text for _ in range(3)]
    assert any("The call is open & ends on 1 March." in one for one in shown)
    assert any("Конкурс је отворен <до> 1. марта." in one for one in shown)
    assert any("Konkurs je otvoren <do> 1. marta." in one for one in shown)
    await bot.idle()
    assert news(ana) == []
    sure = await desk.next_reply()
    for _ in range(2):
        await desk.tap("Send", message=sure)
    await until(lambda: news(ana) and news(mira))
    await until(lambda: "Everybody has" in desk.replies[-1].text)
    assert len(news(ana)[0].splitlines()) == 3
    assert ana.replies[-1].labels == ["No more of this news"]
    assert [len(news(chat)) for chat in (ana, mira, left, other)] == [1, 1, 0, 0]


async def test_it_goes_on_after_a_start_and_nobody_gets_it_twice(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    admin = telegram.person("Vera", language_code="en")
    bot = await start(admin_ids=frozenset({admin.id}))
    desk = telegram.private_chat(admin)
    chats = await subscribed(telegram, 3 * AT_ONCE)
    await desk.send("/announce ub Short.")
    await until(lambda: desk.replies and "Send it?" in desk.replies[-1].text)
    await desk.tap("Send", message=desk.replies[-1])
    await until(lambda: any(news(chat) for chat in chats))
    await bot.end()
    await start(admin_ids=frozenset({admin.id}))
    await until(lambda: "Everybody has" in desk.replies[-1].text)
    assert [len(news(chat)) for chat in chats] == [1] * len(chats)


async def test_whoever_announced_is_told_of_the_end_in_their_language(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    admin = telegram.person("Vera", language_code="en")
    await start(admin_ids=frozenset({admin.id}))
    desk = telegram.private_chat(admin)
    assert (await desk.ask("srpski")).text == "добар дан"
    await desk.send("/announce ub Кратко.")
    await until(lambda: desk.replies[-1].text == "Да пошаљем?")
    await desk.tap("Пошаљите", message=desk.replies[-1])
    await until(lambda: desk.replies[-1].text == "Обавештење је стигло свима.")


async def test_what_is_wrong_is_said_and_nobody_else_can_announce(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    admin = telegram.person("Vera", language_code="en")
    await start(admin_ids=frozenset({admin.id}))
    desk, ana = telegram.private_chat(admin), telegram.private_chat(telegram.person())
    for text in ("/announce", "/announce nowhere Text", "/announce ub"):
        assert "Write: /announce, whose news" in (await desk.ask(text)).text
    assert "at most 3,000" in (await desk.ask("/announce ub " + "x" * 3100)).text
    await desk.send("/announce ub First")
    await until(lambda: desk.replies[-1].text == "Send it?")
    old = desk.replies[-1]
    desk.skip()
    await desk.tap("Do not send", message=old)
    assert "Nothing was sent" in (await desk.next_reply()).text
    assert "/announce" in (await ana.ask("/announce ub Hello")).text


async def test_who_turns_the_news_off_meanwhile_gets_none(
    telegram: LocalTelegram, start: Callable[..., Awaitable[Running]]
) -> None:
    bot = await start()
    ana, mira = await subscribed(telegram, 2)
    draft = Announcement("QWERTY2", "ub", "Short.", 1, "draft")
    sending = SendAnnouncement("QWERTY2", "ub")
    off = KeepSubscriptions(ana.id, ana.id, ("uk",), "en")
    await bot.store.apply(bot.id, (DraftAnnouncement(draft), sending, off))
    await until(lambda: news(mira))
    await bot.idle()
    assert news(ana) == []
