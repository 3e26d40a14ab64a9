"""The assistant with the real rules and the real entries."""

import pytest

from bot.dialogue.assistant import Assistant
from knowledge import load_knowledge
from rules import load_rulebook
from tests.unit.dialogue.person import Person


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    rulebook = load_rulebook()
    return Assistant(load_knowledge(rulebook), rulebook)


@pytest.fixture
def ana(assistant: Assistant) -> Person:
    """Somebody with a Telegram client in English."""
    return Person(assistant)


@pytest.fixture
def marko(assistant: Assistant) -> Person:
    """Somebody with a Telegram client in Serbian."""
    return Person(assistant, client_language="sr")
