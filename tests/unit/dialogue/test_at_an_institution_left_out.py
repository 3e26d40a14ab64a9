"""Who belongs to an institution whose pack is left out hears that, and no other's rules."""

import re
from collections.abc import Iterator

import pytest

from bot.dialogue.assistant import Assistant
from rules.institutions import Registry
from tests.unit.dialogue.person import CLIENTS, NOON, Person
from tests.unit.dub import DUB, OTHERS, assistant_with, change, copied, in_use

NOT_AT_HAND = re.compile("not available|nisu dostupni|нису доступни")
Loaded = tuple[Registry, Assistant]


@pytest.fixture(scope="module")
def sound() -> Loaded:
    return assistant_with(DUB)


@pytest.fixture(scope="module")
def left_out(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Dubravica with a mistake in a programme, and with words that another institution has."""
    folder = copied(tmp_path_factory.mktemp("packs"))
    change(folder / "programmes" / "study.yaml", "kind: registered", "kind: known")
    return assistant_with(folder, left_out=True)


@pytest.fixture
def assistant(left_out: Loaded) -> Iterator[Assistant]:
    with in_use(left_out[0]):
        yield left_out[1]


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("en", ("I study at the University of Dubravica", "may I go for 5 months?")),
        ("en", ("where is the exchange office at Dubravica?",)),
        ("en", ("how much is paid for 20 days?", "and at Dubravica?", "and for 30 days?")),
        ("en", ("I am a bachelor student at Dubravica", "/eligibility")),
        ("en", ("I am a master student at Dubravica", "/grant 20 days")),
        ("en", ("/eligibility", "I study at Dubravica")),
        ("sr-Latn", ("Studiram u Dubravici, koliko traje letnja škola?", "a koliko se plaća?")),
        ("sr-Latn", ("Koliko najduže mogu na razmenu?", "a na Univerzitetu u Dubravici?")),
        ("sr-Latn", ("Studiram na Univerzitetu u Dubravici", "/deadlines")),
        ("sr-Cyrl", ("Студент сам Универзитета у Дубравици, могу ли на 5 месеци?",)),
        ("sr-Cyrl", ("Студирам у Дубравици", "имам 61 поен, која је то оцена?")),
        ("sr-Cyrl", ("Студирам у Дубравици и Београду", "како се пријављујем на Дубравици?")),
    ],
)
def test_its_people_hear_that_its_texts_are_not_at_hand(
    assistant: Assistant, language: str, turns: tuple[str, ...]
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert NOT_AT_HAND.search(reply), reply
    assert re.search("Dubravic|Дубравиц", reply)
    assert "exchange@dubravica.example" in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "turns", "words"),
    [
        ("en", ("I study at Dubravica", "thank you!"), "welcome"),
        (
            "en",
            ("I study at Dubravica", "how do I bake a chocolate cake?"),
            "cannot help with that",
        ),
        ("en", ("is Dubravica known?", "how long may a BIP in Belgrade be?"), "30 days"),
        ("sr-Latn", ("Studiram u Dubravici", "hvala"), "Nema na čemu"),
        ("sr-Cyrl", ("колико траје БИП?",), "30 дана"),
    ],
)
def test_anything_else_is_answered_as_ever(
    assistant: Assistant, language: str, turns: tuple[str, ...], words: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    assert words in [person.says(turn) for turn in turns][-1]


def test_who_was_in_a_form_when_it_was_left_out_hears_it(sound: Loaded, left_out: Loaded) -> None:
    """The pack is changed, with a mistake in it, while somebody is asked for a fact."""
    with in_use(sound[0]):
        person = Person(sound[1])
        person.says("I study at Dubravica")
        assert "Which kind of mobility" in person.says("/eligibility")
        button = person.buttons[0]
    with in_use(left_out[0]):
        person.assistant = left_out[1]
        assert "no longer" in person.sends_data(button.data)
        assert NOT_AT_HAND.search(person.says("and for 10 days?"))
        assert NOT_AT_HAND.search(person.says("may I go for 5 months?"))


def test_it_is_offered_nowhere(assistant: Assistant) -> None:
    assert "Dubravica" not in Person(assistant).says("what can you do?")
    assert assistant.inline("how long is a summer school at Dubravica", "en", NOON) == ()


def test_words_that_name_two_institutions_are_those_of_the_other(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = copied(tmp_path_factory.mktemp("packs"))
    change(folder / "institution.yaml", "- udub", "- unibg")
    institutions, assistant = assistant_with(folder, left_out=True)
    with in_use(institutions):
        person = Person(assistant)
        assert "12 months" in person.says("how long is a study mobility at unibg at most?")
        assert NOT_AT_HAND.search(person.says("and at the University of Dubravica?"))


@pytest.mark.parametrize(
    ("old", "new", "question"),
    [
        ("words:", "wrods:", "I study at the University of Dubravica, may I go for 5 months?"),
        ("- udub", "- '~'", "Studiram na Univerzitetu u Dubravici, kolika je stipendija?"),
        ("genitive:", "genetive:", "Студент сам Универзитета у Дубравици, колико дуго могу?"),
    ],
)
def test_its_name_is_known_whatever_is_wrong_in_its_names(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, question: str
) -> None:
    folder = copied(tmp_path_factory.mktemp("packs"))
    change(folder / "institution.yaml", old, new)
    institutions, assistant = assistant_with(folder, left_out=True)
    with in_use(institutions):
        reply = Person(assistant, "sr").says(question)
    assert NOT_AT_HAND.search(reply)
    assert re.search("Dubravic|Дубравиц", reply)
