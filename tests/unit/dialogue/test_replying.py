"""Replying to an old answer is a follow-up on that answer, not on the last one."""

import pytest

from bot.messages.event import Event, Said
from bot.messages.markup import plain
from tests.unit.dialogue.person import NOON, Person

BIP = "How many ECTS must a BIP give?"
ESTIMATE = "PhD student, 20 days, by train, how much?"


def replies_to(person: Person, about: object, text: str) -> str:
    """Write a reply to a message that was about something."""
    event = Event(Said(text), client_language="en", about=about)
    person.session, effects = person.assistant.respond(person.session, event, NOON)
    person.effects = effects
    return "\n".join(plain(reply.html) for reply in person.replies)


def test_the_source_of_an_older_answer(ana: Person) -> None:
    ana.says(BIP)
    about = ana.replies[0].about
    ana.says("Is the Diploma Supplement free of charge?")
    assert "Diploma" in ana.says("source?") or "Recognition" in ana.says("source?")
    assert "Blended Intensive" in replies_to(ana, about, "source?")


def test_more_on_an_older_answer(ana: Person) -> None:
    ana.says(BIP)
    about, related = ana.replies[0].about, ana.labels
    ana.says(ESTIMATE)
    replies_to(ana, about, "more")
    labels = [button.label for row in ana.replies[-1].buttons for button in row]
    assert any(known in label for known in related for label in labels)


def test_what_if_on_an_older_estimate(ana: Person) -> None:
    ana.says(ESTIMATE)
    about = ana.replies[0].about
    ana.says("61 points at Academy Sumadija, which grade?")
    ana.says(BIP)
    text = replies_to(ana, about, "and for 10 days?")
    assert "750 EUR" in text
    assert "1,330 EUR" in text


def test_a_choice_among_older_suggestions(ana: Person) -> None:
    ana.says("Are the exams I pass abroad recognised?")
    about, first = ana.replies[0].about, ana.replies[0].answers[0].id
    ana.says(BIP)
    replies_to(ana, about, "1")
    assert ana.replies[0].answers[0].id == first


def test_an_open_interview_goes_on_after_a_follow_up_on_an_answer(ana: Person) -> None:
    ana.says(BIP)
    about = ana.replies[0].about
    ana.says("/grant")
    text = replies_to(ana, about, "source?")
    assert "Blended Intensive" in text
    assert "Which kind of mobility" in text


def test_a_reply_that_is_a_question_of_its_own_is_answered_as_one(ana: Person) -> None:
    ana.says(ESTIMATE)
    about = ana.replies[0].about
    assert "3 ECTS" in replies_to(ana, about, BIP)


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"entries": []},
        {"entries": ["gone"], "suggested": False},
        {"entries": 5, "suggested": True},
        {"interview": {}},
        {"interview": {"tool": "horoscope", "number": 1, "answers": []}},
        {"interview": None},
    ],
)
def test_a_memory_that_means_nothing_any_more_is_passed_over(ana: Person, about: object) -> None:
    assert "3 ECTS" in replies_to(ana, about, BIP)
