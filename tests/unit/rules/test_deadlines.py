from datetime import date
from typing import Any

import pytest

from rules import FactError, Rulebook
from tests.unit.rules.conftest import TODAY


@pytest.mark.parametrize(
    ("start", "proposal", "documents"),
    [
        ("2026-10-01", "2026-09-24", "2026-09-28"),
        ("2027-03-01", "2027-02-22", "2027-02-26"),
        ("2028-03-01", "2028-02-23", "2028-02-27"),
        ("2027-01-02", "2026-12-26", "2026-12-30"),
    ],
)
def test_seven_and_three_calendar_days_before_the_semester(
    rulebook: Rulebook, start: str, proposal: str, documents: str
) -> None:
    found = rulebook.deadlines(date.fromisoformat(start), on=TODAY)
    assert found.proposal_by == date.fromisoformat(proposal)
    assert found.documents_by == date.fromisoformat(documents)


def test_the_notes_say_who_must_act_each_with_its_source(rulebook: Rulebook) -> None:
    notes = rulebook.deadlines(date(2026, 10, 1), on=TODAY).notes
    assert [note.id.rpartition(".")[2] for note in notes] == [
        "proposal",
        "documents",
        "student",
        "calendar_days",
    ]
    assert {note.source for note in notes} == {
        "asss-recognition/return",
        "asss-recognition/register",
    }


@pytest.mark.parametrize("start", ["2026-11-31", "1.10.2026", "20261001", "2026-W40-4", 20261001])
def test_what_is_no_day_is_told(rulebook: Rulebook, start: Any) -> None:
    with pytest.raises(FactError) as caught:
        rulebook.deadlines(start, on=TODAY)
    assert caught.value.field == "semester_start"
