"""Whom a conversation is about: each person has facts of their own."""

from bot.dialogue.state.session import Session
from tests.unit.dialogue.person import Person


def test_what_is_told_of_somebody_else_is_no_fact_of_the_writer(ana: Person) -> None:
    ana.says("I'm in the second year of my bachelor at UB")
    ana.says("my sister is a doctoral student, can she go for 20 days?")
    assert ana.session.person == "sister"
    assert "year" not in ana.session.case
    ana.says("and me?")
    assert ana.session.person == ""
    assert ana.session.case["year"].value == 2
    assert ana.session.case["cycle"].value == "bachelor"


def test_a_pronoun_goes_on_with_the_person_who_was_named(ana: Person) -> None:
    ana.says("moja koleginica je asistent na fakultetu UB")
    ana.says("ona bi išla 3 dana")
    assert ana.session.person == "colleague"
    assert ana.session.case["role"].value == "assistant"


def test_somebody_who_is_only_quoted_is_not_spoken_of(ana: Person) -> None:
    ana.says("I'm a PhD student at UB")
    ana.says("my friend says 30 days is the most, right?")
    assert ana.session.person == ""


def test_the_people_of_a_conversation_are_stored_with_it(ana: Person) -> None:
    ana.says("I'm a PhD student at UB")
    ana.says("my brother is in his master's, he was away for 5 months")
    stored = Session.from_json(ana.session.to_json())
    assert stored == ana.session
    assert [one.person for one in stored.others] == [""]
