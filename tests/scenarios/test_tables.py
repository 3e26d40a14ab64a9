"""Results with several figures come as tables where the Bot API takes them, else as text."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.dialogue.assistant import Assistant
from bot.preview import LocalTelegram
from tests.scenarios.world import RealBot

pytestmark = pytest.mark.asyncio(loop_scope="module")

SIDE_BY_SIDE = [
    ("en", "PhD student, 10 or 20 days by train, how much?", "750 EUR", "1,330 EUR"),
    ("en", "short PhD 20 days, train or plane, how much?", "1,330 EUR", "1,280 EUR"),
    ("sr", "докторанд, 10 или 20 дана возом, колико пара?", "750 EUR", "1.330 EUR"),
    ("hr", "doktorand, 10 ili 20 dana vozom, koliko para?", "750 EUR", "1.330 EUR"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(assistant: Assistant, tmp_path: Path) -> AsyncIterator[RealBot]:
    """A bot whose process has not been refused anything yet."""
    async with LocalTelegram() as telegram:
        bot = RealBot(telegram, tmp_path / "razmena.db", assistant)
        await bot.start()
        yield bot
        await bot.stop()


async def test_several_marks_stand_in_a_table_with_a_heading_above_each_column(
    bot: RealBot,
) -> None:
    ana = bot.somebody("en")
    await ana.says("/grade A, D")
    (table,) = ana.message.tables
    assert table == [
        ["Mark", "Grade", "ECTS", "Points"],
        ["A", "10 (Outstanding)", "ECTS A", "91–100 points"],
        ["D", "7 (Good)", "ECTS D", "61–70 points"],
    ]
    assert "Source: Academy Šumadija" in ana.text
    table_in_words = ana.text
    assert await ana.taps("Text") == table_in_words
    assert ana.message.tables == []


async def test_the_account_stands_in_a_table_and_its_verdict_above_it(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.opens("account")
    await ana.taps("5 months")
    await ana.taps("3 months")
    text = await ana.taps("No more")
    assert "4 months left" in text.partition("\n")[0]
    (table,) = ana.message.tables
    assert ["Stay 1", "5 months"] in table
    assert ["Total used", "8 months"] in table


@pytest.mark.parametrize(("language", "question", "first", "second"), SIDE_BY_SIDE)
async def test_what_is_weighed_stands_side_by_side_with_the_answer_in_the_first_line(
    bot: RealBot, language: str, question: str, first: str, second: str
) -> None:
    ana = bot.somebody(language)
    text = await ana.says(question)
    assert first in text.partition("\n")[0]
    assert second in text.partition("\n")[0]
    (table,) = ana.message.tables
    assert table[0][0] == ""
    assert table[1][1:] == [first, second]


async def test_two_lengths_are_judged_side_by_side(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says("20 days or 2 months for a PhD student?")
    (table,) = ana.message.tables
    assert table[0] == ["", "20 days", "2 months"]
    assert ["Short-term PhD mobility", "Fits", "Does not fit"] in table
    assert ["Study mobility", "Does not fit", "Fits"] in table


async def test_a_range_is_no_choice(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says("PhD student, 25 to 35 days, does it fit?")
    assert ana.message.tables == []


@pytest.mark.parametrize("question", ["/grade A, D", "20 days or 2 months for a PhD student?"])
async def test_a_guest_reads_the_same_words_as_in_the_private_table(
    bot: RealBot, question: str
) -> None:
    ana = bot.somebody("en")
    private = await ana.says(question)
    assert ana.message.tables
    parents = bot.telegram.foreign_group("Parents", [ana.chat.person])
    guest = await parents.ask(ana.chat.person, question)
    assert guest.text == private


async def test_a_table_is_changed_in_its_place(bot: RealBot) -> None:
    ana = bot.somebody("en")
    question = await ana.chat.send("/grade A, B")
    await ana._looks()
    table = ana.message
    await ana.edits(question, "/grade C, D")
    assert ana.message.id == table.id
    assert "8 (Very good)" in ana.text
    await ana.edits(question, "/grade C")
    assert ana.message.tables == []
    assert ana.text.startswith("ECTS C is grade 8 (Very good)")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (404, "Not Found"),
        (400, "Bad Request: can't parse InputRichBlock: Can't find field \"size\""),
        (400, "Bad Request: Can't parse PageBlockTableCell: Unsupported rich text type"),
        (400, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    ],
)
async def test_where_tables_are_refused_the_text_comes_and_none_is_tried_again(
    fresh: RealBot, code: int, words: str
) -> None:
    fresh.telegram.faults.refuse(code, words, times=None, method="sendRichMessage")
    ana = fresh.somebody("en")
    text = await ana.says("/grade A, D")
    assert "A: 10 (Outstanding), ECTS A, 91–100 points" in text
    assert "Share" in ana.message.labels
    assert len(fresh.telegram.calls_of("sendRichMessage")) == 1
    assert "8 (Very good)" in await ana.says("/grade C, D")
    assert len(fresh.telegram.calls_of("sendRichMessage")) == 1


async def test_a_server_that_overlooks_the_table_of_an_edit_gets_the_text(fresh: RealBot) -> None:
    ana = fresh.somebody("en")
    question = await ana.chat.send("/grade A, B")
    await ana._looks()
    fresh.telegram.faults.refuse(
        400, "Bad Request: message text is empty", times=1, method="editMessageText"
    )
    text = await ana.edits(question, "/grade C, D")
    assert "C: 8 (Very good)" in text
    assert ana.message.tables == []
