"""What goes to an office is shown once: of earlier previews no button is left."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from bot.office import Office, Offices
from bot.preview import LocalTelegram
from knowledge import Knowledge
from rules import Rulebook
from tests.scenarios.world import RealBot


@pytest.fixture
async def with_office(
    tmp_path: Path, knowledge: Knowledge, rulebook: Rulebook
) -> AsyncIterator[RealBot]:
    async with LocalTelegram() as telegram:
        offices = Offices(general=Office(-1))
        bot = RealBot(
            telegram, tmp_path / "razmena.db", Assistant(knowledge, rulebook, None, offices)
        )
        await bot.start()
        yield bot
        await bot.stop()


async def test_after_an_edit_only_the_last_preview_has_buttons(with_office: RealBot) -> None:
    chat = with_office.somebody("en").chat
    first = await chat.ask("/office is there parking?", within=20)
    await chat.tap("Edit the question", message=first)
    await with_office.idle()
    assert chat.replies[0].text == first.text, "it can be copied from"
    await chat.send("is there parking for bicycles?")
    await with_office.idle()
    assert "bicycles" in chat.replies[-1].text
    assert [bool(one.labels) for one in chat.replies] == [False, False, True]


async def test_a_question_that_was_asked_for_leaves_no_button_behind(with_office: RealBot) -> None:
    chat = with_office.somebody("en").chat
    assert (await chat.ask("/office", within=20)).labels == ["Do not send"]
    await chat.send("is there parking for bicycles?")
    await with_office.idle()
    assert [bool(one.labels) for one in chat.replies] == [False, True]
