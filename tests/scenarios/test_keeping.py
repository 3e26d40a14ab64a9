"""What is kept, passed on, drawn and forgotten, as people see it."""

import io
from datetime import date

import pytest
from icalendar import Calendar
from PIL import Image

from bot.storage import Address
from tests.scenarios.world import RealBot, Somebody

pytestmark = pytest.mark.asyncio(loop_scope="module")

ESTIMATE = "PhD student, 20 days by train, how much?"


def picture_of(person: Somebody) -> Image.Image:
    """The picture that the bot sent last."""
    photo = person.message.photo
    assert photo is not None
    return Image.open(io.BytesIO(photo))


async def test_the_picture_of_an_estimate_is_wide_enough_and_its_text_says_the_same(
    bot: RealBot,
) -> None:
    ana = bot.somebody("en")
    await ana.says(ESTIMATE)
    text = await ana.taps("Picture")
    picture = picture_of(ana)
    assert picture.format == "PNG"
    assert picture.width == 960
    assert 400 <= picture.height <= picture.width
    colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    assert sum(count > 1000 for count, _ in colours) >= 4
    for words in ("1,330 EUR", "980 EUR", "300 EUR", "50 EUR"):
        assert words in text


async def test_the_account_is_drawn_with_what_is_left(bot: RealBot) -> None:
    ana = bot.somebody("sr")
    await ana.opens("account")
    await ana.taps("5 месеци")
    await ana.taps("Нема више")
    text = await ana.taps("Слика")
    assert picture_of(ana).width == 960
    assert "7 месеци" in text
    assert "5 месеци" in text


async def test_deadlines_come_as_a_calendar_file(bot: RealBot) -> None:
    ana = bot.somebody("sr")
    await ana.says("/deadlines 2096-10-01")
    await ana.taps("У календар")
    document = ana.message.document
    assert document is not None
    name, content = document
    assert name.endswith(".ics")
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2096, 9, 24), date(2096, 9, 28)]
    assert all("Шумадија" in str(event["summary"]) for event in events)
    assert all(len(event.walk("VALARM")) == 1 for event in events)


async def test_ticks_outlive_the_process(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.opens("checklist")
    await ana.taps("University of Belgrade")
    open_before = [label for label in ana.message.labels if label.startswith("☐")]
    await ana.taps(open_before[0])
    await ana.taps("Mark as done")
    assert ana.text.startswith("1 of")
    await bot.restart()
    await ana.says("done 2")
    assert ana.text.startswith("2 of")
    done = [label for label in ana.message.labels if label.startswith("☑")]
    assert [label[2:] for label in done] == [label[2:] for label in open_before[:2]]


async def test_an_interview_goes_on_after_a_restart(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says("/grant")
    await ana.taps("Short-term PhD")
    await bot.restart()
    assert "green travel" in await ana.taps("20 days")


async def test_a_case_opens_for_another_person_in_their_own_language(bot: RealBot) -> None:
    ana, boris = bot.somebody("en"), bot.somebody("sr", "Борис")
    await ana.says(ESTIMATE)
    await ana.taps("Share")
    link = next(button.url for row in ana.message.buttons for button in row if button.url)
    assert link is not None
    payload = link.partition("start=")[2]
    assert (await boris.opens(payload)).startswith("Стипендија је 1.330 EUR")
    damaged = payload[:-3] + ("AAA" if payload[-3:] != "AAA" else "BBB")
    assert "EUR" not in await boris.opens(damaged)


async def test_a_language_once_chosen_stays(bot: RealBot) -> None:
    ana = bot.somebody("sr")
    await ana.says("/language")
    await ana.taps("English")
    assert "Ask in your own words" in ana.text
    assert "30 days" in await ana.says("koliko najduže traje kratka mobilnost doktoranada?")
    await ana.says("/language")
    await ana.taps("српски")
    assert "30 дана" in await ana.says("koliko najduže traje kratka mobilnost doktoranada?")


async def test_forget_me_leaves_nothing(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says(ESTIMATE)
    old = ana.message
    await ana.says("/forget")
    await ana.taps("Delete")
    assert "Deleted" in ana.text
    address = Address(bot.telegram.bot.id, ana.chat.id, ana.chat.person.id)
    assert await bot.store.session(address) is None
    assert "no longer works" in await ana.taps("Change an answer", message=old)


async def test_a_button_of_an_earlier_interview_says_so(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says("/grant")
    old = ana.message
    await ana.says("/grant")
    text = await ana.taps("Short-term PhD", message=old)
    assert "no longer works" in text
    assert "Which kind of mobility" in text
