"""The verdict, number or sum stands in the first line, whoever asks and however it is written."""

import pytest

from bot.messages.markup import plain
from tests.unit.dialogue.person import Person

_NO, _YES, _DEPENDS = ("No", "Ne", "Не"), ("Yes", "Da", "Да"), ("It depends", "Zavisi", "Зависи")


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        # Too long in every cycle that the sources speak of.
        ("13 month internship?", _NO),
        ("is a placement of fourteen months fine", _NO),
        ("praksa 12 meseci i 1 dan", _NO),
        ("praksa od trinaest meseci, može li", _NO),
        ("three semesters abroad in one go?", _NO),
        ("tri semestra, može li", _NO),
        ("13 meseci prakse na integrisanim, može?", _DEPENDS),
        # Staff of a kind that was not told.
        ("staff mobility 65 days possible?", _NO),
        ("osoblje 61 dan, može?", _NO),
        ("zaposleni 60 dana, može?", _YES),
        # Earlier stays and a planned one.
        ("8 months used this cycle, can I do 4 more?", _YES),
        ("8 meseci iskorišćeno, mogu li još 5?", _NO),
        ("used 7 months this cycle and would now like a placement of 6, ok?", _NO),
        # A year and a semester.
        ("treća godina osnovnih, semestar u Ljubljani, može?", _YES),
        # What fits staff alone does not simply fit.
        ("45 days?", _DEPENDS),
    ],
)
def test_a_verdict_stands_first(ana: Person, message: str, verdict: tuple[str, ...]) -> None:
    assert ana.says(message).startswith(verdict)


def test_several_earlier_stays_of_a_cycle_are_added_up(ana: Person) -> None:
    text = ana.says(
        "In this master I had a 4-month exchange and a 2-month placement. What remains?"
    )
    assert text.startswith("6 months left")


def test_generic_staff_are_told_of_both_kinds_of_staff_mobility(ana: Person) -> None:
    text = ana.says("staff, 10 days, does it fit?")
    assert "STA" in text
    assert "STT" in text
    assert "Traineeship" not in text


def test_how_much_is_asked_of_the_stay_told_before(ana: Person) -> None:
    ana.says("PhD student, 20 days")
    assert ana.says("how much?").startswith("The grant is 1,280 EUR")
    assert ana.says("by train").startswith("The grant is 1,330 EUR")


def test_a_what_if_begins_with_its_result_and_says_nothing_twice(ana: Person) -> None:
    ana.says("master student, traineeship 3 months, may I?")
    text = ana.says("and 1 month?")
    assert text.startswith("No")
    assert "Before the change" not in text
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == len(set(lines))


def test_each_of_three_questions_is_answered_for_the_case_told(ana: Person) -> None:
    ana.says("PhD student at UB: can I go for 20 days, how much do I get, and which papers?")
    texts = [plain(reply.html) for reply in ana.replies]
    assert texts[0].startswith("Yes")
    assert texts[1].startswith("The grant is 1,280 EUR")
    assert "Learning Agreement" in texts[2]


def test_lengths_of_two_kinds_are_both_told(ana: Person) -> None:
    text = ana.says("for how many months for studies, and for how many on a placement?")
    assert "Study mobility" in text
    assert "Traineeship" in text


@pytest.mark.parametrize(
    "message",
    [
        "placement from 30 February 2027 to 30 May 2027, does it fit?",
        "od 31. aprila do 15. juna praksa, može li",
        "PhD, 40, ok?",
    ],
)
def test_what_found_no_place_is_asked_about(ana: Person, message: str) -> None:
    text = ana.says(message)
    assert any(words in text for words in ("30 February", "31. aprila", "40"))
    assert text.rstrip().endswith("?")


def test_both_sums_of_a_length_between_two_are_told(ana: Person) -> None:
    first, second = ana.says("PhD student, a week and a half, how much money?").splitlines()[:2]
    assert first.startswith("The grant is 700 EUR")
    assert second.startswith("The grant is 770 EUR")


def test_a_range_with_one_end_outside_depends_on_the_length(ana: Person) -> None:
    assert ana.says("PhD, 25 to 35 days, does it fit?").startswith("It depends on the length")


def test_stays_of_another_cycle_leave_all_of_the_present_one(ana: Person) -> None:
    text = ana.says("Sad sam doktorand, a na masteru sam iskoristila 11 meseci. Koliko smem?")
    assert text.startswith("Ostaje svih 12 meseci")


def test_deadlines_begin_with_a_day(ana: Person) -> None:
    first = ana.says("/deadlines 2027-02-15").splitlines()[0]
    assert "8 February 2027" in first
    assert "12 February 2027" in first


def test_points_in_two_bands_are_told_with_both_grades_in_the_first_line(ana: Person) -> None:
    first = ana.says("61 points at Academy Sumadija, which grade?").splitlines()[0]
    assert "7" in first
    assert "6" in first


@pytest.mark.parametrize("mark", ["/grade E", "/grade 6"])
def test_the_law_is_told_of_points_alone(ana: Person, mark: str) -> None:
    assert "Law on Higher Education" not in ana.says(mark)
    assert "Law on Higher Education" in ana.says("/grade 61 points")


def test_nobody_is_told_that_a_deadline_is_not_theirs(ana: Person) -> None:
    text = ana.says("/deadlines 2027-02-15")
    assert "This is not a deadline for students." in text
    assert "yours" not in text


def test_money_for_green_travel_is_told_with_its_condition(ana: Person) -> None:
    assert "if the transport counts as green: 50 EUR" in ana.says(
        "PhD student at UB, 18 days, by train, how much?"
    )


def test_a_short_stay_of_a_doctoral_student_is_told_to_be_in_europe(ana: Person) -> None:
    assert "only of a stay in Europe" in ana.says(
        "PhD student, short-term mobility to Boston for 3 weeks, may I?"
    )
