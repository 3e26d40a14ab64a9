"""The operator's contact stands under an answer, and a button copies it."""

import pytest

from bot.dialogue.assistant import Assistant
from knowledge import load_knowledge
from rules import load_rulebook
from tests.unit.dialogue.person import Person


@pytest.fixture(scope="module")
def with_contacts() -> Assistant:
    rulebook = load_rulebook()
    contacts = {
        "ub": "International office, mobility@example.org, room 5",
        "asss": "Office, room 2",
    }
    return Assistant(load_knowledge(rulebook), rulebook, contacts)


@pytest.mark.parametrize(
    ("institution", "copied"), [("ub", "mobility@example.org"), ("asss", "Office, room 2")]
)
def test_an_address_is_copied_alone_else_the_whole_contact(
    with_contacts: Assistant, institution: str, copied: str
) -> None:
    ana = Person(with_contacts)
    entry = next(
        entry
        for entry in load_knowledge(load_rulebook()).entries.values()
        if entry.contact and entry.institution == institution
    )
    assert copied in ana.sends_data(f"e:{entry.id}")
    assert [button.copy for button in ana.buttons if button.label == "Copy the contact"] == [copied]


def test_without_contacts_nothing_is_copied(ana: Person) -> None:
    entry = next(
        entry for entry in load_knowledge(load_rulebook()).entries.values() if entry.contact
    )
    ana.sends_data(f"e:{entry.id}")
    assert "Copy the contact" not in ana.labels
