"""Questions that people ask, from the regression tests."""

import random

from knowledge.evaluation.question import read_questions


def talks(chats: int, messages: int) -> list[list[str]]:
    """Return what each of so many people asks.

    Every talk goes through all topics and languages, each with other questions than its neighbours,
    so that nothing that a bot may remember of one helps it with the next.
    """
    questions = [question.text for question in read_questions()]
    step = max(1, len(questions) // messages)
    return [
        [questions[(chat + number * step) % len(questions)] for number in range(messages)]
        for chat in range(chats)
    ]


def pauses(person: int, messages: int, reading: float) -> list[float]:
    """Return how many seconds somebody reads before each message; the same ones for each run.

    Between half and one and a half of `reading`; before the first one anything below it, since
    people do not open a chat in step.
    """
    drawn = random.Random(person)
    later = [reading * drawn.uniform(0.5, 1.5) for _ in range(messages - 1)]
    return [reading * drawn.random(), *later]
