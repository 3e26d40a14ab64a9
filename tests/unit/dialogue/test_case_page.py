"""My case, line by line: changed, removed, by button and by typing."""

import pytest

from tests.unit.dialogue.person import Person


@pytest.fixture
def known(ana: Person) -> Person:
    ana.says("I am a bachelor student at UB, traineeship of 3 months")
    ana.says("/case")
    return ana


def line_of(person: Person, words: str) -> int:
    """The number of the line that holds some words."""
    text = "\n".join(reply.html for reply in person.replies)
    return next(int(line.partition(".")[0]) for line in text.split("\n") if words in line)


def test_every_line_has_a_button_to_change_and_one_to_remove_it(known: Person) -> None:
    lines = len(known.session.case) + 1
    for number in range(1, lines + 1):
        assert f"Change {number}" in known.labels
        assert f"Remove {number}" in known.labels


def test_a_line_is_changed_by_buttons(known: Person) -> None:
    known.taps(f"Change {line_of(known, 'bachelor')}")
    text = known.taps("Master")
    assert text.startswith("Changed.")
    assert "master's studies" in text
    assert known.session.case["cycle"].value == "master"


def test_a_line_is_changed_by_typing(known: Person) -> None:
    known.says(f"change {line_of(known, '3 months')}")
    assert "How long" in known.replies[0].html
    known.says("ten weeks")
    assert known.session.case["duration"].value == {"days": 70}
    assert "ten weeks" in known.says("/case")


def test_what_is_changed_counts_in_the_result_that_was_shown(known: Person) -> None:
    known.says(f"change {line_of(known, '3 months')}")
    known.says("1 month")
    assert known.says("may I go?").startswith("No")


def test_an_answer_that_no_rule_takes_is_asked_for_again_and_changes_nothing(
    known: Person,
) -> None:
    known.says(f"change {line_of(known, '3 months')}")
    text = known.says("0 days")
    assert "How long" in text
    assert known.session.case["duration"].value == {"months": 3}


def test_a_question_in_the_middle_is_answered_and_never_stored(known: Person) -> None:
    before = dict(known.session.case)
    known.says(f"change {line_of(known, 'bachelor')}")
    assert "3 ECTS" in known.says("how many ECTS must a BIP give?")
    assert dict(known.session.case) == before


def test_another_button_ends_the_question(known: Person) -> None:
    known.says(f"change {line_of(known, '3 months')}")
    known.sends_data("m")
    assert "Changed" not in known.says("6 months")


def test_words_about_another_line_set_that_one(known: Person) -> None:
    known.taps(f"Change {line_of(known, 'student')}")
    known.says("master")
    assert known.session.case["cycle"].value == "master"
    assert known.session.case["role"].value == "student"


def test_the_institution_in_force_is_a_line_too(known: Person) -> None:
    known.taps(f"Change {line_of(known, 'rules of')}")
    known.taps("Academy")
    assert known.session.institution == "asss"


@pytest.mark.parametrize(
    "data",
    [
        "c:set:duration:0d",
        "c:set:role:emperor",
        "c:set:mark:A",
        "c:set:nothing:1",
        "c:change:used",
        "c:remove:nothing",
        "c:set:institution:oxford",
    ],
)
def test_a_forged_button_changes_nothing(known: Person, data: str) -> None:
    before = known.session
    assert "no longer works" in known.sends_data(data)
    assert known.session.case == before.case
    assert known.session.institution == before.institution


def test_a_number_that_no_line_has_shows_the_page_again(known: Person) -> None:
    before = known.session.case
    for words in ("remove 40", "change 0", "/case change 99"):
        assert "My case" in known.says(words)
    assert known.session.case == before


def test_words_that_tell_nothing_say_so(known: Person) -> None:
    assert "found nothing" in known.says("/case the weather is nice")
