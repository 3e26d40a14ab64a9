"""What people who are no administrators see of the commands for administrators: nothing."""

import pytest

from tests.scenarios.world import RealBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("language", ["en", "sr"])
async def test_commands_of_operators_are_like_any_that_there_is_not(
    bot: RealBot, language: str
) -> None:
    chat = bot.telegram.private_chat(bot.telegram.person(language_code=language))
    unknown = await chat.ask("/nonsense")
    assert "/help" in unknown.text
    for command in ("/unanswered", "/status", "/STATUS", f"/status@{bot.telegram.bot.username}"):
        assert (await chat.ask(command)).text == unknown.text
    assert "/status" not in (await chat.ask("/help")).text
