"""Slips of the finger in the words that tell a case."""

import pytest

from bot.understanding import understand
from bot.understanding.slips import put_right
from tests.unit.understanding.test_examples import TODAY


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("radim u adminstraciji na UB, 3 dana u Krakovu", "role", "administrative"),
        ("docotral student at UB, 3 weeks", "cycle", "doctoral"),
        ("intership for 3 months", "programme", "traineeship"),
        ("на трајнингу нисам, на доткорским сам", "cycle", "doctoral"),
    ],
)
def test_a_slip_in_a_word_of_the_case_is_read_as_the_word(text: str, slot: str, value: str) -> None:
    assert understand(text, TODAY).case[slot] == value


@pytest.mark.parametrize("word", ["mesecima", "studenti", "mastera", "professorial", "straining"])
def test_another_ending_or_another_word_is_no_slip(word: str) -> None:
    assert put_right(word) == word
