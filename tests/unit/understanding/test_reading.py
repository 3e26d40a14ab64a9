"""What holds for the reading of every message, whatever it says."""

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding import Understanding, understand
from locales import fold, to_latin
from rules.facts import FACTS, parse_facts
from tests.unit.understanding.test_examples import (
    SUBJECTS,
    TODAY,
    comparable,
    examples,
    without_diacritics,
)

TEXTS = [example["text"] for subject in SUBJECTS for _, example in examples(subject)]
WORDS = sorted({word for text in TEXTS for word in text.split()})
CYRILLIC_WORDS = [word for word in WORDS if fold(word) != word.lower() and not word.isascii()]

sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
cyrillic_sentences = st.lists(st.sampled_from(CYRILLIC_WORDS), max_size=15).map(" ".join)


def facts_of(seen: Understanding) -> dict[str, Any]:
    return {slot: value for slot, value in seen.case.items() if slot in FACTS}


@given(text=st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert understand(text, TODAY).text == text


@given(text=sentences, today=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
@example(text="hoću na nula meseci", today=TODAY)
def test_words_in_any_order_give_facts_that_the_rules_take(text: str, today: date) -> None:
    parse_facts(facts_of(understand(text, today)))


def test_the_rules_take_every_fact_of_the_examples() -> None:
    for text in TEXTS:
        parse_facts(facts_of(understand(text, TODAY)))


@given(text=cyrillic_sentences)
def test_the_three_ways_of_writing_are_read_alike(text: str) -> None:
    expected = comparable(understand(text, TODAY))
    assert comparable(understand(to_latin(text), TODAY)) == expected
    assert comparable(understand(without_diacritics(to_latin(text)), TODAY)) == expected


@given(text=sentences)
@example(text="20-dnevni boravak, bila na razmeni 14.9.-18.9. i 5 meseci, 20-dnevni")
def test_everything_that_was_read_says_where_it_stood(text: str) -> None:
    seen = understand(text, TODAY)
    assert {slot.slot for slot in seen.slots if slot.time == "planned"} <= seen.places.keys()
    spans = [span for spans in seen.places.values() for span in spans]
    for start, end in (*spans, *(one.span for one in seen.ambiguous)):
        assert 0 <= start < end <= len(text)


def test_a_greeting_around_a_message_changes_nothing() -> None:
    for text in TEXTS:
        if not text.strip() or text.startswith("/") or text.isupper():
            continue
        bare = understand(text, TODAY)
        greeted = understand(f"Dobar dan. {text}. Hvala.", TODAY)
        assert facts_of(greeted) == facts_of(bare), text
        assert greeted.programmes == bare.programmes, text
        assert greeted.institutions == bare.institutions, text


def test_the_place_that_a_value_was_read_from_can_be_shown() -> None:
    seen = understand("Докторанд сам, идем возом на 20 дана", TODAY)
    shown = {
        slot: [seen.text[start:end] for start, end in spans] for slot, spans in seen.places.items()
    }
    assert shown["duration"] == ["20 дана"]
    assert shown["green_travel"] == ["возом"]
    assert shown["cycle"] == ["Докторанд"]


def test_a_whole_year_names_both_things_it_may_mean() -> None:
    (unclear,) = understand("celu godinu u Padovi", TODAY).ambiguous
    assert (unclear.slot, unclear.values) == ("duration", ({"semesters": 2}, {"months": 12}))


def test_a_date_without_a_year_is_the_next_one_and_today_still_counts() -> None:
    text = "semestar počinje 1. oktobra"
    assert understand(text, date(2026, 9, 30)).case["semester_start"] == "2026-10-01"
    assert understand(text, date(2026, 10, 1)).case["semester_start"] == "2026-10-01"
    assert understand(text, date(2026, 10, 2)).case["semester_start"] == "2027-10-01"


UNITS = (
    "1 ", "a ", "A ", "5 - ", "20 dana ", "od 1. do ", "već bio 5 meseci na masteru ", "short - ",
    "još 6 i 5 meseci ", "5 bodova ", "1 - 1 espb ", "konkurs 2024 ", "mesec i po ", "osnovne ",
    "univerzitet u ", "nisam ", "14-18.9. ", "ocena 8 i B, ", "druga godina ", "profesor sam ",
    "2 dana puta ",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_reading_takes_work_in_proportion_to_the_message(unit: str) -> None:
    short, long = ((unit * 400)[:length] for length in (400, 1600))
    few, many = (calls_of(lambda text=text: understand(text, TODAY)) for text in (short, long))
    # Four times the text is four times the work; squared work would be sixteen times.
    assert many < 6 * few


def calls_of(action: Callable[[], Any]) -> int:
    """How many functions are called, built-in ones among them: a measure that no clock disturbs."""
    action()  # whatever is kept from the first time is kept for both
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "1" * 4096,
        "." * 4096,
        "1.1" * 1365,
        "a'" * 2048,
        "\u200b" * 4096,
        "20 dana " * 512,
    ],
)
def test_a_message_of_full_length_is_read(text: str) -> None:
    assert understand(text, TODAY).folded == fold(text).replace("’", "'")


def test_a_full_message_in_words_is_read_to_its_end() -> None:
    story = "Imam jedno pitanje o stranom univerzitetu i svojim predmetima. " * 60
    text = f"{story}Doktorand sam, 20 dana."
    assert 3700 < len(text) <= 4096
    assert understand(text, TODAY).case["duration"] == {"days": 20}
