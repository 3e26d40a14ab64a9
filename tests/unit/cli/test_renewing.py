"""What the bot knows is renewed while it answers."""

import pytest

from bot.cli.run import renew_from
from bot.dialogue.assistant import Assistant


async def test_what_first_messages_would_wait_for_is_done_before_anybody_asks(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(Assistant, "get_ready", lambda _: steps.append("ready"))
    monkeypatch.setattr(Assistant, "take_over", lambda *_: steps.append("known"))
    await renew_from(assistant, lambda: assistant)
    assert steps == ["ready", "known"]
