"""A `~` stands for up to three words also in lists that are read as patterns."""

import re

import pytest

from knowledge.vocabulary import load_vocabulary

COMING = re.compile(rf"\b{load_vocabulary('incoming').pattern('coming')}\b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("are guests welcome", True),
        ("are your exchange students welcome", True),
        ("is a visitor, and a friend, welcome", False),
        ("are all of the good people welcome", False),
        ("also welcome", True),
    ],
)
def test_up_to_three_words_stand_between(text: str, found: bool) -> None:
    assert (COMING.search(text) is not None) is found
