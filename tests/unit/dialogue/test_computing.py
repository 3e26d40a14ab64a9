"""One message with the facts in it is answered by the rules."""

import pytest

from bot.messages.effect import Outcome
from bot.messages.json_value import Json
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("question", "total", "parts"),
    [
        ("PhD student, 20 days, by train, how much?", "1,330 EUR", ("980", "300", "50")),
        ("doktorand, 20 dana, vozom, koliko para", "1.330 EUR", ("980", "300", "50")),
        ("докторанд, 20 дана, возом, колико пара", "1.330 EUR", ("980", "300", "50")),
    ],
)
def test_twenty_days_by_train_come_to_their_parts(
    ana: Person, question: str, total: str, parts: tuple[str, ...]
) -> None:
    text = ana.says(question)
    assert ana.replies[0].outcome is Outcome.ANSWER
    assert total in text.splitlines()[0]
    for part in parts:
        assert part in text
    assert ana.replies[0].answers[0].sources == ("ub-outgoing/short-term-phd",)


def test_an_estimate_says_what_is_uncertain_and_that_its_amounts_are_undated(ana: Person) -> None:
    text = ana.says("PhD student, 20 days, by train, how much?")
    assert "undated" in text
    assert "travel days" in text
    assert "fewer opportunities" in text


def test_a_follow_up_changes_one_fact(ana: Person) -> None:
    ana.says("PhD student, 20 days, by train, how much?")
    assert "750 EUR" in ana.says("and for 10 days?")
    assert "700 EUR" in ana.says("and by plane?")


def test_the_grant_interview_by_buttons_comes_to_the_same_sum(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short-term PhD")
    ana.taps("20 days")
    ana.taps("Yes")
    ana.taps("0 days")
    assert "1,330 EUR" in ana.taps("No")


def test_the_grant_interview_by_typing_comes_to_the_same_sum(marko: Person) -> None:
    marko.says("/grant")
    marko.says("kratka mobilnost doktoranada")
    marko.says("dvadeset dana")
    marko.says("da, vozom")
    marko.says("nula")
    text = marko.says("ne")
    assert "1.330 EUR" in text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("I'm a first-year bachelor student, can I go on exchange?", "2nd year"),
        ("prva godina osnovnih, mogu li na razmenu?", "2."),
    ],
)
def test_a_first_year_bachelor_is_told_to_wait_for_the_second_year(
    ana: Person, question: str, words: str
) -> None:
    assert words in ana.says(question).lower()


def test_eight_and_six_months_are_over_the_cap_and_four_are_left(ana: Person) -> None:
    text = ana.says("I already spent 8 months on Erasmus in my master's, can I go for 6 more?")
    assert "12 months" in text
    assert "4 months" in text


@pytest.mark.parametrize(
    ("question", "neighbours"),
    [
        ("45 days PhD?", ("30 days", "2 months")),
        ("doktorand, 45 dana, može?", ("30 dana", "2 meseca")),
    ],
)
def test_45_days_name_both_neighbours_for_a_phd_student(
    ana: Person, question: str, neighbours: tuple[str, ...]
) -> None:
    text = ana.says(question)
    for neighbour in neighbours:
        assert neighbour in text


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("imam 61 poen na akademiji sumadija, koja je to ocena", "7"),
        ("ECTS grade C at Academy Sumadija?", "8"),
    ],
)
def test_a_mark_is_converted_by_the_academys_table(ana: Person, question: str, grade: str) -> None:
    assert grade in ana.says(question)
    assert ana.replies[0].answers[0].sources[0] == "asss-recognition/grades"


def test_deadlines_are_counted_back_from_the_semester(ana: Person) -> None:
    text = ana.says("semestar počinje 1. oktobra, do kad papiri (akademija šumadija)")
    assert "24. septembar" in text
    assert "28. septembar" in text


def test_a_pasted_list_of_grades_becomes_a_table(ana: Person) -> None:
    ana.says("/grade A, B, C")
    text = ana.says("/grade A, B, C")
    for letter, grade in (("A", "10 ("), ("B", "9 ("), ("C", "8 (")):
        row = next(line for line in text.splitlines() if line.startswith(f"• {letter}: "))
        assert grade in row


def test_two_marks_in_one_question_are_both_answered(ana: Person) -> None:
    text = ana.says("95 points and 50 points at Academy Sumadija, which grades?")
    assert "10 (" in text
    assert "5 (" in text


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/grade 61", "7 ("),
        ("/grade C", "8 ("),
        ("/grade 8", "ECTS C"),
        ("/grade 95.5", "10 ("),
        ("/deadlines 1 October 2026", "24 September"),
        ("/deadlines 2026-10-01", "24 September"),
        ("/duration 45 days phd", "30 days"),
        ("/duration dva meseca", "2 mesec"),
        ("/grant 20 days bip", "1,280 EUR"),
    ],
)
def test_a_command_takes_its_answer_along(ana: Person, command: str, words: str) -> None:
    assert words in ana.says(command)


def test_a_tool_opened_anew_asks_anew(ana: Person) -> None:
    ana.says("/grade C")
    assert "What would you like to convert" in ana.says("/grade")
    ana.says("/duration 45 days")
    assert "How long" in ana.says("/start duration")


def test_months_told_as_a_sum_are_added_up(ana: Person) -> None:
    text = ana.says("master student, 8 + 6 months, ok?")
    assert text.startswith("No: 8 months + 6 months = 14 months")


def test_what_is_left_of_the_cycle_is_counted_from_what_was_used(ana: Person) -> None:
    assert "Ostaje još 7 meseci" in ana.says(
        "na masteru sam, bila sam 5 meseci na razmeni, koliko mi jos ostaje"
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Can a UB professor teach abroad for 3 days?", ("8 hours", "contract", "possible")),
        (
            "istraživač, 45 dana, može li",
            ("8 časova nastave", "Obuka ili stručne aktivnosti", "ugovor o radu"),
        ),
    ],
)
def test_staff_are_told_what_else_is_asked_of_them_beside_the_length(
    ana: Person, question: str, words: tuple[str, ...]
) -> None:
    text = ana.says(question)
    for part in words:
        assert part in text


def test_a_professor_is_not_told_that_training_fits(ana: Person) -> None:
    lines = ana.says("Can a UB professor teach abroad for 3 days?").splitlines()
    training = next(line for line in lines if "(STT)" in line)
    assert "– it depends:" in training


@pytest.mark.parametrize(
    ("question", "fitting", "refused"),
    [
        ("45 days", ("STA", "STT"), ("short-term PhD mobility", "traineeship")),
        ("mogu li na 45 dana?", ("STA", "STT"), ("praksa", "doktoranada")),
        ("20 days", ("Short-term PhD mobility", "BIP", "STA"), ("traineeship",)),
        ("1 semester", ("Study mobility",), ("short-term PhD mobility", "STA")),
        ("od 15. februara do kraja juna", ("praksa",), ("STA",)),
    ],
)
def test_a_length_alone_is_held_against_every_kind_of_mobility(
    ana: Person, question: str, fitting: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    lines = ana.says(question).splitlines()
    assert ana.replies[0].answers[0].id == "duration"
    fits = "\n".join(line for line in lines if line.startswith("•"))
    does_not = next(
        line
        for line in lines
        if line.startswith(("At this length", "Toliko ne može", "Toliko ne mogu"))
    )
    for name in fitting:
        assert name in fits
    for name in refused:
        assert name in does_not


def test_students_are_told_the_nearest_lengths_where_only_staff_fit(ana: Person) -> None:
    text = ana.says("45 days")
    assert "30 days" in text
    assert "2 months" in text


def test_a_length_that_fits_nothing_is_told_in_six_lines(ana: Person) -> None:
    assert len([line for line in ana.says("45 days PhD?").splitlines() if line]) <= 6


@pytest.mark.parametrize(
    "question",
    ["45 days in Kragujevac", "how is a BIP of 45 days recognised", "12", "semestar"],
)
def test_what_is_more_or_less_than_a_length_is_left_to_the_entries(
    ana: Person, question: str
) -> None:
    ana.says(question)
    assert "duration" not in [answer.id for answer in ana.replies[0].answers]


@pytest.mark.parametrize(
    ("question", "passed"),
    [("/deadlines 2025-10-01", 2), ("/deadlines 28.11.2026", 1), ("/deadlines 2027-02-15", 0)],
)
def test_days_that_have_passed_are_told_and_said_to_have_passed(
    ana: Person, question: str, passed: int
) -> None:
    text = ana.says(question)
    assert text.count("(passed)") == passed
    assert ("Both deadlines have passed" in text) == (passed == 2)
    assert ("Add to calendar" in ana.labels) == (passed < 2)


def test_the_calendar_leaves_out_a_day_that_has_passed(ana: Person) -> None:
    ana.says("/deadlines 28.11.2026")
    ana.taps("Add to calendar")
    file = ana.replies[0].file
    assert file is not None
    assert file.text.count("BEGIN:VEVENT") == 1
    assert "20261125" in file.text


@pytest.mark.parametrize(
    ("question", "left", "instead"),
    [
        ("I used 11 months in my master, 2 more months exchange?", "30 days", "BIP"),
        ("bio sam 11 meseci na masteru, mogu li jos 2 meseca prakse", "30 dana", "BIP"),
    ],
)
def test_who_has_too_little_left_is_not_told_to_plan_a_stay_that_is_too_short(
    ana: Person, question: str, left: str, instead: str
) -> None:
    text = ana.says(question)
    advice = next(line for line in text.splitlines() if left in line)
    assert instead in advice
    assert "at most" not in advice
    assert "najviše" not in advice


@pytest.mark.parametrize(
    ("used", "duration", "programme", "words"),
    [
        ({"months": 11}, {"days": 45}, "study", ["short-term PhD"]),
        ({"months": 12}, {"months": 1}, "study", ["Nothing is left"]),
        ({"months": 11, "days": 28}, {"days": 10}, "bip", ["2 days", "next cycle"]),
        ({"months": 8}, {"months": 6}, "study", ["At most 4 months"]),
        ({"months": 1}, {"days": 45}, "traineeship", ["at least 2 months"]),
    ],
)
def test_advice_of_a_verdict_can_be_followed_as_a_whole(
    ana: Person,
    used: dict[str, Json],
    duration: dict[str, Json],
    programme: str,
    words: list[str],
) -> None:
    answers = {"programme": programme, "used": used, "duration": duration, "cycle": "doctoral"}
    ana.session = ana.session.open_form("eligibility", {"role": "student", **answers})
    text = ana.sends_data("i:1:show")
    told = text.partition("Not checked here")[0]
    assert len([line for line in told.splitlines() if "Plan " in line]) <= 1
    for part in words:
        assert part in told


def test_a_case_told_in_passing_opens_no_interview_when_something_else_is_asked(
    ana: Person,
) -> None:
    ana.says(
        "I do my PhD in Belgrade and would like to leave for ten days on the short PhD scheme. "
        "I am registered as a student with fewer opportunities. Apart from the normal daily "
        "rate, is there anything for people like me?"
    )
    assert [answer.id for answer in ana.replies[0].answers] == ["ub-short-phd-fewer-opportunities"]


@pytest.mark.parametrize(
    "question",
    [
        "Can I go on exchange? Second-year bachelor at UB, 5 months",
        "Mogu li na razmenu? Druga godina osnovnih na UB, 5 meseci",
        "Могу ли на размену? Друга година основних на УБ, 5 месеци",
    ],
)
def test_a_case_with_its_year_is_checked_and_not_measured_by_length_alone(
    ana: Person, question: str
) -> None:
    ana.says(question)
    interview = ana.session.form
    assert interview is not None
    assert interview.tool == "eligibility"
    assert interview.answers["year"] == 2
    assert interview.answers["duration"] == {"months": 5}
    # Whether five months cover a term is open, so the answer depends; the rest is one tap away.
    assert ana.replies[0].outcome is Outcome.ANSWER
    assert ana.buttons[0].data == "t:eligibility:study"


@pytest.mark.parametrize(
    "question",
    [
        "Where can a UB student complain about the ranking list?",
        "Studentkinja UB sam, gde se žalim na rang-listu?",
        "Где студент УБ улаже приговор на ранг-листу?",
        "master student ub, how much is the monthly grant for portugal",
    ],
)
def test_what_the_sources_do_not_say_is_said_whatever_case_stands_beside(
    ana: Person, question: str
) -> None:
    ana.says(question)
    assert ana.replies[0].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("mark", ["30L", "30/30", "4.5", "8,5", "C+", "95%"])
def test_a_mark_of_another_scale_is_put_in_no_table_by_the_command_either(
    ana: Person, mark: str
) -> None:
    said = ana.says(f"/grade {mark}")
    assert "ECTS Users’ Guide" in said
    assert "asss-recognition/grades" in ana.replies[0].answers[0].sources
    assert ana.session.form is None


@pytest.mark.parametrize("mark", ["3", "61.5", "8", "C"])
def test_points_a_grade_or_a_letter_behind_the_command_are_looked_up(
    ana: Person, mark: str
) -> None:
    assert "ECTS" in ana.says(f"/grade {mark}").splitlines()[0]


def test_the_day_of_the_deadlines_typed_again_gets_them_again(ana: Person) -> None:
    first = ana.says("/deadlines 2027-02-15")
    assert "12 February 2027" in first
    assert "12 February 2027" in ana.says("15 February 2027")
    assert "13 February 2027" in ana.says("16 February 2027")
