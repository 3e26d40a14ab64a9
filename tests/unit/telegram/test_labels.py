"""No label is cut on a phone: every one has the room of its row, in all three written forms."""

from collections.abc import Iterator

import pytest

from bot.dialogue.assistant import Assistant
from bot.forms import slot_wording as wording
from bot.forms.slots import SLOTS
from bot.messages.effect import Button
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.pictures.letters import ems
from bot.telegram.keyboard import ROW_WIDTH, room, rows_of
from knowledge import Knowledge
from locales import Locale
from rules import Rulebook
from tests.unit.dialogue.person import Person

LOCALES = tuple(Locale)
WALKS = (
    ("/start",),
    ("/help",),
    ("/topics",),
    ("/case",),
    ("/duration 20 days", "/case"),
    ("/duration 2 months",),
    ("/duration 10 days phd student",),
    ("/duration 5 days teacher",),
    ("/eligibility",),
    ("/eligibility study", "1"),
    ("/eligibility short phd", "1"),
    ("/grant short phd 20 days", "change"),
    ("/start account", "5 months", "0"),
    ("/start checklist",),
    ("/grade 61",),
    ("/grade A, D",),
    ("/deadlines",),
    ("/deadlines", "october 2027"),
    ("/deadlines 2027-02-15",),
    ("/checklist academy",),
    ("/checklist belgrade", "2"),
    ("I'm a PhD student at UB", "/case", "change 1"),
    ("20 days or 2 months for a PhD student?",),
    ("I'm a PhD student at UB", "/case"),
    ("short PhD at UB, 20 days, doctoral student, 2 months used before, may I?", "/case"),
    ("learning agreement",),
    ("grant",),
    ("who signs the agreement",),
)


def _choices(rulebook: Rulebook, voice: Voice) -> Iterator[str]:
    for slot in SLOTS.values():
        for value in slot.options(rulebook, {}):
            yield wording.option(slot.name, value, voice)
            yield plain(wording.fact(slot.name, value, voice))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_title_of_every_entry_fits_beside_its_number(
    knowledge: Knowledge, locale: Locale
) -> None:
    titles = [f"3. {entry.title.plain(locale)}" for entry in knowledge.entries.values()]
    assert [title for title in titles if ems(title) > ROW_WIDTH] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_answer_that_a_form_offers_fits(rulebook: Rulebook, locale: Locale) -> None:
    labels = set(_choices(rulebook, Voice(locale)))
    assert len(labels) > len(SLOTS)
    assert [label for label in labels if ems(label) > ROW_WIDTH] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("walk", WALKS, ids=" > ".join)
def test_no_row_of_a_conversation_is_cut(
    assistant: Assistant, walk: tuple[str, ...], locale: Locale
) -> None:
    person = Person(assistant)
    person.sends_data(f"l:{locale.value}")
    for words in walk:
        person.says(words)
        rows = [row for reply in person.replies for row in rows_of(reply.buttons)]
        cut = [key.label for row in rows for key in row if ems(key.label) > room(len(row))]
        assert cut == [], words


def test_the_days_of_a_month_stand_in_rows_that_a_phone_shows(assistant: Assistant) -> None:
    person = Person(assistant)
    person.says("/deadlines")
    person.says("october 2027")
    rows = rows_of(person.replies[0].buttons)
    assert [len(row) for row in rows[:6]] == [6, 6, 6, 6, 6, 1]


def test_two_short_labels_share_a_row_and_a_long_one_stands_alone() -> None:
    short = (Button("Yes", "a:1"), Button("No", "a:2"))
    long = (Button("Months left in the cycle", "a:1"), Button("No", "a:2"))
    assert [len(row) for row in rows_of((short, long))] == [2, 1, 1]
