"""The operator's file of contacts."""

from pathlib import Path

import pytest

from bot.cli.contacts import Contacts, ContactsError, read_contacts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "contacts.yaml"


def test_contacts_stand_under_institutions(file: Path) -> None:
    file.write_text("ub: Office, room 5\nasss: |\n  first\n  second\n")
    assert read_contacts(file).texts == {"ub": "Office, room 5", "asss": "first second"}


def test_an_empty_file_has_no_contacts(file: Path) -> None:
    file.write_text("# none yet\n")
    assert read_contacts(file) == Contacts()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("ub: a\nwien: b\n", ":2: 'wien' is no institution; expected are contacts under the names"),
        ("ub: a\nub: b\n", ":2: ub stands there twice"),
        ("uk: x\nub:\n", ":2: ub has no contact"),
        ("- ub\n", ":1: expected are contacts under the names ub, uk, asss"),
        ("ub: [a\nuk: b\n", ":2: is not YAML"),
        ("ub: !!python/object/apply:os.system [id]\n", ":1: ub must be one text"),
        ("[ub]: x\n", ":1: "),
        ("ub: {chat: 5}\n", ":1: 'chat' is no setting; allowed: contact, staff_chat"),
        ("ub:\n  contact: x\n  staff_chat: a\n", ":3: staff_chat is 'a'; allowed: the whole"),
        ("ub: {staff_chat: 1, staff_chat: 2}\n", ":1: staff_chat stands there twice"),
        ("ub: {office_hours: mon-fri 9-15}\n", ":1: ub has an office without its staff_chat"),
        ("ub: {staff_chat: 1, office_hours: 9-15}\n", ":1: office_hours is '9-15'; allowed: days"),
        ("ub: {staff_chat: 1, answers_within_days: 0}\n", "allowed: whole working days from 1"),
        ("ub: {staff_chat: 1, language: sr}\n", "language is 'sr'; allowed: en, sr-Latn"),
    ],
)
def test_a_mistake_is_told_with_its_line(file: Path, content: str, said: str) -> None:
    file.write_text(content)
    with pytest.raises(ContactsError) as caught:
        read_contacts(file)
    assert str(caught.value).startswith(f"{file}:")
    assert said in str(caught.value)
