"""The numbers that are read as grades and points are those of the table in the parameters."""

from datetime import date

from bot.understanding.grades.grade_lists import GRADES, MOST_POINTS
from rules import Rulebook
from rules.institutions import GRADES as OF_GRADES


def test_the_range_read_as_grades_is_that_of_the_table(rulebook: Rulebook) -> None:
    numbers = rulebook.teller(OF_GRADES).numbers(date(2026, 11, 28))
    assert GRADES.start == numbers.whole("grades.lowest")
    assert GRADES.stop - 1 == numbers.whole("grades.highest")
    assert numbers.whole("grades.maximum_points") == MOST_POINTS
