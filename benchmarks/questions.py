"""Questions that people ask, from the regression tests."""

from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent.parent / "knowledge" / "evaluation" / "questions"


def all_questions() -> list[str]:
    """Return every labelled question."""
    return [
        each["question"]
        for file in sorted(_FOLDER.glob("*.yaml"))
        for each in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def talks(chats: int, messages: int) -> list[list[str]]:
    """Return what each of so many people asks.

    Every talk goes through all topics and languages, each with other questions than its neighbours,
    so that nothing that a bot may remember of one helps it with the next.
    """
    questions = all_questions()
    step = max(1, len(questions) // messages)
    return [
        [questions[(chat + number * step) % len(questions)] for number in range(messages)]
        for chat in range(chats)
    ]
