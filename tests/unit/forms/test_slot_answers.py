"""Typed answers to the questions of an interview, and that none of them is invented."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.slot_answers import read_answer
from locales import fold, to_latin
from rules.facts import FACTS, parse_fact

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent
ASKED = yaml.safe_load((FOLDER / "slot_answers.yaml").read_text(encoding="utf-8"))


def examples() -> Iterator[Any]:
    for fact, answers in ASKED.items():
        for answer in answers:
            yield pytest.param(fact, answer, id=f"{fact}-{fold(answer['text'])[:40]}")


@pytest.mark.parametrize(("fact", "answer"), list(examples()))
def test_a_typed_answer_comes_to_what_its_editor_expects(fact: str, answer: dict[str, Any]) -> None:
    reading = read_answer(answer["text"], fact, TODAY)
    assert reading.value == answer.get("value")
    assert reading.understood is ("value" in answer)
    assert reading.unknown is (answer.get("value") == "unknown")
    assert list(reading.candidates) == answer.get("candidates", [])


@pytest.mark.parametrize(("fact", "answer"), list(examples()))
def test_an_answer_comes_to_the_same_in_latin_letters(fact: str, answer: dict[str, Any]) -> None:
    assert read_answer(to_latin(answer["text"]), fact, TODAY) == read_answer(
        answer["text"], fact, TODAY
    )


def test_the_rules_take_every_answer_to_their_own_questions() -> None:
    for fact, answer in (example.values for example in examples()):
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
