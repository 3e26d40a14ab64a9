"""Typed answers to the questions of an interview, and that none of them is invented."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.slot_answers import read_answer
from locales import to_latin
from rules.facts import FACTS, parse_fact
from tests.tables import check_rows, read_table

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent
ASKED = read_table(FOLDER / "slot_answers.yaml")


def examples(fact: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for answer in ASKED[fact]:
        yield answer["text"], answer


@pytest.mark.parametrize("fact", ASKED)
def test_a_typed_answer_comes_to_what_its_editor_expects(fact: str) -> None:
    def check(answer: dict[str, Any]) -> None:
        reading = read_answer(answer["text"], fact, TODAY)
        assert reading.value == answer.get("value")
        assert reading.understood is ("value" in answer)
        assert reading.unknown is (answer.get("value") == "unknown")
        assert list(reading.candidates) == answer.get("candidates", [])

    check_rows(examples(fact), check)


@pytest.mark.parametrize("fact", ASKED)
def test_an_answer_comes_to_the_same_in_latin_letters(fact: str) -> None:
    def check(answer: dict[str, Any]) -> None:
        in_latin = read_answer(to_latin(answer["text"]), fact, TODAY)
        assert in_latin == read_answer(answer["text"], fact, TODAY)

    check_rows(examples(fact), check)


@pytest.mark.parametrize("fact", ASKED)
def test_the_rules_take_every_answer_to_their_own_questions(fact: str) -> None:
    for _, answer in examples(fact):
        reading = read_answer(answer["text"], fact, TODAY)
        values = [*reading.candidates, *([reading.value] if reading.understood else [])]
        if fact in FACTS:
            for value in values:
                parse_fact(fact, value)


def test_every_fact_of_the_rules_can_be_answered_by_typing() -> None:
    for fact in FACTS:
        assert read_answer("ne znam", fact, TODAY).unknown


def test_a_fact_that_nobody_asks_for_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_answer("da", "shoe_size", TODAY)


@given(text=st.text(max_size=60), fact=st.sampled_from(sorted(ASKED)))
def test_any_text_is_an_answer_or_not_understood(text: str, fact: str) -> None:
    reading = read_answer(text, fact, TODAY)
    if fact in FACTS and reading.understood:
        parse_fact(fact, reading.value)
