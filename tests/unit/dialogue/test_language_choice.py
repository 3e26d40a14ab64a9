"""The language: automatic unless chosen, and chosen by a tap or by typing."""

import pytest

from bot.dialogue.state.session import Session
from locales import Locale
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("srpski", Locale.SR_LATN),
        ("Srpski.", Locale.SR_LATN),
        ("српски", Locale.SR_CYRL),
        ("ћирилица", Locale.SR_CYRL),
        ("srpski, ćirilica", Locale.SR_CYRL),
        ("latinica", Locale.SR_LATN),
        ("English", Locale.EN),
        ("engleski", Locale.EN),
        ("na engleskom, molim", Locale.EN),
        ("I would like English", Locale.EN),
        ("🇬🇧", Locale.EN),
        ("srpski jezik", Locale.SR_LATN),
        ("пребаци на српски", Locale.SR_CYRL),
        ("sr", Locale.SR_LATN),
        ("na srpskom ćirilicom", Locale.SR_CYRL),
        ("ћирилицу", Locale.SR_CYRL),
        ("sprski", Locale.SR_LATN),
        ("спрски", Locale.SR_CYRL),
        ("englsh", Locale.EN),
        ("engleksi molim", Locale.EN),
        ("ćirlica", Locale.SR_CYRL),
        ("latiinca", Locale.SR_LATN),
    ],
)
def test_a_language_typed_after_the_command_holds(ana: Person, typed: str, locale: Locale) -> None:
    ana.says("/language")
    ana.says(typed)
    assert ana.replies[0].locale is locale
    for question in ("how long is a BIP?", "колико траје BIP?", "koliko traje BIP?"):
        ana.says(question)
        assert ana.replies[0].locale is locale
    assert Session.from_json(ana.session.to_json()).pinned


def test_it_can_stand_behind_the_command(ana: Person) -> None:
    ana.says("/language srpski")
    assert ana.replies[0].locale is Locale.SR_LATN
    assert ana.session.pinned


@pytest.mark.parametrize("way", ["typed", "tapped"])
def test_automatic_follows_the_message_again(ana: Person, way: str) -> None:
    ana.says("/language")
    ana.taps("српски")
    ana.says("how long is a BIP?")
    assert ana.replies[0].locale is Locale.SR_CYRL
    ana.says("/language")
    if way == "typed":
        ana.says("аутоматски")
    else:
        ana.taps("Аутоматски")
    ana.says("how long is a BIP?")
    assert ana.replies[0].locale is Locale.EN
    ana.says("koliko traje BIP?")
    assert ana.replies[0].locale is Locale.SR_LATN


def test_automatic_is_the_default(ana: Person) -> None:
    ana.says("koliko traje BIP?")
    assert ana.replies[0].locale is Locale.SR_LATN
    assert not ana.session.pinned


def test_the_name_of_a_language_is_a_question_where_none_was_asked_for(ana: Person) -> None:
    ana.says("/language")
    ana.says("how long is a BIP?")
    ana.says("srpski")
    assert not ana.session.pinned


@pytest.mark.parametrize(
    "asked", ["english or serbian", "kurs engleskog", "do I need English", "u Engleskoj"]
)
def test_a_question_with_the_name_of_a_language_is_no_choice(ana: Person, asked: str) -> None:
    ana.says("/language")
    ana.says(asked)
    assert not ana.session.pinned


@pytest.mark.parametrize(
    ("question", "day", "locale"),
    [
        ("kada su rokovi za predlog na akademiji?", "1. mart 2027", Locale.SR_LATN),
        ("kada su rokovi za predlog na akademiji?", "mart 2027", Locale.SR_LATN),
        ("what are the deadlines at the academy?", "1 March 2027", Locale.EN),
        ("what are the deadlines at the academy?", "1. март 2027", Locale.SR_CYRL),
    ],
)
def test_a_day_stays_in_the_language_of_the_conversation(
    ana: Person, question: str, day: str, locale: Locale
) -> None:
    ana.says(question)
    ana.says(day)
    assert ana.replies[0].locale is locale
