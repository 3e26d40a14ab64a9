"""What was asked comes first in an answer, and an answer is not told twice over."""

import pytest

from bot.dialogue.assistant import Assistant
from tests.scenarios.talking import CLIENTS
from tests.unit.dialogue.person import Person


def _told(assistant: Assistant, language: str, *messages: str) -> str:
    person = Person(assistant, CLIENTS[language])
    return [person.says(one) for one in messages][-1]


@pytest.mark.parametrize(
    ("language", "messages", "first"),
    [
        ("en", ("What is a certificate of attendance?", "and whose stamp?"), "competent person"),
        ("sr-Cyrl", ("шта је потврда о присуству", "чији печат иде на то?"), "надлежна особа"),
        ("sr-Latn", ("sta rade koordinatori akademije", "kome ide predlog?"), "direktoru Odseka"),
        (
            "en",
            ("which fields are taught at the University of Kragujevac", "is art in?"),
            "Yes: art",
        ),
    ],
)
def test_the_sentence_that_speaks_of_what_is_asked_leads(
    assistant: Assistant, language: str, messages: tuple[str, ...], first: str
) -> None:
    assert first in _told(assistant, language, *messages).splitlines()[0]


def test_an_answer_told_just_before_is_not_told_over_again(assistant: Assistant) -> None:
    whole = _told(assistant, "en", "What is a certificate of attendance?")
    again = _told(
        assistant, "en", "What is a certificate of attendance?", "what is this certificate for?"
    )
    first, note = again.splitlines()[:2]
    assert first.startswith("The host issues a Certificate of Attendance")
    assert note == "That still applies."
    assert len(again) < len(whole)
    assert "Source:" in again


def test_a_leading_sentence_is_told_once_and_the_rest_stays(assistant: Assistant) -> None:
    told = _told(
        assistant, "sr-Latn", "treba mi sertifikat o prisustvu nastavi, ko udara pečat na to?"
    )
    assert told.splitlines()[0] == (
        "Potvrdu potpisuje i overava pečatom nadležna osoba na univerzitetu domaćinu."
    )
    assert told.count("pečatom") == 1
    assert "celoj nastavi" in told


@pytest.mark.parametrize(
    ("language", "messages", "first"),
    [
        ("en", "we teach arts and medicine, does that match", "Yes: arts, medicine."),
        ("sr-Latn", "da li su vam umetnost i medicina na spisku", "Da: umetnost, medicina."),
        ("sr-Cyrl", "да ли држите и медицину и уметност", "Да: уметност, медицина."),
    ],
)
def test_each_of_several_items_that_are_asked_after_is_named(
    assistant: Assistant, language: str, messages: str, first: str
) -> None:
    before = {
        "en": "which fields are taught at the University of Kragujevac",
        "sr-Latn": "koje oblasti postoje na Univerzitetu u Kragujevcu",
        "sr-Cyrl": "које области постоје на Универзитету у Крагујевцу",
    }[language]
    assert _told(assistant, language, before, messages).splitlines()[0] == first


@pytest.mark.parametrize(
    ("language", "before", "asked"),
    [
        ("en", "what is a certificate of attendance", "what about the parking there?"),
        ("sr-Latn", "šta je potvrda o prisustvu nastavi", "a parking za to?"),
        ("sr-Cyrl", "шта је потврда о присуству настави", "а паркинг за то?"),
    ],
)
def test_what_was_said_is_not_said_again_of_what_it_does_not_speak_of(
    assistant: Assistant, language: str, before: str, asked: str
) -> None:
    told = _told(assistant, language, before, asked)
    notes = ("That still applies", "To i dalje važi", "То и даље важи")
    assert not any(note in told for note in notes)
