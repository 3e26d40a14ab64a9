"""People write in pieces."""

import asyncio

import pytest

from tests.scenarios.world import RealBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("language", "pieces", "words"),
    [
        ("hr", ("doktorand", "20 dana"), "20 dana"),
        ("sr", ("докторанд", "45 дана"), "45 дана"),
        ("en", ("PhD student", "20 days", "by train"), "20 days"),
    ],
)
async def test_pieces_get_one_answer(
    bot: RealBot, language: str, pieces: tuple[str, ...], words: str
) -> None:
    ana = bot.somebody(language)
    for piece in pieces:
        await ana.chat.send(piece)
        await asyncio.sleep(0.3)
    reply = await ana.chat.next_reply()
    assert words in reply.text
    await bot.idle()
    assert ana.chat.unread == []


async def test_a_question_is_answered_at_once(bot: RealBot) -> None:
    ana = bot.somebody("en")
    async with asyncio.timeout(0.9):
        await ana.says("how long is a BIP?")
        await ana.says("grade B")
        await ana.says("hello")
