"""What a session keeps of a person's words: none by which somebody is known."""

import re

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.ledger import KeptStay
from bot.dialogue.state.session import Session
from bot.messages.changed import changed
from locales import fold
from tests.unit.dialogue.person import Person


def kept_after(assistant: Assistant, *messages: str) -> set[str]:
    """Return every word of the stored session after these messages."""
    person = Person(assistant)
    for message in messages:
        person.says(message)
    return set(re.findall(r"\w+", fold(person.session.to_json())))


@pytest.mark.parametrize(
    ("messages", "names"),
    [
        (
            [
                "My friend Petar Petrović from room 12 goes for 20 days and I, Ana, for 10 days",
                "I, Ana Petrović (diabetes), PhD student, go for 10 days",
            ],
            "petar petrovic ana diabetes 12",
        ),
        (["Bila sam sa Tadislavom Brzaković 3 meseca u Gracu"], "tadislavom brzakovic"),
        (["Био сам већ на размени код Тадислава", "3 месеца"], "tadislava"),
        (["Petar Petrović was away for 4 months", "and what about me, Tamsin?"], "petar petrovic"),
        (["/case Tamsin Fenwrathe here, 20 days as a PhD student"], "tamsin fenwrathe"),
    ],
)
def test_no_name_is_in_the_session(assistant: Assistant, messages: list[str], names: str) -> None:
    assert not kept_after(assistant, *messages) & set(names.split())


def test_a_stay_is_still_named_by_its_place(assistant: Assistant) -> None:
    ana = Person(assistant)
    ana.says("I am a master student. I was in Ghent with Tamsin Fenwrathe for 4 months")
    ana.says("I was in Turin for 2 months")
    ana.says("no, I was in Ghent for 5 months")
    assert sorted(str(one.value) for one in ana.session.stays) == ["{'months': 2}", "{'months': 5}"]
    assert "ghent" in fold(ana.session.to_json())


def test_names_that_an_earlier_build_stored_are_gone_after_the_next_message(
    assistant: Assistant,
) -> None:
    ana = Person(assistant)
    words = "with Tamsin Fenwrathe in Ghent for 3 months"
    stay = KeptStay({"months": 3}, "master", words, planned=True)
    ana.session = changed(Session.new(), stays=(stay,))
    ana.says("thanks")
    (kept,) = ana.session.stays
    assert kept.words == "with … in Ghent for 3 months"
    assert kept.value == stay.value


def test_my_case_shows_the_words_that_a_slot_was_read_from(assistant: Assistant) -> None:
    ana = Person(assistant)
    ana.says("I'm a PhD student and want to go for 20 days")
    assert "PhD student" in ana.says("/case")
