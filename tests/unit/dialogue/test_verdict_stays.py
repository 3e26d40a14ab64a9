"""A verdict stays on the screen: what changes it comes as a new message that says what changed."""

import pytest

from tests.unit.dialogue.person import Person


def _overwrites(person: Person) -> bool:
    """Whether the last tap put its reply in the place of the message that was tapped."""
    first = person.replies[0]
    return first.in_place and not first.anew


def test_the_answers_are_listed_below_the_verdict(ana: Person) -> None:
    ana.says("PhD student, 20 days at UB, may I go?")
    ana.taps("Change")
    assert not _overwrites(ana)


def test_a_changed_verdict_names_what_changed_below_the_one_that_was(ana: Person) -> None:
    ana.says("PhD student, 20 days at UB, may I go?")
    ana.taps("Change")
    ana.taps("20 days")
    assert _overwrites(ana), "the question stands where the list of answers stood"
    told = ana.says("40 days")
    assert told.startswith("No")
    assert "40 days" in told.splitlines()[0]


def test_a_list_closed_without_a_change_does_not_tell_the_verdict_again(ana: Person) -> None:
    verdict = ana.says("PhD student, 20 days at UB, may I go?")
    ana.taps("Change")
    closed = ana.taps("Done")
    assert verdict.splitlines()[0] not in closed
    assert _overwrites(ana), "the list of answers goes away"


def test_going_back_from_a_change_leaves_the_verdict_as_it_was(ana: Person) -> None:
    ana.says("PhD student, 20 days at UB, may I go?")
    ana.taps("Change")
    ana.taps("20 days")
    back = ana.taps("Back")
    assert len(back.splitlines()) == 1
    assert ana.says("source").startswith("Source")


@pytest.mark.parametrize("button", ["Check: Short-term", "My case"])
def test_another_tool_opens_below_the_verdict(ana: Person, button: str) -> None:
    ana.says("PhD student, 20 days at UB, may I go?")
    ana.taps(button)
    assert not _overwrites(ana)


def test_another_call_year_is_asked_below_the_sum(ana: Person) -> None:
    ana.says("/grant short phd 20 days")
    ana.taps("Amounts by year")
    assert not _overwrites(ana)
    told = ana.taps("2024")
    assert "EUR" in told.splitlines()[0]
    assert "Before the change it was: 1,280 EUR." in told


def test_a_length_that_fits_nothing_says_so_once(ana: Person) -> None:
    told = ana.says("I am a PhD student, does 45 days fit?")
    assert told.startswith("No")
    assert told.count("is not possible") == 1
    assert "Does not fit" not in told
