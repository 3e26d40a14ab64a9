"""Conditions as they are told to somebody whose cycle of study is known."""

import pytest

from bot.forms.condition_words import for_the_cycle
from locales import Locale, Text, render
from rules import Rulebook


def _study_length(rulebook: Rulebook) -> Text:
    texts = [one.text for one in rulebook.conditions("study") if "covers_term" in one.facts]
    return texts[0]


@pytest.mark.parametrize(
    ("cycle", "told", "left_out"),
    [("master", "semester", "doctoral"), ("doctoral", "2 months", "semester")],
)
def test_who_told_a_cycle_reads_nothing_of_the_others(
    rulebook: Rulebook, cycle: str, told: str, left_out: str
) -> None:
    words = render(for_the_cycle(_study_length(rulebook), {"cycle": cycle}), Locale.EN)
    assert told in words
    assert left_out not in words


def test_who_told_no_cycle_reads_what_holds_in_each(rulebook: Rulebook) -> None:
    words = render(for_the_cycle(_study_length(rulebook), {}), Locale.EN)
    assert "semester" in words
    assert "2 months" in words


def test_a_condition_inside_another_text_is_of_the_cycle_too(rulebook: Rulebook) -> None:
    facts = Text("rules.fact.covers_term")
    depends = Text("rules.reason.unknown", {"facts": facts, "rule": _study_length(rulebook)})
    words = render(for_the_cycle(depends, {"cycle": "bachelor"}), Locale.EN)
    assert words.startswith("It depends on whether")
    assert "doctoral" not in words
