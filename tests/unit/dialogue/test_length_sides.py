"""Of how long a stay of a pack may be, the end is told that is asked."""

from collections.abc import Iterator

import pytest

from bot.dialogue.assistant import Assistant
from tests.unit.dialogue.person import CLIENTS, Person
from tests.unit.dub import DUB, assistant_with, in_use


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    institutions, known = assistant_with(DUB)
    with in_use(institutions):
        yield known


@pytest.mark.parametrize(
    ("language", "turns", "told", "untold"),
    [
        ("en", ["how long is the summer school at Dubravica at most?"], "at most 21 days", "5"),
        (
            "en",
            ["how short can a summer school at Dubravica be at least?"],
            "at least 5 days",
            "21",
        ),
        ("en", ["minimum length of the summer school at Dubravica"], "at least 5 days", "21"),
        ("en", ["how long is the summer school at Dubravica?"], "5 to 21 days", "at most"),
        (
            "en",
            ["how long is the summer school at Dubravica at most?", "and at least?"],
            "at least 5 days",
            "21",
        ),
        (
            "sr-Latn",
            ["koliko najduže traje letnja škola na Univerzitetu u Dubravici?", "a najkraće?"],
            "najmanje 5 dana",
            "21",
        ),
        (
            "sr-Cyrl",
            ["Колико дана траје летња школа у Дубравици?", "а највише?"],
            "највише 21 дан",
            "5",
        ),
        (
            "sr-Latn",
            ["koliko najmanje moram da ostanem na razmeni sa Univerziteta u Dubravici?"],
            "najmanje 3 meseca",
            "ne bih da nagađam",
        ),
        # How long a stay may be at most its texts do not say; the shortest is no answer to it.
        (
            "sr-Cyrl",
            ["колико најдуже могу да останем на размени са Универзитета у Дубравици?"],
            "не бих да нагађам",
            "најмање",
        ),
        (
            "en",
            ["what is the longest exchange at Dubravica?"],
            "I would rather not guess",
            "at least",
        ),
    ],
)
def test_the_end_of_a_length_is_told_that_is_asked(
    assistant: Assistant, language: str, turns: list[str], told: str, untold: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert told in reply
    assert untold not in reply
