"""The case belongs to the person: told once, shown on request, changeable, never mixed up."""

import pytest

from bot.messages.effect import Outcome
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("question", "first_word"),
    [
        ("traineeship of exactly 2 months, is it enough?", "Yes"),
        ("mogu li na praksu od tri meseca", "Da"),
        ("пракса од 8 недеља, да ли пролази", "Не"),
        ("a five-month placement, is that allowed?", "Yes"),
        ("Is one day enough for STA?", "No"),
    ],
)
def test_a_length_that_is_told_is_judged_in_the_first_word(
    ana: Person, question: str, first_word: str
) -> None:
    assert ana.says(question).startswith(first_word)
    assert ana.replies[0].outcome is Outcome.ANSWER


def test_who_says_who_they_are_hears_what_is_open_to_them(ana: Person) -> None:
    text = ana.says("I am a PhD student at UB")
    assert text.startswith("So ")
    assert "5 to 30 days" in text
    assert "STA" not in text


def test_what_is_told_once_is_used_by_the_next_question(ana: Person) -> None:
    ana.says("I am a PhD student at UB")
    assert "1,330 EUR" in ana.says("how much for 20 days by train?")


def test_a_miss_leaves_the_case_whole(ana: Person) -> None:
    ana.says("I am a PhD student at UB")
    before = ana.session.case
    ana.says("what should I cook tonight")
    ana.says("thanks")
    assert ana.session.case == before


def test_the_case_is_shown_with_its_words_and_each_line_can_be_removed(ana: Person) -> None:
    ana.says("I am a PhD student at UB")
    assert "phd student" in ana.says("/case").lower()
    assert "Removed: doctoral studies" in ana.taps("Remove 1")
    assert "cycle" not in ana.session.case
    assert "student" in ana.says("/case remove 1")
    assert "role" not in ana.session.case
    ana.taps("Remove everything")
    assert not ana.session.case
    assert ana.session.institution is None


def test_a_slot_is_set_by_typing_behind_the_command(ana: Person) -> None:
    ana.says("/case master student")
    assert ana.session.case["cycle"].value == "master"
    ana.says("/case PhD student")
    assert ana.session.case["cycle"].value == "doctoral"


def test_another_cycle_makes_the_months_used_void(ana: Person) -> None:
    ana.says("I am a master student, I used 5 months in my master")
    assert ana.session.case["used"].value == {"months": 5}
    ana.says("I am a PhD student")
    assert "used" not in ana.session.case


def test_both_ends_of_a_range_are_held_against_the_rules(ana: Person) -> None:
    text = ana.says("traineeship of 3 to 4 months, does it fit?")
    assert text.startswith("Yes")
    assert "both 3 months and 4 months" in text.splitlines()[1]


def test_that_both_ends_fit_is_told_under_the_list_of_what_they_fit(ana: Person) -> None:
    blocks = ana.says("PhD student, February to June 2027").split("\n\n")
    assert blocks[0] == "Yes, a stay of 5 months is possible:"
    assert "Study mobility" in blocks[1]
    assert "both 3 months and 5 months" in blocks[2]


def test_a_grade_of_another_scale_is_never_looked_up(marko: Person) -> None:
    text = marko.says("Četvorka iz Zagreba (vrlo dobar), koja je to ocena na Akademiji?")
    assert "ECTS" in text
    assert "druge skale" in text or "sa druge" in text
