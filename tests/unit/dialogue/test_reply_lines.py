"""A figure from before is told in as few words as say it."""

import pytest

from bot.dialogue.reply_lines import in_short
from bot.messages.naming import names_all_of, words_of


@pytest.mark.parametrize(
    ("was", "now", "short"),
    [
        ("1,330 EUR for 21 days of a BIP", "1,380 EUR for 21 days of a BIP", "1,330 EUR"),
        ("700 EUR for 10 days of a BIP", "490 EUR for 7 days of a BIP", "700 EUR for 10 days"),
        ("700 EUR за 10 дана BIP-а", "770 EUR за 11 дана BIP-а", "700 EUR за 10 дана"),
        ("7 months left", "5 months left", "7 months"),
    ],
)
def test_what_did_not_change_is_left_out_of_the_figure_that_was(
    was: str, now: str, short: str
) -> None:
    assert in_short(was, now) == short


@pytest.mark.parametrize(
    ("text", "fact", "named"),
    [
        ("за 21 дан краткорочне мобилности докторанада", "краткорочна мобилност докторанада", True),
        ("за 21 дан краткорочне мобилности докторанада", "12 дана", False),
        ("at least in their 2nd year", "year 2", False),
        ("490 EUR za 7 dana BIP-a", "BIP (kombinovani program)", True),
    ],
)
def test_a_fact_is_named_in_any_of_its_cases_and_with_its_own_number(
    text: str, fact: str, named: bool
) -> None:
    assert names_all_of(words_of(text), fact) is named
