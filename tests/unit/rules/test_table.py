"""A programme as a table, for whoever holds the rules against the published text."""

import csv

import pytest

from locales import Locale, render
from rules import FactError, Rulebook
from rules.table import COLUMNS, as_csv, as_markdown, rows
from tests.unit.rules.conftest import PROGRAMMES, TODAY


@pytest.mark.parametrize("programme", list(PROGRAMMES))
def test_every_condition_has_a_row_with_its_sentence(rulebook: Rulebook, programme: str) -> None:
    table = list(rows(rulebook, programme, lambda text: render(text, Locale.EN), TODAY))
    told = [row[0].partition(" ")[0] for row in table]
    assert list(dict.fromkeys(told)) == [one.id for one in PROGRAMMES[programme].conditions]
    assert all(row[4].count("/") == 1 and row[5] for row in table)
    lines = list(csv.reader(as_csv(table).splitlines()))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == len(table) + 1
    assert as_markdown(table).count("\n") == len(table) + 2


def test_a_role_with_a_section_of_its_own_has_a_row_of_its_own(rulebook: Rulebook) -> None:
    table = list(rows(rulebook, "teaching", lambda text: render(text, Locale.EN), TODAY))
    (row,) = [row for row in table if row[0] == "teaching.hours (researcher)"]
    assert row[4] == "ub-outgoing/research-staff"
    least = rulebook.parameter("teaching.minimum_hours").value
    assert f"teaching.minimum_hours = {least} hour" in row[3]


def test_a_cell_that_would_be_a_formula_is_text() -> None:
    assert as_csv([["=1+1", "a", "b", "c", "d", "e"]]).splitlines()[1] == "'=1+1,a,b,c,d,e"
    assert as_csv([["a", "", "c", "d", "e", "f"]]).splitlines()[1] == "a,,c,d,e,f"


def test_a_programme_that_is_none_is_told(rulebook: Rulebook) -> None:
    with pytest.raises(FactError, match="ceepus"):
        list(rows(rulebook, "ceepus", lambda text: render(text, Locale.EN), TODAY))
