"""Questions that people ask, from the regression tests."""

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
