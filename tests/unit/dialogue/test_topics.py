"""A word alone is offered what there is; the list of topics leads to themes and titles."""

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.pages.fixed_pages import topic_of
from bot.messages.button_data import LIMIT
from bot.messages.effect import Outcome
from knowledge import EntryKind, Knowledge
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("word", "tool", "first"),
    [
        ("stipendija", "t:grant", "ub-short-phd-grant"),
        ("grant", "t:grant", "ub-short-phd-grant"),
        ("ocene", "t:grade", "asss-grades-table"),
        ("оцене", "t:grade", "asss-grades-table"),
        ("rokovi", "t:deadlines", "ub-call-dates"),
        ("praksa?", "t:eligibility:traineeship", "ub-traineeship-what"),
        ("BIP", "t:eligibility:bip", "ub-bip-what"),
        ("STA", "t:eligibility", "ub-sta-stt-meaning"),
        ("razmena", "t:eligibility", "ub-mobility-types"),
    ],
)
def test_a_word_alone_is_offered_its_tool_and_what_people_ask(
    ana: Person, word: str, tool: str, first: str
) -> None:
    ana.says(word)
    assert ana.replies[0].outcome is Outcome.SUGGEST
    assert ana.replies[0].answers[0].id == first
    assert len(ana.replies[0].answers) <= 3
    assert ana.buttons[0].data == tool


def test_a_word_alone_leads_to_all_questions_of_its_theme(ana: Person) -> None:
    ana.says("traineeship")
    text = ana.taps("All questions on this")
    assert "Traineeships" in text
    assert "Length of a traineeship" in ana.labels


def test_what_is_offered_for_a_word_can_be_chosen_by_number(ana: Person) -> None:
    ana.says("traineeship")
    ana.says("2")
    assert ana.replies[0].answers[0].id == "ub-traineeship-duration"


@pytest.mark.parametrize("word", ["sta", "šta", "ШТА", "how long is a BIP"])
def test_what_is_no_name_of_a_matter_is_offered_no_overview(ana: Person, word: str) -> None:
    ana.says(word)
    assert "All questions on this" not in ana.labels
    assert "Sva pitanja o ovome" not in ana.labels
    assert "Сва питања о овоме" not in ana.labels


def test_topics_lead_over_themes_to_titles_and_back(ana: Person) -> None:
    ana.says("/topics")
    text = ana.taps("University of Belgrade")
    assert "questions" in text
    assert ana.labels[-1] == "Topics"
    text = ana.taps("Staff mobility")
    assert "University of Belgrade · Staff mobility" in text
    assert len(ana.labels) <= 10
    ana.taps("›")
    ana.taps("‹")
    assert "8 hours" in ana.taps("Professors: teaching abroad")


def test_the_way_back_from_a_theme_leads_to_its_topic(ana: Person) -> None:
    ana.sends_data("m:ub:bip:0")
    ana.taps("University of Belgrade")
    assert "BIP (blended programme)" in ana.labels


def test_a_button_of_an_earlier_list_opens_its_topic(ana: Person) -> None:
    assert "University of Belgrade" in ana.sends_data("m:ub:3")
    assert "Traineeships" in ana.labels


@pytest.mark.parametrize("data", ["m:nobody:0", "m:ub:no-such:0", "m:ub:bip:9", "m:ub:bip"])
def test_a_list_that_there_is_not_says_so(ana: Person, data: str) -> None:
    assert "no longer works" in ana.sends_data(data)


def test_a_deep_link_opens_a_theme(ana: Person) -> None:
    assert "Academy Šumadija · Grades" in ana.says("/start topic-asss-grades")


@pytest.mark.parametrize("locale", ["en", "sr"])
def test_every_entry_but_small_talk_stands_in_a_theme_with_a_name(
    assistant: Assistant, knowledge: Knowledge, locale: str
) -> None:
    person = Person(assistant, client_language=locale)
    listed: set[str] = set()
    for topic in ("ub", "uk", "asss", "gap"):
        person.sends_data(f"m:{topic}:0")
        for theme in person.buttons[:-1]:
            page = theme.data
            while page:
                assert len(page.encode()) <= LIMIT
                person.sends_data(page)
                listed |= {one.data[2:] for one in person.buttons if one.data.startswith("e:")}
                page = next((one.data for one in person.buttons if one.label == "›"), "")
    entries = knowledge.entries.values()
    assert listed == {one.id for one in entries if one.kind is not EntryKind.TALK}
    assert {topic_of(one) for one in entries} <= {"ub", "uk", "asss", "gap"}
