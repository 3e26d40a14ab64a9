"""What a reply says, it says once, and what was asked is never called unmentioned."""

import pytest

from tests.unit.dialogue.person import Person


def test_a_planned_stay_told_beside_an_earlier_one_is_kept_as_planned(ana: Person) -> None:
    for words in ("/eligibility traineeship", "student", "yes", "master", "3 months"):
        ana.says(words)
    told = ana.says("4 months, and I plan 6 months")
    assert "stay: 6 months" in told
    assert "earlier mobility: 4 months" in told


def test_a_plan_beside_an_earlier_stay_is_kept_in_serbian_too(marko: Person) -> None:
    for words in ("/eligibility praksa", "student", "da", "master", "3 meseca"):
        marko.says(words)
    told = marko.says("4 meseca, a planiram 6 meseci")
    assert "boravak: 6 meseci" in told
    assert "ranija mobilnost: 4 meseca" in told


def test_what_was_asked_and_is_not_known_is_not_called_unmentioned(ana: Person) -> None:
    for words in ("/grant short phd 20 days", "change"):
        ana.says(words)
    told = ana.says("/grant short phd 20 days")
    assert "Not included so far: green travel, travel days (up to 4" in told
    for words in ("/grant", "short phd", "20", "no", "I don't know"):
        ana.says(words)
    told = ana.says("I don't know")
    assert "Not included so far" not in told
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
        ("/duration 45 days phd student", ["Nearest lengths", "does not fit any type", "Source"]),
    ],
)
def test_nothing_is_said_twice(ana: Person, question: str, once: list[str]) -> None:
    told = ana.says(question)
    assert {words: told.count(words) for words in once} == dict.fromkeys(once, 1)
    assert len(told.splitlines()) <= 14, "a phone shows so many lines"
