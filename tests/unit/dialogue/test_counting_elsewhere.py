"""What counts, and until when, is told of no institution whose rules are not published here."""

import pytest

from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    "question",
    [
        "Does the University of Niš count a PhD traineeship as part of the doctorate?",
        "Признаје ли Универзитет у Нишу докторандима праксу?",
        "Univerzitet u Nišu, diplomirao sam u julu 2026, praksu prijavio pre toga, do kad",
    ],
)
def test_a_rule_of_belgrade_is_not_told_as_that_of_another(ana: Person, question: str) -> None:
    text = ana.says(question)
    first = text.splitlines()[0]
    assert "extracurricular" not in first
    assert "ваннаставна" not in first
    assert "2027" not in text
