"""Answers, notices, menus and buttons keep to one script from the first message on."""

import re
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from tests.scenarios.world import RealBot

pytestmark = pytest.mark.asyncio(loop_scope="module")

CYRILLIC = re.compile("[\u0400-\u04ff]")
LATIN_SERBIAN = re.compile(r"[čćšžđ]|\b(?:je|ne|za|na|od|i|u)\b")


def script_of(text: str) -> str:
    """In what a text is written; names such as Erasmus+ are in Latin letters everywhere."""
    if CYRILLIC.search(text):
        return "Cyrillic"
    return "Latin" if LATIN_SERBIAN.search(text) else "English"


@pytest.mark.parametrize(
    ("client", "script"),
    [
        ("sr", "Cyrillic"),
        ("hr", "Latin"),
        ("bs", "Latin"),
        ("sh", "Latin"),
        ("me", "Latin"),
        ("de", "English"),
    ],
)
async def test_whoever_has_written_no_word_yet_sees_one_script(
    bot: RealBot, monkeypatch: pytest.MonkeyPatch, client: str, script: str
) -> None:
    person = bot.telegram.person(language_code=client)
    chat = bot.telegram.private_chat(person)

    def broken(*_: Any) -> Any:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(Assistant, "respond", broken)
        assert script_of((await chat.ask("/start")).text) == script
    found_nothing = await bot.telegram.inline_query(person, "grmpf")
    assert found_nothing.button is not None
    assert script_of(found_nothing.button["text"]) == script
    welcome = await chat.ask("/start")
    assert script_of(welcome.text) == script
    other_languages = {"English", "srpski", "српски"}
    labels = [label for label in welcome.labels if label not in other_languages]
    assert script_of(" ".join(labels)) == script
    assert script_of((await chat.ask("/help")).text) == script
