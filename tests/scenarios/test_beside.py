"""Forwarded messages and late edits stand beside the conversation, which goes on."""

import pytest

from tests.scenarios.world import RealBot, Somebody

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def forwards(person: Somebody, text: str) -> str:
    """Somebody forwards what another wrote; returns what the bot answers."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bane"}
    person.chat.send_content({"text": text, "forward_origin": origin})
    return await person._looks()


async def test_forwarded_facts_are_not_the_persons_own(bot: RealBot) -> None:
    ana = bot.somebody("en")
    answer = await forwards(ana, "I am a PhD student and I want to go abroad for 20 days. Can I?")
    assert "20 days" in answer
    mine = await ana.says("may I go?")
    assert "20 days" not in mine
    assert "PhD" not in mine.partition("Source")[0]


async def test_a_forwarded_message_does_not_answer_the_form(bot: RealBot) -> None:
    ana = bot.somebody("en")
    question = await ana.says("/grant")
    between = await forwards(ana, "how many ECTS must a BIP give?")
    assert "3 ECTS" in between
    assert question.splitlines()[-1] in between, "and the form asks on"
    await forwards(ana, "25 days")
    assert "25 days" not in await ana.says("short PhD")
    assert "20 days" in await ana.says("20 days")


async def test_an_edit_that_changes_nothing_keeps_the_form(bot: RealBot) -> None:
    ana = bot.somebody("en")
    asked = await ana.chat.send("/grant 20 days")
    await ana._looks()
    await ana.taps("BIP")
    before = ana.message
    await ana.chat.edit(asked, "/grant 20 days")
    await bot.idle()
    assert ana.chat.unread == []
    assert ana.chat.now(before).text == before.text


async def test_an_edit_of_an_older_message_leaves_the_form_alone(bot: RealBot) -> None:
    ana = bot.somebody("en")
    older = await ana.chat.send("how many ECTS must a BIP give?")
    await ana._looks()
    await ana.says("/grant")
    await ana.says("short PhD")
    step = ana.message
    await ana.chat.edit(older, "25 days")
    await bot.idle()
    assert ana.chat.unread == []
    assert ana.chat.now(step).labels == step.labels
    assert "25 days" not in await ana.says("20 days")
