"""Questions edited, and old answers replied to."""

import pytest

from tests.scenarios.world import RealBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_edited_question_changes_its_answer_and_nothing_is_added(bot: RealBot) -> None:
    ana = bot.somebody("en")
    question = await ana.chat.send("PhD student, 20 days by train, how much?")
    answer = await ana.chat.next_reply()
    assert "1,330 EUR" in answer.text
    await bot.idle()
    await ana.edits(question, "PhD student, 10 days by train, how much?")
    assert ana.message.id == answer.id
    assert "750 EUR" in ana.message.text
    assert "1,330 EUR" in await ana.edits(question, "PhD student, 20 days by train, how much?")
    assert [message.id for message in ana.chat.replies] == [answer.id]


async def test_an_edited_question_of_before_leaves_the_later_answers_alone(bot: RealBot) -> None:
    ana = bot.somebody("sr")
    question = await ana.chat.send("koliko ESPB nosi diploma?")
    first = await ana.chat.next_reply()
    later = await ana.chat.ask("Колико траје кратка мобилност докторанада?")
    await bot.idle()
    text = await ana.edits(question, "Koliko ESPB mora da nosi BIP?")
    assert ana.message.id == first.id
    assert "3 ESPB" in text
    assert ana.chat.now(later) == later


async def test_a_follow_up_on_an_answer_further_up(bot: RealBot) -> None:
    ana = bot.somebody("sr")
    await ana.says("докторанд, 20 дана, возом, колико пара")
    estimate = ana.message
    await ana.says("Колико ЕСПБ носи BIP?")
    bip = ana.message
    await ana.says("61 поен на Академији Шумадија, која је то оцена?")
    assert "750 EUR" in await ana.replies(estimate, "а за 10 дана?")
    source = await ana.replies(bip, "извор?")
    assert "Blended Intensive Programme" in source
    assert "EUR" not in source


async def test_the_memory_of_an_answer_outlives_the_process(bot: RealBot) -> None:
    ana = bot.somebody("en")
    await ana.says("PhD student, 20 days by train, how much?")
    estimate = ana.message
    await ana.says("How many ECTS must a BIP give?")
    await bot.restart()
    assert "750 EUR" in await ana.replies(estimate, "and for 10 days?")
