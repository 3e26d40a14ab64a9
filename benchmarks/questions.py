"""Questions that people ask, from the regression tests."""

from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent.parent / "tests" / "knowledge" / "questions"


def all_questions() -> list[str]:
    """Every labelled question."""
    return [
        each["question"]
        for file in sorted(_FOLDER.glob("*.yaml"))
        for each in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def questions_for_a_talk(count: int) -> list[str]:
    """So many of them, spread evenly over all topics and languages."""
    questions = all_questions()
    return [questions[number * len(questions) // count] for number in range(count)]
