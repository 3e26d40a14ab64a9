"""Steps before, during and after, with ticks that are kept."""

from tests.unit.dialogue.person import Person


def test_a_tick_is_kept_and_can_be_taken_back(ana: Person) -> None:
    ana.says("/start checklist")
    text = ana.taps("Exchange from the University of Belgrade")
    assert "0 of" in text
    for phase in ("Before", "During", "After"):
        assert phase in text
    assert "1 of" in ana.taps("Learning Agreement")
    ana.says("How many ECTS must a BIP give?")
    ana.says("/start checklist")
    assert "1 of" in ana.taps("Exchange from the University of Belgrade")
    assert "0 of" in ana.taps("Learning Agreement")


def test_the_phases_are_turned_by_buttons(ana: Person) -> None:
    ana.says("/start checklist")
    ana.taps("Recognition at Academy")
    ana.taps("After")
    assert any("three documents" in label for label in ana.labels)


def test_a_checklist_names_its_sources(ana: Person) -> None:
    ana.says("/start checklist")
    assert "Recognition of student mobility" in ana.taps("Recognition at Academy")


def test_a_task_that_is_gone_says_so(ana: Person) -> None:
    assert "no longer works" in ana.sends_data("k:ub-exchange:before:no-such-task")
