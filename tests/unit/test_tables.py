"""Checking all rows of a table says everything that a test for each row would."""

from pathlib import Path

import pytest

from tests.tables import check_rows, read_table

ROWS = [("one", 1), ("two", 2), ("three", 3)]


def is_even(number: int) -> None:
    assert number % 2 == 0, f"{number} is odd"


def test_every_wrong_row_is_told_by_its_name() -> None:
    with pytest.raises(pytest.fail.Exception) as told:
        check_rows(ROWS, is_even)
    words = str(told.value)
    assert words.startswith("2 of 3 rows are wrong")
    assert "one: 1 is odd" in words
    assert "three: 3 is odd" in words
    assert "two:" not in words


def test_rows_that_are_right_pass_and_a_table_without_rows_does_not() -> None:
    check_rows([("two", 2)], is_even)
    with pytest.raises(AssertionError, match="no rows"):
        check_rows([], is_even)


def test_a_fault_that_is_no_wrong_row_is_raised_with_the_row() -> None:
    def divide(number: int) -> None:
        assert 6 / (number - 2)

    with pytest.raises(ZeroDivisionError) as told:
        check_rows(ROWS, divide)
    assert told.value.__notes__ == ["in two"]


def test_a_table_is_read_as_yaml(tmp_path: Path) -> None:
    file = tmp_path / "table.yaml"
    file.write_text("- text: Колико?\n  day: 2026-11-29\n  yes: no\n", encoding="utf-8")
    (row,) = read_table(file)
    assert row["text"] == "Колико?"
    assert row["day"].isoformat() == "2026-11-29"
    assert row[True] is False
