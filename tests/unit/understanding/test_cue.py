"""Phrases are found by a look at their first words, as a search of the whole text finds them."""

import re
from datetime import date

import pytest

from bot.understanding import understand
from bot.understanding.cue import Cue
from knowledge.evaluation.question import read_questions
from knowledge.vocabulary import load_vocabulary

DAY = date(2026, 11, 22)
LISTS = [("incoming", name) for name in ("coming", "coming or back", "at home", "of yours")]


@pytest.mark.parametrize(("subject", "name"), LISTS)
def test_a_cue_stands_where_its_pattern_is_found(subject: str, name: str) -> None:
    vocabulary = load_vocabulary(subject)
    cue, pattern = Cue.of(vocabulary, name), re.compile(rf"\b{vocabulary.pattern(name)}\b")
    for question in read_questions()[::10]:
        reading = understand(question.text, DAY)
        assert cue.stands_in(reading) == bool(pattern.search(reading.folded)), question.text
        assert cue.spans(reading) == [one.span() for one in pattern.finditer(reading.folded)]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("can I visit you?", True),
        ("my visit_or is here", False),
        ("visits, mostly", False),
        ("We're here", True),
        ("were here", False),
        ("Студенти долазе", True),
    ],
)
def test_a_first_word_is_whole_unless_it_has_a_star(text: str, stands: bool) -> None:
    cue = Cue(r"\b(?:visit|we're|student\w*)\b", ("visit|we're", "student*"))
    assert cue.stands_in(understand(text, DAY)) is stands


def test_a_phrase_that_begins_with_a_sign_is_looked_for_everywhere() -> None:
    cue = Cue(r"%", ("%",))
    assert cue.stands_in(understand("is it 50% of the grant?", DAY))
