"""Steps before, during and after a stay: at any time, for one's own case, with ticks that stay."""

import pytest

from bot.messages.effect import Outcome
from tests.unit.dialogue.person import Person


def first_line(text: str) -> str:
    return text.partition("\n")[0]


def test_a_tick_is_kept_and_can_be_taken_back(ana: Person) -> None:
    ana.says("/checklist")
    assert first_line(ana.taps("Mobility from the University of Belgrade")) == "0 of 13 done"
    ana.taps("Learning Agreement")
    assert first_line(ana.taps("Mark as done")) == "1 of 13 done"
    ana.says("How many ECTS must a BIP give?")
    assert first_line(ana.says("/checklist")) == "1 of 13 done"
    ana.taps("Learning Agreement")
    assert first_line(ana.taps("Not done yet")) == "0 of 13 done"


def test_a_task_opens_the_answer_behind_it_with_its_source(ana: Person) -> None:
    ana.says("/checklist academy")
    text = ana.taps("Who signs the Learning Agreement")
    assert "student, home and host institution" in text
    assert "Source: Academy Šumadija" in text
    assert ana.replies[0].outcome is Outcome.ANSWER
    assert first_line(ana.taps("Back to the list")) == "0 of 9 done"


def test_everything_can_be_typed(ana: Person) -> None:
    ana.says("/checklist belgrade")
    assert "record book" in ana.says("3")
    assert first_line(ana.says("done 3")) == "1 of 13 done"
    assert "☑ 3." in ana.says("/checklist")
    assert first_line(ana.says("/checklist done 3")) == "0 of 13 done"


def test_a_number_is_no_task_once_something_else_was_answered(ana: Person) -> None:
    ana.says("/checklist belgrade")
    ana.says("How many ECTS must a BIP give?")
    assert "done" not in first_line(ana.says("done 3"))
    assert not ana.session.ticks


@pytest.mark.parametrize(
    ("told", "tasks", "gone"),
    [
        ("I am a master student at UB", 12, "2nd year"),
        ("I am a bachelor student at UB, traineeship of 3 months", 8, "exams"),
        ("I am a bachelor student at UB, exchange for a semester", 13, "nothing is left out"),
    ],
)
def test_the_case_leaves_out_what_is_for_others(
    ana: Person, told: str, tasks: int, gone: str
) -> None:
    ana.says(told)
    text = ana.says("/checklist")
    assert first_line(text) == f"0 of {tasks} done"
    for phase in ("During", "After"):
        text += ana.taps(phase)
    assert gone not in text
    assert ("left out" in text) is (tasks < 13)


def test_the_list_of_ones_institution_opens_at_once(ana: Person) -> None:
    ana.says("I study at the Academy in Kragujevac")
    assert "Recognition at Academy" in ana.says("/checklist")


def test_no_list_of_another_institution_is_shown_for_the_one_named(ana: Person) -> None:
    ana.says("I am a student at the University of Belgrade")
    assert first_line(ana.says("/checklist university of kragujevac")) == "Which list do you need?"


def test_staff_are_told_that_the_lists_are_for_students(ana: Person) -> None:
    ana.says("I am a professor at UB")
    assert "for students" in ana.says("/checklist")


def test_a_deadline_is_shown_where_the_semester_is_known(ana: Person) -> None:
    ana.says("/checklist academy")
    assert "September 2027" not in ana.taps("After")
    ana.taps("Deadline at the Student Affairs Office")
    assert "Deadlines at Academy Šumadija" in ana.labels
    ana.taps("Deadlines at Academy Šumadija")
    ana.says("1 October 2027")
    ana.says("/checklist academy")
    assert "(by 28 September 2027)" in ana.taps("After")
    assert "Last day: 28 September 2027" in ana.taps("Deadline at the Student Affairs Office")


def test_buttons_of_messages_that_were_sent_before_still_work(ana: Person) -> None:
    assert first_line(ana.sends_data("k:ub-exchange")) == "0 of 13 done"
    assert first_line(ana.sends_data("k:ub-exchange:before:rules")) == "1 of 13 done"
    assert "During" in ana.sends_data("k:ub-exchange:during")
    assert "Which list" in ana.sends_data("k")


@pytest.mark.parametrize(
    "data",
    [
        "k:ub-exchange:before:no-such-task",
        "k:no-such-list",
        "k:task:ub-exchange:no-such-task",
        "k:task:no-such-list:rules",
        "k:ub-exchange:no-such-phase",
    ],
)
def test_a_button_whose_task_is_gone_says_so(ana: Person, data: str) -> None:
    assert "no longer works" in ana.sends_data(data)


def test_the_list_speaks_serbian_in_both_scripts(marko: Person) -> None:
    assert first_line(marko.says("/checklist Академија Шумадија")) == "Урађено 0 од 9"
    assert first_line(marko.says("готово 2")) == "Урађено 1 од 9"
    assert "Језик уговора" not in marko.says("2")
