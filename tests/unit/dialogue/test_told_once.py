"""What a reply says, it says once, and what was asked is never called unmentioned."""

from datetime import timedelta

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.messages.effect import Reply
from bot.messages.event import Event, Said
from tests.unit.dialogue.person import NOON, Person


def test_a_planned_stay_told_beside_an_earlier_one_is_kept_as_planned(ana: Person) -> None:
    for words in ("/eligibility traineeship", "student", "yes", "master", "3 months"):
        ana.says(words)
    told = ana.says("4 months, and I plan 6 months")
    assert "a stay of 6 months" in told
    assert "4 months of earlier mobility" in told


def test_a_plan_beside_an_earlier_stay_is_kept_in_serbian_too(marko: Person) -> None:
    for words in ("/eligibility praksa", "student", "da", "master", "3 meseca"):
        marko.says(words)
    told = marko.says("4 meseca, a planiram 6 meseci")
    assert "6 meseci boravka" in told
    assert "ranije 4 meseca mobilnosti" in told


def test_what_was_asked_and_is_not_known_is_not_called_unmentioned(ana: Person) -> None:
    for words in ("/grant short phd 20 days", "change"):
        ana.says(words)
    told = ana.says("/grant short phd 20 days")
    assert "Not included yet: green travel, travel days (up to 4" in told
    for words in ("/grant", "short phd", "20", "no", "I don't know"):
        ana.says(words)
    told = ana.says("I don't know")
    assert "Not included yet" not in told
    assert "you do not know yet): travel days (up to 4 can be applied for) and the top-up" in told


def test_under_the_rates_of_a_call_nothing_is_said_of_amounts_the_university_lacks(
    ana: Person,
) -> None:
    told = ana.says("/grant short phd 20 days call 2024")
    assert "call 2024" in told
    assert "gives no amount" not in told
    assert "at which rate" not in told


@pytest.mark.parametrize(
    ("question", "once"),
    [
        ("/deadlines 2027-02-15", ["Director", "Student Affairs Office", "who brings", "calendar"]),
        (
            "/duration 45 days phd student",
            ["nearest possible", "is not possible", "Source"],
        ),
    ],
)
def test_nothing_is_said_twice(ana: Person, question: str, once: list[str]) -> None:
    told = ana.says(question)
    assert {words: told.count(words) for words in once} == dict.fromkeys(once, 1)
    assert len(told.splitlines()) <= 14, "a phone shows so many lines"


def test_that_it_is_no_decision_is_said_once(ana: Person) -> None:
    first = ana.says("master student at UB, traineeship of 3 months, may I?")
    second = ana.says("and 5 months?")
    assert "a call may set its own length and funding" in first
    assert first.count("a call may") == 1
    assert "a call may" not in second
    assert "not an office" not in second


def test_conditions_that_are_the_same_are_not_listed_again(ana: Person) -> None:
    condition = "You must be registered at"
    first = ana.says("I am in my first year, am I allowed to go on an exchange?")
    second = ana.says("so I can't?")
    assert condition in first
    assert condition not in second
    assert "The other conditions are the same as before" in second


def test_facts_that_the_message_or_an_earlier_result_names_are_not_told_again(
    ana: Person,
) -> None:
    no = "No, 6 hours of teaching is too little: at least 8 hours are required"
    first = ana.says("professor at UB, teaching 3 days with 6 hours, ok?")
    second = ana.says("even though it's 3 days?")
    third = ana.says("and 4 days with 7 hours?")
    assert first.startswith(no)
    assert "Taken into account" not in first
    assert second.startswith(no)
    assert "Taken into account" not in second
    assert "7 hours of teaching is too little" in third


def test_facts_that_a_result_names_are_not_told_below_it_again(ana: Person) -> None:
    told = ana.says("short phd 20 days, how much?")
    assert told.startswith("The grant is 1,280 EUR for 20 days")
    assert "Based on" not in told


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("when must the grant be repaid at UB?", "half of it or how much"), "how large the part"),
    ],
)
def test_a_sentence_that_comes_first_is_not_in_the_list_below(
    ana: Person, asked: tuple[str, ...], sentence: str
) -> None:
    *_, told = (ana.says(one) for one in asked)
    assert sentence in told.splitlines()[0]
    assert told.count(sentence) == 1


def test_what_was_told_yesterday_is_told_in_full_again_and_then_in_short(
    assistant: Assistant,
) -> None:
    session, full = Session.new(), "a call may set its own length and funding"
    told = []
    for day, length in ((0, 3), (0, 5), (1, 3), (1, 5)):
        event = Event(Said(f"master student at UB, traineeship of {length} months, may I?"))
        session, effects = assistant.respond(session, event, NOON + timedelta(days=day))
        told.append(any(full in one.html for one in effects if isinstance(one, Reply)))
    assert told == [True, False, True, False]
