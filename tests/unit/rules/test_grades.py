"""The Academy's table as printed, with its overlap and its gaps told."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import FactError, GradeMatches, Rulebook
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY

OVERLAP, GAP, TABLE = (f"rules.grade.note.{name}" for name in ("overlap", "gap", "table"))


def grade(rulebook: Rulebook = RULEBOOK, **mark: Any) -> GradeMatches:
    return rulebook.grade(**mark, on=TODAY)


def rows(found: GradeMatches) -> list[tuple[int, str]]:
    return [(match.grade, match.ects) for match in found.matches]


@pytest.mark.parametrize(
    ("points", "expected", "note"),
    [
        (100, [(10, "A")], TABLE),
        (91, [(10, "A")], TABLE),
        (90, [(9, "B")], TABLE),
        (81, [(9, "B")], TABLE),
        (80, [(8, "C")], TABLE),
        (71, [(8, "C")], TABLE),
        (70, [(7, "D")], TABLE),
        (62, [(7, "D")], TABLE),
        (61, [(7, "D"), (6, "E")], OVERLAP),
        (60, [(6, "E")], TABLE),
        (60.5, [(6, "E")], OVERLAP),
        (51, [(6, "E")], TABLE),
        (50, [(5, "F")], TABLE),
        (0, [(5, "F")], TABLE),
        (50.5, [], GAP),
        (70.5, [], GAP),
        (90.5, [], GAP),
        (Decimal("80.01"), [], GAP),
    ],
)
def test_points_stand_where_the_printed_table_has_them(
    points: Any, expected: list[tuple[int, str]], note: str
) -> None:
    found = grade(points=points)
    assert rows(found) == expected
    assert found.note.id == note


def test_the_overlap_is_told_with_the_law_from_outside_the_three_sources() -> None:
    found = grade(points=61)
    assert found.note.source == "law-higher-education/article-104"
    assert found.sources == ("asss-recognition/grades", "law-higher-education/article-104")


@pytest.mark.parametrize("letter", ["c", "C"])
def test_a_letter_is_taken_in_either_case(letter: str) -> None:
    (match,) = grade(ects=letter).matches
    assert (match.grade, match.points, match.share) == (8, (71, 80), 30)


def test_a_failed_grade_has_no_share_of_students() -> None:
    (match,) = grade(grade=5).matches
    assert (match.ects, match.points, match.share) == ("F", (0, 50), None)


@pytest.mark.parametrize("mark", [{"ects": "E"}, {"grade": 6}])
def test_the_grade_whose_band_is_printed_too_wide_carries_the_overlap_note(mark: Any) -> None:
    assert grade(**mark).note.id == OVERLAP


@pytest.mark.parametrize(
    ("mark", "code", "field"),
    [
        ({"points": 100.5}, "out_of_range", "points"),
        ({"points": -1}, "out_of_range", "points"),
        ({"points": float("nan")}, "out_of_range", "points"),
        ({"points": float("inf")}, "out_of_range", "points"),
        ({"points": "61"}, "wrong_type", "points"),
        ({"points": True}, "wrong_type", "points"),
        ({"ects": "FX"}, "not_allowed", "ects"),
        ({"ects": "G"}, "not_allowed", "ects"),
        ({"ects": 5}, "wrong_type", "ects"),
        ({"grade": 4}, "out_of_range", "grade"),
        ({"grade": 11}, "out_of_range", "grade"),
        ({"grade": 7.5}, "out_of_range", "grade"),
        ({"grade": "8"}, "wrong_type", "grade"),
        ({}, "missing_key", ""),
        ({"points": 61, "grade": 7}, "unknown_key", ""),
    ],
)
def test_what_is_not_one_mark_is_told(mark: Any, code: str, field: str) -> None:
    with pytest.raises(FactError) as caught:
        grade(**mark)
    assert (caught.value.code, caught.value.field) == (code, field)


@given(st.integers(0, 100))
def test_whole_points_always_stand_somewhere_and_only_61_twice(points: int) -> None:
    assert len(grade(points=points).matches) == (2 if points == 61 else 1)


@given(st.sampled_from("ABCDEF"))
def test_letter_and_grade_are_two_names_of_one_row(letter: str) -> None:
    (by_letter,) = grade(ects=letter).matches
    assert grade(grade=by_letter.grade).matches == (by_letter,)
