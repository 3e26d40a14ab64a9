"""What is told along with a mark or a day: figures, sources, and that a figure may be old."""

from datetime import date
from typing import Any

import pytest

from locales import Locale, render
from rules import FactError, Rulebook
from tests.unit.rules.conftest import TODAY

LATER = date(2031, 1, 1)


def test_the_overlap_is_told_with_both_tables_figures(rulebook: Rulebook) -> None:
    found = rulebook.grade(points=61, on=TODAY)
    told = render(found.note, Locale.EN)
    assert "overlaps here and does not say who decides" in told
    assert "article 104" in told
    assert "6 is 51–60" in told
    table = rulebook.parameter("grades.highest").reference
    assert found.sources == (table, found.note.source)
    assert found.note.source != table


def test_a_row_is_told_from_its_lowest_to_its_highest_points(rulebook: Rulebook) -> None:
    (row,) = rulebook.grade(ects="C", on=TODAY).matches
    told = render(row.text, Locale.EN)
    assert "71" in told
    assert "80" in told


@pytest.mark.parametrize("mark", [{"points": 95}, {"points": 90.5}, {"grade": 9}])
def test_an_undisputed_mark_rests_on_the_table_alone(
    rulebook: Rulebook, mark: dict[str, Any]
) -> None:
    found = rulebook.grade(**mark, on=TODAY)
    assert found.sources == (found.note.source,)
    assert found.note.source == rulebook.parameter("grades.highest").reference


def test_figures_that_nobody_checked_for_long_are_called_old(rulebook: Rulebook) -> None:
    answers = (
        lambda on: rulebook.grade(points=95, on=on).notes,
        lambda on: rulebook.deadlines(date(2031, 10, 1), on=on).notes,
    )
    for notes in answers:
        assert "rules.note.stale" not in [note.id for note in notes(TODAY)]
        stale = [note for note in notes(LATER) if note.id == "rules.note.stale"]
        assert len(stale) == 1
        assert "2026" in render(stale[0], Locale.EN)


@pytest.mark.parametrize("marks", [{}, {"points": 61, "ects": "C"}])
def test_not_exactly_one_mark_is_told_in_words(rulebook: Rulebook, marks: dict[str, Any]) -> None:
    with pytest.raises(FactError) as caught:
        rulebook.grade(**marks, on=TODAY)
    assert "exactly one" in str(caught.value).lower()
