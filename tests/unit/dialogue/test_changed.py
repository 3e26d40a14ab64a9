"""Values changed in one step, and what is worked out of a message once."""

import dataclasses
from datetime import date

import pytest

from bot.dialogue.state.focus import Focus
from bot.dialogue.state.session import Session
from bot.dialogue.telling import told_in
from bot.messages.changed import changed, replace
from bot.messages.effect import Button
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


def test_a_record_is_made_as_a_frozen_dataclass_is() -> None:
    by_place, by_name = Button("Text", "data"), Button(data="data", label="Text")
    assert by_place == by_name
    assert dataclasses.replace(by_name, data="other").data == "other"
    assert Session().case is not Session().case
    assert dataclasses.asdict(Focus(told=True)) == {**dataclasses.asdict(Focus()), "told": True}
    with pytest.raises(TypeError, match="data"):
        Button("Text")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no_such_field"):
        Button("Text", no_such_field=1)  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        by_name.label = "other"  # type: ignore[misc]
