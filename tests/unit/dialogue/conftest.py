"""People who talk to the assistant."""

import pytest

from bot.dialogue.assistant import Assistant
from tests.unit.dialogue.person import Person


@pytest.fixture
def ana(assistant: Assistant) -> Person:
    """Somebody with a Telegram client in English."""
    return Person(assistant)


@pytest.fixture
def marko(assistant: Assistant) -> Person:
    """Somebody with a Telegram client in Serbian."""
    return Person(assistant, client_language="sr")
