"""Values changed in one step, and what is worked out of a message once."""

import dataclasses
from datetime import date

import pytest

from bot.dialogue.session import Session
from bot.dialogue.telling import told_in
from bot.messages.changed import at_once, changed, replace
from bot.understanding import understand

DAY = date(2026, 1, 1)


def test_changing_a_field_is_what_dataclasses_replace_does() -> None:
    session = Session(institution="ub", forms_opened=3)
    ours = replace(session, pinned=True)
    assert ours == dataclasses.replace(session, pinned=True)
    assert (session.pinned, hash(ours.institution)) == (False, hash("ub"))
    with pytest.raises(TypeError, match="no_such_field"):
        replace(session, no_such_field=1)  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        ours.pinned = False  # type: ignore[misc]


def test_a_value_that_has_the_fields_already_stays_itself() -> None:
    session = Session(institution="ub")
    assert changed(session, institution="ub", pinned=False) is session
    assert changed(session, institution=None) == Session()


def test_what_was_worked_out_of_a_message_is_not_taken_over_by_a_changed_one() -> None:
    reading = understand("PhD student, 20 days", DAY)
    assert told_in(reading) is told_in(reading)
    assert reading.case["duration"] == {"days": 20}
    shorter = replace(reading, slots=())
    assert (dict(told_in(shorter)), dict(shorter.case)) == ({}, {})
    assert told_in(reading)["days"] == 20


def test_a_value_made_at_once_is_what_a_dataclass_makes() -> None:
    @at_once
    @dataclasses.dataclass(frozen=True)
    class Stay:
        days: int
        place: str = "Graz"
        papers: list[str] = dataclasses.field(default_factory=list)

    assert Stay(3) == Stay(days=3, place="Graz", papers=[])
    assert Stay(3).papers is not Stay(3).papers
    assert repr(Stay(3, "Rim")).endswith("Stay(days=3, place='Rim', papers=[])")
    assert dataclasses.replace(Stay(3), days=4) == Stay(4)
    with pytest.raises(TypeError, match="days"):
        Stay()  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Stay(3).days = 5  # type: ignore[misc]
