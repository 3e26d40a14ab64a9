"""One message with the facts in it is answered by the rules."""

import pytest

from bot.conversation.effect import Outcome
from tests.conversation.person import Person


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
    assert "without a date" in text
    assert "travel days" in text
    assert "fewer opportunities" in text


def test_a_follow_up_changes_one_fact(ana: Person) -> None:
    ana.says("PhD student, 20 days, by train, how much?")
    assert "750 EUR" in ana.says("and for 10 days?")
    assert "700 EUR" in ana.says("and by plane?")


def test_the_grant_interview_by_buttons_comes_to_the_same_sum(ana: Person) -> None:
    ana.says("/grant")
    ana.taps("Short PhD")
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
        row = next(line for line in text.splitlines() if line.startswith(f"{letter} →"))
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
    assert "Which mark" in ana.says("/grade")
    ana.says("/duration 45 days")
    assert "How long" in ana.says("/start duration")


def test_months_told_as_a_sum_are_those_used_and_those_planned(ana: Person) -> None:
    text = ana.says("master student, 8 + 6 months, ok?")
    assert "14 months" in text
    assert "at most 4 months" in text


def test_what_is_left_of_the_cycle_is_counted_from_what_was_used(ana: Person) -> None:
    assert "Preostalo: 7 meseci" in ana.says(
        "na masteru sam, bila sam 5 meseci na razmeni, koliko mi jos ostaje"
    )
