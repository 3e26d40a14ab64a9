"""What holds for the reading of every message, whatever it says."""

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding import Reading, read
from locales import fold, to_latin
from rules.facts import parse_facts
from tests.unit.understanding.test_examples import (
    EXAMPLES,
    TODAY,
    comparable,
    without_diacritics,
)

TEXTS = [example.values[0]["text"] for example in EXAMPLES]
WORDS = sorted({word for text in TEXTS for word in text.split()})
CYRILLIC_WORDS = [word for word in WORDS if fold(word) != word.lower() and not word.isascii()]

sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
cyrillic_sentences = st.lists(st.sampled_from(CYRILLIC_WORDS), max_size=15).map(" ".join)


@given(text=st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read(text, TODAY).text == text


@given(text=sentences, today=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
@example(text="hoću na nula meseci", today=TODAY)
def test_words_in_any_order_give_facts_that_the_rules_take(text: str, today: date) -> None:
    parse_facts(read(text, today).facts)


@pytest.mark.parametrize("text", TEXTS)
def test_the_rules_take_every_fact_of_the_examples(text: str) -> None:
    parse_facts(read(text, TODAY).facts)


@given(text=cyrillic_sentences)
def test_the_three_ways_of_writing_are_read_alike(text: str) -> None:
    expected = comparable(read(text, TODAY))
    assert comparable(read(to_latin(text), TODAY)) == expected
    assert comparable(read(without_diacritics(to_latin(text)), TODAY)) == expected


@given(text=sentences)
@example(text="20-dnevni boravak, bila na razmeni 14.9.-18.9. i 5 meseci, 20-dnevni")
def test_everything_that_was_read_says_where_it_stood(text: str) -> None:
    reading = read(text, TODAY)
    for field in fields_with_a_value(reading):
        assert reading.spans[field], field
    for spans in reading.spans.values():
        for start, end in spans:
            assert 0 <= start < end <= len(reading.folded)
    for unclear in reading.unclear:
        assert 0 <= unclear.span[0] < unclear.span[1] <= len(reading.folded)


def fields_with_a_value(reading: Reading) -> set[str]:
    named = set(reading.facts)
    for name in ("travel_days", "green_travel", "distance_km", "rates", "semester_start"):
        if getattr(reading, name) is not None:
            named.add(name)
    if reading.programmes:
        named.add("programmes")
    if reading.institutions_named or reading.other_institution or reading.kragujevac_ambiguous:
        named.add("institution")
    return named


@pytest.mark.parametrize("text", TEXTS)
def test_a_greeting_around_a_message_changes_nothing(text: str) -> None:
    if not text.strip() or text.startswith("/") or text.isupper():
        return
    bare = read(text, TODAY)
    greeted = read(f"Dobar dan. {text}. Hvala.", TODAY)
    assert greeted.facts == bare.facts
    assert greeted.programmes == bare.programmes
    assert greeted.institutions_named == bare.institutions_named


def test_the_place_that_a_value_was_read_from_can_be_shown() -> None:
    reading = read("Докторанд сам, идем возом на 20 дана", TODAY)
    shown = {
        field: [reading.folded[start:end] for start, end in spans]
        for field, spans in reading.spans.items()
    }
    assert shown["duration"] == ["20 dana"]
    assert shown["green_travel"] == ["vozom"]
    assert shown["cycle"] == ["doktorand"]


def test_a_whole_year_names_both_things_it_may_mean() -> None:
    (unclear,) = read("celu godinu u Padovi", TODAY).unclear
    assert (unclear.field, unclear.candidates) == ("duration", ({"semesters": 2}, {"months": 12}))


def test_a_date_without_a_year_is_the_next_one_and_today_still_counts() -> None:
    text = "semestar počinje 1. oktobra"
    assert read(text, date(2026, 9, 30)).semester_start == date(2026, 10, 1)
    assert read(text, date(2026, 10, 1)).semester_start == date(2026, 10, 1)
    assert read(text, date(2026, 10, 2)).semester_start == date(2027, 10, 1)


UNITS = (
    "1 ", "a ", "A ", "5 - ", "20 dana ", "od 1. do ", "već bio 5 meseci na masteru ", "short - ",
    "još 6 i 5 meseci ", "5 bodova ", "1 - 1 espb ", "konkurs 2024 ", "mesec i po ", "osnovne ",
    "univerzitet u ", "nisam ", "14-18.9. ", "ocena 8 i B, ", "druga godina ", "profesor sam ",
    "2 dana puta ",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_reading_takes_work_in_proportion_to_the_message(unit: str) -> None:
    short, long = ((unit * 400)[:length] for length in (400, 1600))
    few, many = (calls_of(lambda text=text: read(text, TODAY)) for text in (short, long))
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
    assert read(text, TODAY).folded == fold(text).replace("’", "'")


def test_a_full_message_in_words_is_read_to_its_end() -> None:
    story = "Imam jedno pitanje o stranom univerzitetu i svojim predmetima. " * 60
    text = f"{story}Doktorand sam, 20 dana."
    assert 3700 < len(text) <= 4096
    assert read(text, TODAY).facts["duration"] == {"days": 20}
