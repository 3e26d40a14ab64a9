"""An answer of a pack begins with the sentence that is asked for, and goes on with the others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from rules.institutions import Registry
from tests.unit.dialogue.person import CLIENTS, Person
from tests.unit.dub import assistant_with, copied, in_use

OWN = """
price: {value: 900, unit: RSD, reference: dub-exchange/office, checked_on: 2026-11-29}
hours: {value: "9:00–12:00", unit: text, reference: dub-exchange/office, checked_on: 2026-11-29}
weeks: {value: 6, unit: week, reference: dub-exchange/office, checked_on: 2026-11-29}
spring: {value: 10-10, unit: yearly_date, reference: dub-exchange/office, checked_on: 2026-11-29}
level: {value: "B2", unit: text, reference: dub-exchange/office, checked_on: 2026-11-29}
by: {value: 05-31, unit: yearly_date, reference: dub-exchange/office, checked_on: 2026-11-29}
"""
ENTRIES = """
- id: dub-pool
  title: {sr: "Базен", en: "Swimming pool"}
  phrasings:
    sr: ["где је базен", "кад ради базен", "колико кошта базен", "ко чува ствари на базену"]
    en: ["where is the pool", "when is the pool open", "how much is the pool", "who keeps things"]
  answer:
    sr: >-
      <b>Базен</b> је у парку. Отворен је {own.hours}. Карта стаје {own.price:money}.
      Ствари чува домар.
    en: >-
      The <b>pool</b> is in the park. It is open {own.hours}. A ticket costs {own.price:money}.
      The janitor looks after belongings.
  sources: [dub-exchange/office]

- id: dub-skiing
  title: {sr: "Курс скијања", en: "Skiing course"}
  phrasings:
    sr: ["има ли курса скијања", "колико траје курс скијања", "до кад се пријављује курс скијања"]
    en: ["is there a skiing course", "how long is the skiing course", "skiing course sign up"]
  answer:
    sr: >-
      Курс скијања држи <b>Спортски савез</b>. Траје {own.weeks:weeks}.
      Пријаве се шаљу до {own.by:date_genitive}.
    en: >-
      The skiing course is held by the <b>Sports Union</b>. It lasts {own.weeks:weeks}.
      Sign-up is until {own.by:date}.
  sources: [dub-exchange/office]

- id: dub-applying
  title: {sr: "Пријава за размену", en: "Application"}
  phrasings:
    sr: ["како да се пријавим", "rok za prijavu za zimski semestar", "коме шаљем пријаву"]
    en: ["how do I apply", "application deadline for autumn", "where do I send an application"]
  answer:
    sr: >-
      Пријава се шаље преко <b>портала</b>. За зимски семестар шаље се до {own.by:date_genitive}.
      За летњи семестар шаље се до {own.spring:date_genitive}. Уз њу иду писмо и препис оцена.
      Тражи се ниво {own.level} језика.
    en: >-
      Applications go through the <b>portal</b>. For autumn they are due by {own.by:date}.
      For spring they are due by {own.spring:date}. A letter and a transcript go with it.
      Level {own.level} of the language is required.
  sources: [dub-exchange/office]
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Assistant]:
    """Dubravica with answers of several facts; each test takes it into use by itself."""
    folder = copied(Path(tmp_path_factory.mktemp("packs")))
    (folder / "parameters" / "own.yaml").write_text(OWN, encoding="utf-8")
    with (folder / "entries" / "faq.yaml").open("a", encoding="utf-8") as file:
        file.write(ENTRIES)
    return assistant_with(folder)


@pytest.fixture
def assistant(loaded: tuple[Registry, Assistant]) -> Iterator[Assistant]:
    with in_use(loaded[0]):
        yield loaded[1]


@pytest.mark.parametrize(
    ("language", "question", "first", "then"),
    [
        ("en", "how much is the pool at Dubravica?", "ticket costs 900 RSD", "in the park"),
        ("en", "when is the pool open at Dubravica?", "Swimming pool: it is open 9", "park"),
        ("sr-Latn", "koliko košta bazen u Dubravici", "karta staje 900 RSD", "u parku"),
        ("sr-Cyrl", "где је базен у Дубравици", "Базен је у парку", "Карта стаје"),
        (
            "sr-Cyrl",
            "колико траје курс скијања у Дубравици",
            "Курс скијања: траје 6 недеља",
            "Спортски савез",
        ),
    ],
)
def test_the_sentence_that_is_asked_for_leads(
    assistant: Assistant, language: str, question: str, first: str, then: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    lines = person.says(question).split("\n\n")
    assert first in lines[0]
    assert any(then in line for line in lines)


@pytest.mark.parametrize(
    ("language", "turns", "said", "not_said"),
    [
        ("en", ("where is the pool at Dubravica?", "and when is it open"), "9:00–12:00", "park"),
        (
            "en",
            ("where is the pool at Dubravica?", "who looks after belongings"),
            "janitor",
            "park",
        ),
        ("sr-Latn", ("gde je bazen u Dubravici", "a koliko košta"), "900 RSD", "u parku"),
        ("sr-Cyrl", ("има ли курса скијања у Дубравици", "колико недеља"), "6 недеља", "савез"),
        ("sr-Cyrl", ("има ли курса скијања у Дубравици", "до кад су пријаве"), "31. маја", "савез"),
    ],
)
def test_a_few_words_behind_an_answer_get_its_sentence_alone(
    assistant: Assistant, language: str, turns: tuple[str, ...], said: str, not_said: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert said in reply
    assert not_said not in reply


@pytest.mark.parametrize(
    ("language", "turns", "said", "not_said"),
    [
        ("en", ("how do I apply at Dubravica?", "and for the spring semester?"), "10 Oct", "31"),
        ("en", ("how do I apply at Dubravica?", "what do I attach?"), "transcript", "portal"),
        ("en", ("how do I apply at Dubravica?", "is B1 enough?"), "B2", "portal"),
        ("en", ("where is the pool at Dubravica?", "price?"), "900 RSD", "park"),
        ("en", ("where is the pool at Dubravica?", "how much is it?"), "900 RSD", "park"),
        ("en", ("where is the pool at Dubravica?", "who is in charge of belongings?"),
         "janitor", "park"),
        ("en", ("is there a skiing course at Dubravica?", "how long does it take?"), "6 weeks",
         "Union"),
        ("en", ("is there a skiing course at Dubravica?", "who runs it?"), "Sports Union", "6 w"),
        ("en", ("how do I apply at Dubravica?", "where do I hand it in?"), "portal", "letter"),
        ("en", ("where is the pool at Dubravica?", "anything to keep belongings there?"),
         "janitor", "900"),
        ("sr-Latn", ("kako da se prijavim u Dubravici", "a do kad za letnji semestar?"),
         "10. oktobra", "maja"),
        ("sr-Latn", ("kako da se prijavim u Dubravici", "koji papiri idu uz to"), "pismo", "maja"),
        ("sr-Cyrl", ("како да се пријавим у Дубравици", "је л Б1 довољно"), "ниво B2", "портал"),
    ],
)  # fmt: skip
def test_what_kind_of_thing_is_asked_on_tells_the_sentence(
    assistant: Assistant, language: str, turns: tuple[str, ...], said: str, not_said: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert said in reply
    assert not_said not in reply


@pytest.mark.parametrize(
    ("language", "question", "first"),
    [
        ("en", "We are a partner of Dubravica. By when do we apply for spring?", "10 October"),
        ("sr-Cyrl", "до кад се пријављује за летњи семестар у Дубравици", "10. октобра"),
        ("sr-Latn", "ko čuva stvari na bazenu u Dubravici", "domar"),
        ("en", "until when can I still sign up for skiing at Dubravica?", "31 May"),
        ("en", "who holds the course of skiing at Dubravica?", "Sports Union"),
    ],
)
def test_a_question_finds_what_only_an_answer_says(
    assistant: Assistant, language: str, question: str, first: str
) -> None:
    assert first in Person(assistant, CLIENTS[language]).says(question).split("\n\n")[0]


def test_what_a_pack_says_nothing_of_is_not_told_by_a_word_in_common(assistant: Assistant) -> None:
    for question in ("may I bring my dog to Dubravica?", "does Dubravica teach chess?"):
        assert "do not say this" in Person(assistant).says(question)


def test_another_matter_is_asked_of_another_entry(assistant: Assistant) -> None:
    person = Person(assistant)
    person.says("where is the pool at Dubravica?")
    assert "choir" in person.says("can guests join the choir?")
    person.says("where is the pool at Dubravica?")
    assert "dormitory" in person.says("what about my room in the dormitory?")


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("en", "I am coming to Dubravica as a guest. who picks me up?", "buddy"),
        (
            "sr-Latn",
            "da li bih ostao bez kreveta u domu ako odem, Univerzitet u Dubravici?",
            "domu",
        ),
    ],
)
def test_what_others_are_asked_in_other_words_is_asked_of_its_own_entry(
    assistant: Assistant, language: str, question: str, said: str
) -> None:
    assert said in Person(assistant, CLIENTS[language]).says(question)


def test_a_guest_is_told_what_is_for_guests(loaded: tuple[Registry, Assistant]) -> None:
    """An exchange student at a university does not belong to it."""
    dub = loaded[0]["dub"]
    guests = replace(dub, of_coming=frozenset({"dub-buddy"}))
    with in_use(replace(loaded[0], by_id={**loaded[0].by_id, "dub": guests})):
        question = "exchange student at the University of Dubravica: do I get a buddy?"
        assert "buddy" in Person(loaded[1]).says(question)
